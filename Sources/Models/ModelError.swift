/// Why a model did not answer.
public struct ModelError: Error, Hashable, CustomStringConvertible {
  /// What kind of trouble it is.
  public enum Code: String, Hashable, Sendable {
    /// Too many requests for now (429).
    case rateLimited
    /// The provider has more to do than it can (529, or an `overloaded_error`).
    case overloaded
    /// The provider failed (5xx).
    case serverError
    /// No connection, or it broke before an answer began.
    case network
    /// No byte for too long, or the whole took too long.
    case timeout
    /// The stream ended before the answer did.
    case incompleteStream
    /// The provider sent what its protocol does not allow.
    case malformedResponse
    /// The provider refuses the request as it is (400, 413, 422).
    case invalidRequest
    /// The conversation is larger than the model's window.
    case contextTooLong
    /// The key is missing, wrong or not allowed (401, 403).
    case unauthorized
    /// No such model or address (404).
    case notFound
    /// The account's money or quota is used up; waiting does not help.
    case quotaExhausted
    /// A replay has no recorded answer for the request, or a recording could not be written.
    case notRecorded
    /// The model is not asked for a while, since it has failed again and again.
    case circuitOpen
    /// The request was only to be shown.
    case notSent
  }

  /// What kind of trouble it is.
  public let code: Code

  /// What happened, where and what to do, without secrets and control characters of the provider's.
  public let description: String

  /// How long the provider asks to wait before the next attempt.
  public let retryAfter: Duration?

  /// An error with its words.
  ///
  /// - Parameters:
  ///   - code: the kind.
  ///   - description: what happened, without secrets and control characters of the provider's.
  ///   - retryAfter: how long the provider asks to wait; nil when it says nothing.
  public init(_ code: Code, _ description: String, retryAfter: Duration? = nil) {
    self.code = code
    self.description = description
    self.retryAfter = retryAfter
  }

  /// Whether the same request may succeed later.
  public var isRetryable: Bool {
    switch code {
    case .rateLimited, .overloaded, .serverError, .network, .timeout, .incompleteStream, .malformedResponse: true
    case .invalidRequest, .contextTooLong, .unauthorized, .notFound, .quotaExhausted, .notRecorded, .circuitOpen,
      .notSent:
      false
    }
  }

  /// Whether the provider left an attempt without an end, which may have taken any time.
  package var isCut: Bool { code == .timeout || code == .incompleteStream }

  /// Whether another model may answer the same request.
  ///
  /// What one provider refuses as invalid, such as a parameter, another may take.
  public var allowsFallback: Bool { code != .notRecorded && code != .notSent }

  /// Whether the failure is the model's or its provider's, and not the request's.
  public var isProviderFault: Bool {
    switch code {
    case .unauthorized, .notFound, .quotaExhausted: true
    case .invalidRequest, .contextTooLong, .notRecorded, .circuitOpen, .notSent: false
    default: isRetryable
    }
  }
}
