import HTTP
import Models
import TestSupport
import Testing

struct MessagesErrorTests {
  private func error(_ status: Int, _ body: String, _ headers: HTTPHeaders = []) -> ModelError {
    MessagesCodec.error(status: status, headers: headers, body: Array(body.utf8), now: 0)
  }

  private static func body(_ type: String, _ message: String = "words", details: String = "{}") -> String {
    #"{"type":"error","error":{"type":"\#(type)","message":"\#(message)","details":\#(details)}}"#
  }

  static let table: [(Int, String, ModelError.Code)] = [
    (400, body("invalid_request_error"), .invalidRequest),
    (400, body("invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"), .contextTooLong),
    (400, body("invalid_request_error", "Your credit balance is too low"), .quotaExhausted),
    (401, body("authentication_error"), .unauthorized),
    (402, body("billing_error"), .quotaExhausted),
    (403, body("permission_error"), .unauthorized),
    (404, body("not_found_error"), .notFound),
    (413, body("request_too_large"), .contextTooLong),
    (413, "<html>413</html>", .contextTooLong),
    (422, "", .invalidRequest),
    (429, body("rate_limit_error"), .rateLimited),
    (429, body("rate_limit_error", details: #"{"error_code":"enforced_spend_limit_reached"}"#), .quotaExhausted),
    (429, "slow down", .rateLimited),
    (500, body("api_error"), .serverError),
    (500, body("overloaded_error"), .overloaded),
    (500, "<!DOCTYPE html><h1>oops</h1>", .serverError),
    (502, "", .serverError),
    (503, "", .serverError),
    (504, body("timeout_error"), .timeout),
    (529, body("overloaded_error"), .overloaded),
    (529, "[1,2", .overloaded),
    (307, "", .notFound),
    (418, body("teapot_error"), .invalidRequest),
    (599, #"{"error":"a text"}"#, .serverError),
    (200, body("overloaded_error"), .overloaded),
    (200, body("unheard_of"), .serverError),
    (200, #"{"type":"message"}"#, .malformedResponse),
    (200, "<html>", .malformedResponse),
    (204, "", .malformedResponse),
  ]

  @Test(arguments: table)
  func `each refusal has its code`(_ status: Int, _ body: String, _ code: ModelError.Code) {
    #expect(error(status, body).code == code)
  }

  @Test func `the wait that is asked for comes along`() {
    #expect(error(429, Self.body("rate_limit_error"), [HTTPHeader("retry-after", "7")]).retryAfter == .seconds(7))
    #expect(error(529, "<html>", [HTTPHeader("retry-after-ms", "70")]).retryAfter == .milliseconds(70))
    let limit = Self.body("rate_limit_error", details: #"{"error_code":"enforced_spend_limit_reached"}"#)
    #expect(error(429, limit, [HTTPHeader("retry-after", "7")]).retryAfter == nil)
  }

  @Test func `the provider's text is cut and made harmless`() {
    let text = #"\u001b[2J\u202e"# + String(repeating: "x", count: 5000)
    for error in [error(400, Self.body("invalid_request_error", text)), error(500, "\u{1B}[2J\n\u{202E}" + text)] {
      #expect(error.description.count < 500)
      #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
      #expect(error.description.contains(#"\x1b[2J"#))
    }
  }

  @Test(arguments: [
    ("overloaded_error", ModelError.Code.overloaded), ("rate_limit_error", .rateLimited), ("x", .serverError),
  ])
  func `an error event is mapped like a status`(_ type: String, _ code: ModelError.Code) {
    // The first two events stand before it.
    let blankLine = Array("\n\n".utf8)
    let bytes = Array(Samples.stream.split(separator: blankLine, maxSplits: 2).prefix(2).joined(separator: blankLine))
    let error = #expect(throws: ModelError.self) {
      try Samples.decode([bytes + blankLine + ModelScript.errorEvent(type: type, message: "m")])
    }
    #expect(error?.code == code)
  }

  @Test(arguments: [
    (HTTPError.Code.connect, ModelError.Code.network, ModelError.Code.network), (.tls, .network, .network),
    (.broken, .network, .incompleteStream), (.connectTimeout, .timeout, .timeout), (.idleTimeout, .timeout, .timeout),
    (.overallTimeout, .timeout, .timeout), (.tooLarge, .malformedResponse, .malformedResponse),
    (.insecureURL, .invalidRequest, .invalidRequest),
  ])
  func `each failure on the way has its code`(
    _ code: HTTPError.Code, _ before: ModelError.Code, _ during: ModelError.Code
  ) {
    #expect(ModelError(HTTPError(code, "d"), isStreaming: false).code == before)
    #expect(ModelError(HTTPError(code, "d"), isStreaming: true).code == during)
  }
}
