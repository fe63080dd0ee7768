import AgentKernel
import Foundation
import HTTP
import JSON
import Models
import TestSupport
import Testing

/// Each fault of the provider ends as `docs/Faults.md` says, in each protocol.
@Suite(.timeLimit(.minutes(5))) struct ProviderFaultTests {
  @Test(arguments: ProviderFault.all, Dialect.allCases)
  func `a run that meets a fault of the provider ends as it should`(fault: ProviderFault, dialect: Dialect)
    async throws
  {
    let faulty = try await FaultyRun(dialect, deadlines: Deadlines(idle: .milliseconds(300))) { request, hasResult in
      fault.reply(dialect, request, hasResult)
    }
    let outcome = faulty.run.outcome
    switch fault.ending {
    case .recovers(let requests):
      #expect(outcome == .answered(["count": 1]))
      #expect(faulty.requests.count == requests)
    case .fails(let code, let requests):
      guard case .providerFailed(let error) = outcome else {
        Issue.record("ended with \(outcome)")
        return
      }
      #expect(error.code == code)
      #expect(faulty.requests.count == requests)
      #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    case .ends(let expected, let requests):
      #expect(outcome == expected)
      #expect(faulty.requests.count == requests)
    case .invalidOutput(let requests):
      guard case .invalidOutput = outcome else {
        Issue.record("ended with \(outcome)")
        return
      }
      #expect(faulty.requests.count == requests)
    }
    #expect(faulty.effects == fault.effects)
    #expect(faulty.isPaired)
    try expectValidRequests(faulty, dialect)
  }

  /// P11: no request has a call without its result, a result without its call, or an id twice.
  private func expectValidRequests(_ faulty: FaultyRun, _ dialect: Dialect) throws {
    for request in faulty.requests {
      let body = try JSONValue.parse(request.body)
      let (calls, results) = Self.ids(in: body, dialect)
      #expect(Set(calls).count == calls.count, "request \(request.number)")
      #expect(Set(results) == Set(calls) && results.count == calls.count, "request \(request.number)")
      #expect(!calls.contains(""), "request \(request.number)")
    }
  }

  private static func ids(in body: JSONValue, _ dialect: Dialect) -> (calls: [String], results: [String]) {
    func strings(_ values: [JSONValue], _ key: String) -> [String] { values.compactMap { $0[key]?.string } }
    switch dialect {
    case .messages:
      let blocks = (body["messages"]?.array ?? []).flatMap { $0["content"]?.array ?? [] }
      return (
        strings(blocks.filter { $0["type"] == "tool_use" }, "id"),
        strings(blocks.filter { $0["type"] == "tool_result" }, "tool_use_id")
      )
    case .responses:
      let items = body["input"]?.array ?? []
      return (
        strings(items.filter { $0["type"] == "function_call" }, "call_id"),
        strings(items.filter { $0["type"] == "function_call_output" }, "call_id")
      )
    case .chatCompletions:
      let messages = body["messages"]?.array ?? []
      return (
        strings(messages.flatMap { $0["tool_calls"]?.array ?? [] }, "id"),
        strings(messages.filter { $0["role"] == "tool" }, "tool_call_id")
      )
    }
  }

  @Test(arguments: Dialect.allCases)
  func `the wait that the provider asks for is kept`(dialect: Dialect) async throws {
    let faulty = try await FaultyRun(dialect) { request, hasResult in
      request.number == 0
        ? dialect.error(429, "rate_limit_error", headers: ["retry-after-ms": "120"])
        : FaultyRun.plain(dialect, hasResult)
    }
    #expect(faulty.run.outcome == .answered(["count": 1]))
    #expect(faulty.waits == [.milliseconds(120)])
    #expect(faulty.run.time >= .milliseconds(120))
  }

  /// P6, with the built-in limits, whose retries' deadline is shorter than a silence.
  @Test(arguments: Dialect.allCases)
  func `a stall is cut at the idle limit and tried again, once if it lasts`(dialect: Dialect) async throws {
    let passing = try await FaultyRun(
      dialect, deadlines: FaultyRun.scaledDeadlines, retryPolicy: FaultyRun.scaledRetries
    ) { request, hasResult in
      request.number == 0 ? LoopbackReply([.stall]) : FaultyRun.plain(dialect, hasResult)
    }
    #expect(passing.run.outcome == .answered(["count": 1]))
    #expect(passing.requests.count == 3)
    let lasting = try await FaultyRun(
      dialect, deadlines: FaultyRun.scaledDeadlines, retryPolicy: FaultyRun.scaledRetries
    ) { _, _ in LoopbackReply([.stall]) }
    guard case .providerFailed(let error) = lasting.run.outcome else {
      Issue.record("ended with \(lasting.run.outcome)")
      return
    }
    #expect(error.code == .timeout)
    #expect(lasting.requests.count == 2)
  }

  /// P6: a server that says now and then that it is there, and gives no answer.
  @Test(arguments: Dialect.allCases, ["comments", "events"])
  func `pings without end are cut like a silence, without a deadline of the run`(dialect: Dialect, kind: String)
    async throws
  {
    let ping = kind == "comments" ? ":p\n\n" : "event: ping\ndata: {\"type\": \"ping\"}\n\n"
    let chunk = Array("\(String(ping.utf8.count, radix: 16))\r\n\(ping)\r\n".utf8)
    let idle = Duration.milliseconds(250)
    let faulty = try await FaultyRun(dialect, deadlines: Deadlines(idle: idle)) { request, hasResult in
      guard request.number == 0 else { return FaultyRun.plain(dialect, hasResult) }
      let pings = (0..<2_000).flatMap { _ in
        [LoopbackReply.Step.perform { usleep(20_000) }, .send(chunk)]
      }
      let head = LoopbackReply.head(
        200, ["content-type": "text/event-stream", "transfer-encoding": "chunked"])
      return LoopbackReply([.send(head)] + pings + [.stall])
    }
    #expect(faulty.run.outcome == .answered(["count": 1]))
    #expect(faulty.requests.count == 3)
    #expect(faulty.run.time >= idle * 10)
  }

  /// P6: a run that has a deadline ends with it all the same.
  @Test(arguments: Dialect.allCases)
  func `a server that only says that it is there is given up at the deadline`(dialect: Dialect) async throws {
    let faulty = try await FaultyRun(dialect, time: .milliseconds(600)) { _, _ in
      let pings = (0..<200).flatMap { _ in [LoopbackReply.Step.send(Array("3\r\n:p\n\r\n".utf8))] }
      let head = LoopbackReply.head(
        200, ["content-type": "text/event-stream", "transfer-encoding": "chunked"])
      return LoopbackReply([.send(head)] + pings + [.stall])
    }
    #expect(faulty.run.outcome == .budgetReached(.time))
    #expect(faulty.effects == 0)
  }

  /// P14: it is told after the third call, and stopped after the fourth.
  @Test(arguments: Dialect.allCases)
  func `a model that makes the same call for ever is told so, then stopped`(dialect: Dialect) async throws {
    let faulty = try await FaultyRun(dialect) { request, _ in
      .events(
        dialect.stream([.toolCall(id: "call_\(request.number)", name: "leave_trace", arguments: ["note": "same"])]))
    }
    #expect(faulty.run.outcome == .wentInCircles)
    #expect(faulty.run.turns == LoopGuard.tellingCount + 1)
    #expect(faulty.effects == LoopGuard.tellingCount + 1)
    #expect(faulty.isPaired)
    let last = try #require(faulty.requests.last)
    #expect(String(decoding: last.body, as: UTF8.self).contains("again and again"))
  }

  /// P16: what cannot be is not believed.
  @Test(arguments: [(-5, -7), (.max, .max), (0, 0)] as [(Int, Int)])
  func `impossible counts of tokens crash nothing and never lower what was used`(input: Int, output: Int) async throws {
    let faulty = try await FaultyRun(.messages) { _, hasResult in
      .events(
        ModelScript.stream([hasResult ? FaultyRun.answer : FaultyRun.call], usage: (input, output, -1, .max)))
    }
    #expect(faulty.run.usage.input >= 0 && faulty.run.usage.output >= 0 && faulty.run.usage.total >= 0)
    #expect(faulty.isPaired)
  }
}
