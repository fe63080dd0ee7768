/// Why a conversation or a request came to nothing.
package struct RPCError: Error, Hashable, CustomStringConvertible {
  /// The kinds of trouble that this room reports.
  package enum Code: Hashable, Sendable {
    /// What came is no message.
    case malformed

    /// A message is larger than what is accepted.
    case tooLarge

    /// The other side is gone, or the conversation was ended.
    case closed

    /// No answer within the time that the request has.
    case timedOut

    /// The other side answered that it cannot do what it was asked for.
    case refused(RPCFailure)
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}

extension RPCError {
  /// What the other side answered; nil when it did not.
  package var failure: RPCFailure? {
    if case .refused(let failure) = code { failure } else { nil }
  }
}
