import AgentKernel
import JSON
import Models
import TestSupport

extension ProviderFault {
  /// The name of an error with a status, as providers send the two.
  private static let statuses: [(Int, String)] = [
    (429, "rate_limit_error"), (500, "api_error"), (502, "api_error"), (503, "api_error"), (504, "api_error"),
    (529, "overloaded_error"),
  ]

  static let all = busy + broken + refusals + answers

  /// P1 and P2: the provider asks to come back later.
  private static let busy = statuses.flatMap(busy)

  private static func busy(_ status: Int, _ type: String) -> [ProviderFault] {
    let row = status == 429 ? "P1" : "P2"
    let code: ModelError.Code =
      switch status {
      case 429: .rateLimited
      case 529: .overloaded
      default: .serverError
      }
    let headers: [(String, [String: String])] = [
      ("", [:]), (", with retry-after", ["retry-after": "0"]), (", with retry-after-ms", ["retry-after-ms": "3"]),
      (", with a retry-after that is none", ["retry-after": "soon"]),
    ]
    var faults = headers.map { words, headers in
      ProviderFault.passing(row, "\(status) once\(words)") { $0.error(status, type, headers: headers) }
    }
    faults.append(.lasting(row, "\(status) for ever", code, requests: 6) { $0.error(status, type) })
    faults.append(
      .lasting(row, "\(status) with a retry-after beyond the deadline", code, requests: 1) {
        $0.error(status, type, headers: ["retry-after": "1000000000"])
      })
    let page = Array("<html>\u{1B}[2J busy".utf8)
    faults.append(
      .passing(row, "\(status) once, as a page") { _ in
        .response(status, headers: ["content-type": "text/html"], body: page)
      })
    return faults
  }

  /// P4, P6 to P9, P15: what is no answer.
  private static let broken: [ProviderFault] = [
    .passing("P4", "closed before the head") { _ in LoopbackReply([.close]) },
    .passing("P4", "reset before the head") { _ in LoopbackReply([.reset]) },
    .passing("P6", "a stall before the head") { _ in LoopbackReply([.stall]) },
    .passing("P6", "a stall in a line, within a character") { dialect in
      let stream = dialect.stream([FaultyRun.call], pieceSize: 100)
      let half = stream.firstIndex { $0 >= 0xC0 }.map { $0 + 1 } ?? stream.count / 2
      return .events(stream.prefix(half), then: .stall)
    },
    .passing("P7", "an error event after 200") { dialect in
      dialect == .messages
        ? .events(ModelScript.errorEvent(type: "overloaded_error", message: "scripted"))
        : .events(
          Array(#"data: {"type":"error","error":{"code":"server_error","message":"scripted"}}"#.utf8) + [10, 10])
    },
    .passing("P9", "garbage for events") { _ in .events(Array("data: {not json\n\nevent: ???\n\n".utf8)) },
    .passing("P9", "bytes that are not UTF-8") { _ in .events([0xFF, 0xFE, 0x00, 0x0A, 0x0A]) },
    .passing("P9", "nesting without end") { _ in
      .events(Array("data: ".utf8) + Array(repeating: UInt8(ascii: "["), count: 100_000) + [10, 10])
    },
    .passing("P9", "a line of 10 MB") { _ in
      .events(Array("data: ".utf8) + Array(repeating: UInt8(ascii: "x"), count: 10 << 20))
    },
    .passing("P9", "another content type") { _ in
      .response(200, headers: ["content-type": "text/html"], body: Array("<html>".utf8))
    },
    .passing("P9", "an empty answer") { _ in .response(200, headers: ["content-type": "text/event-stream"]) },
    .lasting("P15", "a redirect", .notFound, requests: 1) { _ in
      .response(307, headers: ["location": "https://example.org/"])
    },
    .passing("P15", "compression that nobody asked for") { _ in
      .response(
        200, headers: ["content-type": "text/event-stream", "content-encoding": "gzip"],
        body: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3])
    },
  ]

  /// P3, P12 and P13: what waiting does not mend.
  private static let refusals: [ProviderFault] = [
    .lasting("P3", "a request that is refused", .invalidRequest, requests: 1) {
      $0.error(400, "invalid_request_error")
    },
    .lasting("P3", "a key that is refused", .unauthorized, requests: 1) { $0.error(401, "authentication_error") },
    .lasting("P3", "a key that may not", .unauthorized, requests: 1) { $0.error(403, "permission_error") },
    .lasting("P3", "no such model", .notFound, requests: 1) { $0.error(404, "not_found_error") },
    .lasting("P3", "no money left", .quotaExhausted, requests: 1) { dialect in
      dialect == .messages ? dialect.error(402, "billing_error") : dialect.error(429, "insufficient_quota")
    },
    ProviderFault(
      row: "P12", name: "a refusal", ending: .ends(.refused, requests: 1), effects: 0,
      reply: { dialect, _, _ in .events(dialect.stream([.text("No.")], endedBy: .refusal)) }),
    ProviderFault(
      row: "P13", name: "a conversation that is too long, for ever",
      ending: .ends(.budgetReached(.context), requests: 1),
      effects: 0, reply: { dialect, _, _ in dialect.conversationTooLong }),
  ]

  /// P10, P11, P14: answers that are whole, and cannot be used as they are.
  private static let answers: [ProviderFault] = [
    ProviderFault(row: "P10", name: "the token limit within a call", ending: .recovers(requests: 3)) {
      dialect, request, hasResult in
      request.number == 0
        ? .events(dialect.stream([FaultyRun.call], endedBy: .tokenLimit)) : FaultyRun.plain(dialect, hasResult)
    },
    ProviderFault(
      row: "P10", name: "the token limit within a call, for ever", ending: .invalidOutput(requests: 3), effects: 0
    ) { dialect, _, _ in .events(dialect.stream([FaultyRun.call], endedBy: .tokenLimit)) },
    ProviderFault(row: "P10", name: "arguments of another type", ending: .recovers(requests: 3)) {
      dialect, request, hasResult in
      request.number == 0
        ? .events(dialect.stream([.toolCall(id: "call_0", name: "leave_trace", arguments: ["note": 1])]))
        : FaultyRun.plain(dialect, hasResult)
    },
    ProviderFault(row: "P10", name: "a tool that is not there", ending: .recovers(requests: 3)) {
      dialect, request, hasResult in
      request.number == 0
        ? .events(dialect.stream([.toolCall(id: "call_0", name: "no_such_tool", arguments: [:])]))
        : FaultyRun.plain(dialect, hasResult)
    },
    ProviderFault(row: "P10", name: "two hundred calls at once", ending: .recovers(requests: 2), effects: 200) {
      dialect, _, hasResult in
      let calls = (0..<200).map {
        ModelScript.Block.toolCall(id: "call_\($0)", name: "leave_trace", arguments: ["note": "n"])
      }
      return hasResult ? FaultyRun.plain(dialect, true) : .events(dialect.stream(calls, pieceSize: 100))
    },
    ProviderFault(row: "P11", name: "two calls with one id", ending: .recovers(requests: 2), effects: 2) {
      dialect, _, hasResult in
      hasResult ? FaultyRun.plain(dialect, true) : .events(dialect.stream([FaultyRun.call, FaultyRun.call]))
    },
    ProviderFault(row: "P11", name: "an id that was used before", ending: .recovers(requests: 3), effects: 2) {
      dialect, request, _ in
      request.number < 2
        ? .events(dialect.stream([FaultyRun.call])) : .events(dialect.stream([FaultyRun.answer]))
    },
    ProviderFault(row: "P11", name: "a call without an id", ending: .recovers(requests: 2)) { dialect, _, hasResult in
      hasResult
        ? FaultyRun.plain(dialect, true)
        : .events(dialect.stream([.toolCall(id: "", name: "leave_trace", arguments: ["note": "n"])]))
    },
    ProviderFault(
      row: "P12", name: "words without an answer, for ever", ending: .invalidOutput(requests: 3), effects: 0
    ) { dialect, _, _ in .events(dialect.stream([.text("Done, I think.")])) },
    ProviderFault(row: "P12", name: "nothing at all, for ever", ending: .invalidOutput(requests: 3), effects: 0) {
      dialect, _, _ in .events(dialect.stream([]))
    },
  ]
}
