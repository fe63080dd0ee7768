import JSON
import TestSupport
import Testing

/// Limits of tokens and of money, what a review costs, and agents that the reviewer sends, with the built program.
@Suite(.timeLimit(.minutes(2))) struct BudgetTests {
  private static let prices = "prices:\n  m: {input: 1, output: 10, cache_write: 2, cache_read: 0.1}\n"

  private func project(
    _ server: LoopbackServer, priced: Bool = true, prices: String = Self.prices
  ) throws -> ReviewedProject {
    let project = try ReviewedProject(model: server.url)
    if priced { try project.configure("config.yml", prices) }
    return project
  }

  /// The usual review, in which each answer has the same tokens.
  private func reply(to request: LoopbackRequest, usage: (Int, Int, Int, Int)) -> LoopbackReply {
    let call = ModelCall(request)
    func events(_ block: ModelScript.Block) -> LoopbackReply { .events(ModelScript.stream([block], usage: usage)) }
    if call.isVerifier {
      return events(
        .toolCall(id: "v", name: "report_verdict", arguments: ["verdict": "confirmed", "reason": "Seen in the code."]))
    }
    return call.turn == 0
      ? events(ScriptedReviewer.read("src/cart.py"))
      : events(
        .toolCall(id: "r", name: "report_findings", arguments: ["findings": [ScriptedReviewer.trueFinding]]))
  }

  @Test func `the report tells tokens by kind, cost, hit rate and savings`() async throws {
    let server = try LoopbackServer { reply(to: $0, usage: (1000, 100, 8000, 1000)) }
    let project = try project(server)
    let result = try await project.review("--format", "json")
    #expect(result.exitCode == 0, "\(result)")
    let usage = try #require(JSONValue.parse(result.output)["usage"])
    // Three answers: 1000 at 1, 100 at 10, 8000 at 0.1 and 1000 at 2 dollars a million.
    #expect(usage["requests"] == 3)
    #expect(usage["cost_usd"]?.number == 0.0144)
    #expect(usage["cache_savings_usd"]?.number == 0.0186)
    #expect(usage["cache_hit_share"]?.number == 0.8)
    #expect(usage["unpriced_tokens"] == 0)
    let text = try await project.review().output
    #expect(text.contains("30,000 in (80 % from the cache, 3,000 written to it), 300 out"))
    #expect(text.contains("Cost          $0.0144, $0.0186 saved by the cache"))
    #expect(try await project.review("--format", "markdown").output.contains("$0.0144, $0.0186 saved by the cache"))
  }

  @Test func `an answer that was cut off is in the report, as an estimate, and in the transcript`() async throws {
    let server = try LoopbackServer { request in
      guard request.number == 0 else { return reply(to: request, usage: (1000, 100, 0, 0)) }
      let stream = ModelScript.stream([.text("I look at the change.")], usage: (2000, 1, 0, 0))
      return .events(stream.prefix(stream.count * 2 / 3), then: .close)
    }
    let project = try project(server)
    let result = try await project.review("--format", "json")
    #expect(result.exitCode == 0, "\(result)")
    let usage = try #require(JSONValue.parse(result.output)["usage"])
    #expect(usage["requests"] == 3)
    let estimated = try #require(usage["estimated_tokens"]?.integer)
    #expect((2001...2020).contains(estimated))
    #expect(usage["input_tokens"] == 5000)
    #expect(usage["estimated_cost_usd"]?.number ?? 0 > 0.002)
    let shown = try await project.run("transcript", "show", "last")
    #expect(shown.output.contains("the answer was cut off; what is billed of it is taken to be 2000 prompt tokens"))
    let page = try await project.run("transcript", "html", "last")
    #expect(page.output.contains("taken to be 2000 prompt tokens"))
  }

  @Test func `a transcript tells what each turn cost, and the sum of them is the agent's`() async throws {
    let server = try LoopbackServer { reply(to: $0, usage: (1000, 100, 8000, 1000)) }
    let project = try project(server)
    #expect(try await project.review().exitCode == 0)
    let shown = try await project.run("transcript", "show", "last").output
    // 1000 at 1, 100 at 10, 8000 at 0.1 and 1000 at 2 dollars a million.
    #expect(shown.contains("turn 1  ") && shown.contains("100 output tokens, $0.0048"), "\(shown)")
    #expect(shown.contains("in all 20000 prompt tokens, 200 output tokens, $0.0096"), "\(shown)")
    #expect(shown.contains("2 agents, 3 turns, $0.0144"), "\(shown)")
    let page = try await project.run("transcript", "html", "last").output
    #expect(page.contains("100 output tokens · $0.0048, $0.0062 saved by the cache</small>"))
    #expect(page.contains("<td class=\"number\">$0.0096</td>") && page.contains("<td class=\"number\">$0.0144</td>"))
  }

  @Test func `without a known price the report tells tokens, and guesses nothing`() async throws {
    let server = try LoopbackServer { reply(to: $0, usage: (1000, 100, 0, 0)) }
    let project = try project(server, priced: false)
    let usage = try #require(JSONValue.parse(await project.review("--format", "json").output)["usage"])
    #expect(usage["cost_usd"] == .null)
    #expect(usage["cache_savings_usd"] == .null)
    #expect(usage["unpriced_tokens"] == 3300)
    #expect(try await project.review().output.contains("Cost          not known: the model has no known price"))
  }

  @Test func `a limit of money without a known price is refused at the start`() async throws {
    let server = try LoopbackServer(ScriptedReviewer.reply)
    let result = try await project(server, priced: false).review("--max-cost", "1")
    #expect(result.exitCode == 2)
    #expect(
      result.errors.contains("max_cost (flag --max-cost) cannot hold, since no price is known for the model \"m\""))
    #expect(server.requests.isEmpty)
  }

  @Test func `when the money is nearly used up, what the model has counts, and is marked`() async throws {
    // Each answer costs about 80 cents; a model that goes on reading is asked for its report.
    let prices = "prices:\n  m: {input: 40, output: 10}\n"
    let server = try LoopbackServer { request in
      let call = ModelCall(request)
      if call.isVerifier || call.text.contains("This is your last turn") {
        return reply(to: request, usage: (1000, 100, 0, 0))
      }
      return .events(
        ModelScript.stream([ScriptedReviewer.read("src/file\(call.turn).py")], usage: (20_000, 1000, 0, 0)))
    }
    let result = try await project(server, prices: prices).review("--max-cost", "5")
    #expect(result.exitCode == 4, "\(result)")
    #expect(result.output.contains(ScriptedReviewer.trueTitle))
    #expect(
      result.output.contains(
        "INCOMPLETE: the model's review: the limit of money came near, so the model had to answer before it was done"),
      "\(result)")
    #expect(server.requests.count == 5)
    let report = try await JSONValue.parse(
      project(server, prices: prices).review("--max-cost", "5", "--format", "json").output)
    #expect(report["complete"] == false)
    #expect((report["usage"]?["cost_usd"]?.number ?? 9) <= 5)
  }

  @Test func `a last answer that fits no schema leaves the limit as what happened`() async throws {
    let server = try LoopbackServer { request in
      ModelCall(request).text.contains("This is your last turn")
        ? ScriptedReviewer.answer(.toolCall(id: "r", name: "report_findings", arguments: ["findings": "none"]))
        : ScriptedReviewer.answer(ScriptedReviewer.read("src/cart.py"))
    }
    let result = try await project(server).review("--max-turns", "2")
    #expect(result.exitCode == 4)
    #expect(result.output.contains("INCOMPLETE: the model's review: the limit of turns was reached"))
    #expect(server.requests.count == 2)
  }

  @Test func `a budget of tokens with room for no request sends none`() async throws {
    let server = try LoopbackServer(ScriptedReviewer.reply)
    let result = try await project(server).review("--max-tokens", "1000")
    #expect(result.exitCode == 4)
    #expect(result.output.contains("INCOMPLETE: the model's review: the limit of tokens was reached"))
    #expect(server.requests.isEmpty)
  }

  @Test func `reviewer and verifiers draw from one budget of tokens`() async throws {
    let server = try LoopbackServer { reply(to: $0, usage: (20_000, 100, 0, 0)) }
    let report = try await JSONValue.parse(
      project(server).review("--max-tokens", "100000", "--format", "json").output)
    let usage = try #require(report["usage"])
    let all = ["input_tokens", "output_tokens"].compactMap { usage[$0]?.integer }.reduce(0, +)
    #expect(all <= 100_000)
    #expect(usage["requests"] == 3)
  }

  @Test func `a model that goes in circles is told, stopped, and named`() async throws {
    let server = try LoopbackServer { _ in ScriptedReviewer.answer(ScriptedReviewer.read("src/cart.py")) }
    let result = try await project(server).review()
    #expect(result.exitCode == 3)
    #expect((4...5).contains(server.requests.count))
    #expect(result.output.contains("INCOMPLETE: the model's review: the model made the same calls again and again"))
    #expect(try ModelCall(#require(server.requests.last)).text.contains("You have made the same calls several times"))
  }

  @Test func `the reviewer sends an agent, whose answer it reads and whose cost counts`() async throws {
    let server = try LoopbackServer { request in
      let call = ModelCall(request)
      if call.text.contains("Another agent has sent you") {
        return call.turn == 0
          ? ScriptedReviewer.answer(ScriptedReviewer.read("src/cart.py"))
          : ScriptedReviewer.answer(.text("Nobody else calls total."))
      }
      return call.turn == 0
        ? ScriptedReviewer.answer(.toolCall(id: "s", name: "sub_agent", arguments: ["task": "Who calls total?"]))
        : ScriptedReviewer.report([])
    }
    let project = try project(server)
    let result = try await project.review("--verbose")
    #expect(result.exitCode == 0, "\(result)")
    #expect(server.requests.count == 4)
    let last = try ModelCall(#require(server.requests.last))
    #expect(last.text.contains("Nobody else calls total."))
    #expect(!last.text.contains("result += prices[index]\\n    return"))
    #expect(result.errors.contains("reviewer sends agent 1 (explore): Who calls total?"))
    #expect(result.errors.contains("reviewer, agent 1 (explore), turn 1:"))
    #expect(result.output.contains("4 requests"))
    // In the transcript the call leads to the agent's own, and nothing is counted twice.
    let shown = try await project.run("transcript", "show", "last").output
    #expect(shown.contains("agent 1 (explore) is sent, whose transcript is 02-explore: Who calls total?"), "\(shown)")
    #expect(shown.contains("review 1, call s"), "\(shown)")
    let cost = try #require(
      result.output.split(separator: "\n").first { $0.hasPrefix("Cost") }?.split(separator: " ").dropFirst().first)
    #expect(shown.contains("2 agents, 4 turns, \(cost.prefix { $0 != "," })"), "\(cost): \(shown)")
  }

  @Test func `the user's own explorer counts`() async throws {
    let server = try LoopbackServer { request in
      let call = ModelCall(request)
      if call.text.contains("You are mine.") { return ScriptedReviewer.answer(.text("Mine.")) }
      return call.turn == 0
        ? ScriptedReviewer.answer(.toolCall(id: "s", name: "sub_agent", arguments: ["task": "Look."]))
        : ScriptedReviewer.report([])
    }
    let project = try project(server)
    try project.configure(
      "agents/explore.md",
      """
      ---
      name: explore
      tools: [grep]
      ---
      # System
      You are mine.
      # Task
      {{task}}
      # Missing answer
      m
      # Cut off
      c
      # Last turn
      l
      """)
    let result = try await project.review()
    #expect(result.exitCode == 0, "\(result)")
    #expect(try ModelCall(#require(server.requests.last)).text.contains("Mine."))
  }
}
