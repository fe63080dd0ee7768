import HTTP
import Models
import Testing

/// The errors of OpenAI's protocols, and of servers that speak them.
struct OpenAIErrorTests {
  private func error(_ status: Int, _ body: String, _ headers: HTTPHeaders = []) -> ModelError {
    let error = ChatCompletionsCodec.error(status: status, headers: headers, body: Array(body.utf8), now: 0)
    #expect(error == ResponsesCodec.error(status: status, headers: headers, body: Array(body.utf8), now: 0))
    return error
  }

  private static func body(type: String, code: String = "null", _ message: String = "words") -> String {
    #"{"error":{"message":"\#(message)","type":"\#(type)","param":null,"code":\#(code)}}"#
  }

  static let table: [(Int, String, ModelError.Code)] = [
    (400, body(type: "invalid_request_error"), .invalidRequest),
    (400, body(type: "invalid_request_error", code: #""context_length_exceeded""#), .contextTooLong),
    (400, body(type: "exceed_context_size_error", code: "400"), .contextTooLong),
    (400, body(type: "BadRequestError", code: "400", "maximum context length is 8192 tokens"), .contextTooLong),
    (
      400, #"{"object":"error","message":"maximum context length is 1","type":"BadRequestError","code":400}"#,
      .contextTooLong
    ),
    (401, body(type: "invalid_request_error", code: #""invalid_api_key""#), .unauthorized),
    (401, body(type: "unheard_of"), .unauthorized),
    (404, body(type: "invalid_request_error", code: #""model_not_found""#), .notFound),
    (404, #"{"detail":"Not Found"}"#, .notFound),
    (404, #"{"error":"model 'm' not found"}"#, .notFound),
    (429, body(type: "requests", code: #""rate_limit_exceeded""#), .rateLimited),
    (429, body(type: "insufficient_quota", code: #""insufficient_quota""#), .quotaExhausted),
    (500, body(type: "server_error"), .serverError),
    (503, body(type: "unavailable_error", code: "503", "Loading model"), .overloaded),
    (503, "", .serverError),
    (200, body(type: "service_unavailable_error", code: #""server_is_overloaded""#), .overloaded),
    (200, body(type: "x", code: "429"), .rateLimited),
    (200, body(type: "x"), .serverError),
    (200, #"{"object":"chat.completion","error":null}"#, .malformedResponse),
  ]

  @Test(arguments: table)
  func `each refusal has its code`(_ status: Int, _ body: String, _ code: ModelError.Code) {
    #expect(error(status, body).code == code)
  }

  @Test func `a used-up quota is not tried again`() {
    let error = error(429, Self.body(type: "insufficient_quota"), [HTTPHeader("retry-after", "7")])
    #expect(!error.isRetryable)
    #expect(error.retryAfter == nil)
  }

  @Test(arguments: [
    ("1s", Duration.seconds(1)), ("6m0s", .seconds(360)), ("20ms", .milliseconds(20)),
    ("1h2m3.5s", .milliseconds(3_723_500)),
    ("0s", nil), ("", nil), ("soon", nil), ("5", nil), ("-1s", nil), ("1.2.3s", nil),
    ("99999999999999999999h", .seconds(365 * 86400)),
  ])
  func `the time until a limit is reset is the wait`(_ text: String, _ wait: Duration?) {
    #expect(RateLimitReset.wait([HTTPHeader("x-ratelimit-reset-requests", text)]) == wait)
  }

  @Test(arguments: [
    ("2026-11-24T01:02:03Z", 60), ("2026-11-24T01:02:03.25z", 60), ("2026-11-24T02:02:03+01:00", 60),
    ("2026-11-23T23:32:03-01:30", 60), ("2026-11-24T01:01:03Z", nil), ("2026-11-24T01:00:00Z", nil),
    ("2026-13-24T01:02:03Z", nil), ("2026-11-24", nil), ("2026-11-24T01:02:03", nil), ("2026-11-24T01:02:03+1", nil),
    ("soon", nil), ("", nil),
  ])
  func `a time at which a limit is reset makes the wait until then`(_ text: String, _ wait: Int?) {
    // 2026-11-24T01:01:03Z
    let now = 1_795_482_063.0
    let reset = HTTPHeader("anthropic-ratelimit-input-tokens-reset", text)
    let used = HTTPHeader("anthropic-ratelimit-input-tokens-remaining", "0")
    #expect(RateLimitReset.wait([used, reset], now: now) == wait.map { .seconds($0) })
    let left = HTTPHeader("anthropic-ratelimit-input-tokens-remaining", "5")
    #expect(RateLimitReset.wait([left, reset], now: now) == nil)
  }

  @Test func `only limits with nothing left make one wait, and the server's own word comes first`() {
    let headers: HTTPHeaders = [
      HTTPHeader("x-ratelimit-remaining-requests", "0"), HTTPHeader("x-ratelimit-reset-requests", "2s"),
      HTTPHeader("x-ratelimit-remaining-tokens", "900"), HTTPHeader("x-ratelimit-reset-tokens", "6m0s"),
    ]
    let body = Self.body(type: "requests", code: #""rate_limit_exceeded""#)
    #expect(error(429, body, headers).retryAfter == .seconds(2))
    #expect(error(429, body, HTTPHeaders(headers + [HTTPHeader("retry-after", "7")])).retryAfter == .seconds(7))
  }
}
