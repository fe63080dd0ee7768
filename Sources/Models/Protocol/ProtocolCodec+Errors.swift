package import HTTP
internal import JSON
internal import Redaction

/// How a provider's refusals become our errors.
extension ProtocolCodec {
  /// The error for a response with a status other than 200, or with a body that is not an event stream.
  ///
  /// - Parameters:
  ///   - status: the response's status.
  ///   - headers: its headers.
  ///   - body: its body, or as much of it as came.
  ///   - now: the time in seconds since 1970.
  package static func error(status: Int, headers: HTTPHeaders, body: [UInt8], now: Double) -> ModelError {
    let retryAfter = RetryAfter.wait(headers, now: now) ?? RateLimitReset.wait(headers, now: now)
    if let value = try? JSONValue.parse(body), let details = errorDetails(value) {
      return error(details, status: status, retryAfter: retryAfter)
    }
    guard let meaning = ErrorMeaning(status: status) else {
      let type = headers["content-type"] ?? "no content type"
      return ModelError(
        .malformedResponse,
        "the provider answers \(status) with \(ModelError.shown(type)) and not with an event stream")
    }
    let text = String(decoding: body.prefix(2000), as: UTF8.self)
    let excerpt = body.isEmpty ? "an empty body" : "a body that is not the provider's: \(ModelError.shown(text))"
    return ModelError(meaning.code, "\(meaning.words) (status \(status) with \(excerpt))", retryAfter: retryAfter)
  }

  /// The error that an event tells of; nil details count as a failure of the provider's.
  static func error(event details: JSONValue?) -> ModelError {
    error(details ?? .null, status: nil, retryAfter: nil)
  }

  /// The part of a body or event that tells of an error: the member `error`, or all of it as older versions of vLLM have it.
  static func errorDetails(_ value: JSONValue) -> JSONValue? {
    if let details = value["error"], !details.isNull { return details }
    return value["object"]?.string == "error" ? value : nil
  }

  private static func error(_ details: JSONValue, status: Int?, retryAfter: Duration?) -> ModelError {
    // The most precise name first. Some servers write a status where others have a name.
    let names = [details["details"]?["error_code"], details["code"], details["type"]].compactMap { $0?.string }
    let message = details["message"]?.string ?? details.string ?? ""
    let named = names.lazy.compactMap { errorMeanings[$0] }.first
    let told = [status, details["code"]?.integer].lazy.compactMap { $0.flatMap(ErrorMeaning.init(status:)) }.first
    let meaning = (named ?? told ?? .failed).refined(by: message)
    let place = status.map { "status \($0)" } ?? "in the stream"
    let name = details["type"]?.string ?? names.first ?? ""
    let kind = name.isEmpty ? place : "\(place), \(ModelError.shown(name))"
    let text = message.isEmpty ? "" : ": \(ModelError.shown(message))"
    return ModelError(
      meaning.code, "\(meaning.words) (\(kind))\(text)",
      retryAfter: meaning.code == .quotaExhausted ? nil : retryAfter)
  }
}

extension ModelError {
  static func malformed(_ what: String) -> ModelError {
    ModelError(.malformedResponse, "the provider sent what its protocol does not allow: \(what)")
  }

  /// At most 300 characters of what the provider wrote, on one line and harmless to a terminal.
  static func shown(_ text: String) -> String {
    TerminalText.singleLine(text, limit: 300)
  }
}
