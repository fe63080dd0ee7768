/// What a provider's refusal means, whatever its protocol.
package struct ErrorMeaning: Hashable, Sendable {
  let code: ModelError.Code
  let words: String

  private init(_ code: ModelError.Code, _ words: String) {
    self.code = code
    self.words = words
  }

  static let refused = Self(.invalidRequest, "the provider refuses the request")
  static let keyRefused = Self(.unauthorized, "the provider does not accept the key")
  static let notAllowed = Self(.unauthorized, "the key may not do this")
  static let unpaid = Self(.quotaExhausted, "the account cannot pay")
  static let limitReached = Self(.quotaExhausted, "the account's limit is reached")
  static let notFound = Self(.notFound, "the provider has no such model or address")
  static let requestTooLarge = Self(.contextTooLong, "the request is larger than the provider takes")
  static let conversationTooLong = Self(.contextTooLong, "the conversation is longer than the model can read")
  static let tooManyRequests = Self(.rateLimited, "too many requests for now")
  static let overloaded = Self(.overloaded, "the provider is overloaded")
  static let tookTooLong = Self(.timeout, "the provider took too long")
  static let failed = Self(.serverError, "the provider failed")
  private static let conflict = Self(.serverError, "the request met another one")
  private static let redirected = Self(
    .notFound, "the provider's address redirects, which is not followed; configure the final address")

  /// The meaning of a status; nil for 200 and its kin, which mean an answer, if it has the right form.
  init?(status: Int) {
    switch status {
    case 200..<300: return nil
    case 300..<400: self = .redirected
    case 401: self = .keyRefused
    case 402: self = .unpaid
    case 403: self = .notAllowed
    case 404: self = .notFound
    case 408, 504: self = .tookTooLong
    case 409: self = .conflict
    case 413: self = .requestTooLarge
    case 429: self = .tooManyRequests
    case 529: self = .overloaded
    case 400..<500: self = .refused
    default: self = .failed
    }
  }

  /// The meaning made more precise by the provider's message, where no name tells it.
  func refined(by message: String) -> ErrorMeaning {
    guard code == .invalidRequest else { return self }
    let message = message.lowercased()
    if message.contains("credit balance is too low") { return .limitReached }
    let signs = [
      "prompt is too long", "exceed context limit", "context window", "context length", "maximum context",
      "available context size",
    ]
    return signs.contains { message.contains($0) } ? .conversationTooLong : self
  }
}
