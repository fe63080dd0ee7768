extension MessagesCodec {
  /// What Anthropic's names of errors mean.
  package static let errorMeanings: [String: ErrorMeaning] = [
    "invalid_request_error": .refused,
    "authentication_error": .keyRefused,
    "permission_error": .notAllowed,
    "billing_error": .unpaid,
    "enforced_spend_limit_reached": .limitReached,
    "not_found_error": .notFound,
    "request_too_large": .requestTooLarge,
    "rate_limit_error": .tooManyRequests,
    "overloaded_error": .overloaded,
    "timeout_error": .tookTooLong,
    "api_error": .failed,
  ]
}
