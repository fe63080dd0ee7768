package import HTTP
internal import JSON
internal import Redaction

/// How the provider's refusals become our errors: the one place that knows its words.
extension MessagesCodec {
  /// The error for a response with a status other than 200, or with a body that is not an event stream.
  ///
  /// - Parameters:
  ///   - status: the response's status.
  ///   - headers: its headers.
  ///   - body: its body, or as much of it as came.
  ///   - now: the time in seconds since 1970.
  package static func error(status: Int, headers: HTTPHeaders, body: [UInt8], now: Double) -> ModelError {
    let retryAfter = RetryAfter.wait(headers, now: now)
    if let value = try? JSONValue.parse(body), let details = value["error"] {
      return error(details, status: status, retryAfter: retryAfter)
    }
    guard let (code, what) = meaning(ofStatus: status) else {
      let type = headers["content-type"] ?? "no content type"
      return ModelError(
        .malformedResponse, "the provider answers \(status) with \(shown(type)) and not with an event stream")
    }
    let excerpt = body.isEmpty ? "an empty body" : "a body that is not the provider's: \(shown(body))"
    return ModelError(code, "\(what) (status \(status) with \(excerpt))", retryAfter: retryAfter)
  }

  /// The error that the data of an `error` event tell of.
  static func error(event value: JSONValue) -> ModelError {
    error(value["error"] ?? .null, status: nil, retryAfter: nil)
  }

  private static func error(_ details: JSONValue, status: Int?, retryAfter: Duration?) -> ModelError {
    let type = details["type"]?.string ?? ""
    let message = details["message"]?.string ?? details.string ?? ""
    var (code, what) =
      meaning(ofType: type) ?? status.flatMap(meaning(ofStatus:)) ?? (.serverError, "the provider failed")
    if code == .invalidRequest, speaksOfLength(message) {
      (code, what) = (.contextTooLong, "the conversation is longer than the model can read")
    }
    let detail = details["details"]?["error_code"]?.string ?? ""
    if detail == "enforced_spend_limit_reached" || code == .invalidRequest && speaksOfCredit(message) {
      (code, what) = (.quotaExhausted, "the account's limit is reached")
    }
    let place = status.map { "status \($0)" } ?? "in the stream"
    let kind = type.isEmpty ? place : "\(place), \(shown(type))"
    let text = message.isEmpty ? "" : ": \(shown(message))"
    return ModelError(code, "\(what) (\(kind))\(text)", retryAfter: code == .quotaExhausted ? nil : retryAfter)
  }

  private static func meaning(ofType type: String) -> (ModelError.Code, String)? {
    switch type {
    case "invalid_request_error": (.invalidRequest, "the provider refuses the request")
    case "authentication_error": (.unauthorized, "the provider does not accept the key")
    case "permission_error": (.unauthorized, "the key may not do this")
    case "billing_error": (.quotaExhausted, "the account cannot pay")
    case "not_found_error": (.notFound, "the provider has no such model or address")
    case "request_too_large": (.contextTooLong, "the request is larger than the provider takes")
    case "rate_limit_error": (.rateLimited, "too many requests for now")
    case "overloaded_error": (.overloaded, "the provider is overloaded")
    case "timeout_error": (.timeout, "the provider took too long")
    case "api_error": (.serverError, "the provider failed")
    default: nil
    }
  }

  /// Nil for 200 and its kin, which mean an answer, if it has the right form.
  private static func meaning(ofStatus status: Int) -> (ModelError.Code, String)? {
    switch status {
    case 200..<300: nil
    case 300..<400: (.notFound, "the provider's address redirects, which is not followed; configure the final address")
    case 401: (.unauthorized, "the provider does not accept the key")
    case 402: (.quotaExhausted, "the account cannot pay")
    case 403: (.unauthorized, "the key may not do this")
    case 404: (.notFound, "the provider has no such model or address")
    case 408, 504: (.timeout, "the provider took too long")
    case 409: (.serverError, "the request met another one")
    case 413: (.contextTooLong, "the request is larger than the provider takes")
    case 429: (.rateLimited, "too many requests for now")
    case 529: (.overloaded, "the provider is overloaded")
    case 400..<500: (.invalidRequest, "the provider refuses the request")
    default: (.serverError, "the provider failed")
    }
  }

  private static func speaksOfLength(_ message: String) -> Bool {
    let message = message.lowercased()
    return ["prompt is too long", "exceed context limit", "context window", "context length", "maximum context"]
      .contains { message.contains($0) }
  }

  private static func speaksOfCredit(_ message: String) -> Bool {
    message.lowercased().contains("credit balance is too low")
  }

  /// At most 300 characters of what the provider wrote, on one line and harmless to a terminal.
  static func shown(_ text: String) -> String {
    TerminalText.singleLine(text, limit: 300)
  }

  private static func shown(_ bytes: [UInt8]) -> String {
    shown(String(decoding: bytes.prefix(2000), as: UTF8.self))
  }
}
