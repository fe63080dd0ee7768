import JSON
import TestSupport
import Testing

/// A provider whose answers are not what they say they are.
@Suite(.timeLimit(.minutes(2))) struct LyingServerTests {
  /// A lie that cannot be taken for an answer.
  enum Lie: CaseIterable {
    case page
    case json
    case longLength
    case shortLength
    case secondStart
    case deltaWithoutBlock
    case noEnd
    case badChunk

    var reply: LoopbackReply {
      let stream = ModelScript.stream([ScriptedReviewer.read("src/cart.py")])
      let head = ["content-type": "text/event-stream"]
      func claiming(_ length: Int) -> LoopbackReply {
        let bytes =
          LoopbackReply.head(200, head.merging(["content-length": String(length)]) { $1 }) + stream.dropLast(60)
        return LoopbackReply([.send(bytes), .close])
      }
      let delta: JSONValue = ["type": "content_block_delta", "index": 7, "delta": ["type": "text_delta", "text": "x"]]
      return switch self {
      case .page:
        .response(200, headers: ["content-type": "text/html"], body: Array("<h1>Sign in\u{1b}[2J</h1>".utf8))
      case .json: .json(200, #"{"type":"message","content":[{"type":"text","text":"No issues found."}]}"#)
      case .longLength: claiming(stream.count + 5000)
      case .shortLength: claiming(stream.count / 2)
      case .secondStart: .events(stream.dropLast(60) + stream)
      case .deltaWithoutBlock: .events(ModelScript.event(delta))
      case .noEnd: .events(Array(stream.dropLast(60)))
      case .badChunk:
        LoopbackReply([
          .send(LoopbackReply.head(200, head.merging(["transfer-encoding": "chunked"]) { $1 })),
          .send(Array("zz\r\n".utf8) + stream), .close,
        ])
      }
    }
  }

  @Test(arguments: Lie.allCases)
  func `a lie is no answer: nothing of it is used, and the request is sent again`(lie: Lie) async throws {
    let server = try LoopbackServer { $0.number == 0 ? lie.reply : ScriptedReviewer.report([]) }
    let result = try await ReviewedProject(model: server.url).review()
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.errors.split(separator: "\n").count { $0.contains("trying again in") } == 1)
    #expect(!result.everything.contains("\u{1b}"))
    #expect(server.requests.count == 2)
    #expect(server.requests.first?.body == server.requests.last?.body)
  }

  @Test func `impossible counts of tokens are not believed`() async throws {
    let server = try LoopbackServer { _ in
      .events(
        ModelScript.stream(
          [.toolCall(id: "a", name: "report_findings", arguments: ["findings": []])], usage: (-5, -7, .max, -9)))
    }
    let result = try await ReviewedProject(model: server.url).review("--format", "json")
    let usage = try #require(JSONValue.parse(result.output)["usage"]?.object)
    #expect(result.exitCode == 0, "\(result)")
    for (name, value) in usage { #expect((value.number ?? 0) >= 0, "\(name)") }
  }

  @Test func `an unknown reason to stop is the end of a turn`() async throws {
    let server = try LoopbackServer { request in
      request.number == 0
        ? ScriptedReviewer.answer(.text("Well."), stopReason: "bored") : ScriptedReviewer.report([])
    }
    let result = try await ReviewedProject(model: server.url).review()
    #expect(result.exitCode == 0, "\(result)")
    #expect(server.requests.count == 2)
  }

  @Test func `two hundred calls at once are all answered, in order`() async throws {
    let server = try LoopbackServer { request in
      guard request.number == 0 else { return ScriptedReviewer.report([]) }
      let calls = (0..<200).map { ScriptedReviewer.read("src/cart.py", id: "call_\($0)") }
      return .events(ModelScript.stream(calls))
    }
    let result = try await ReviewedProject(model: server.url).review()
    #expect(result.exitCode == 0, "\(result)")
    let last = try ModelCall(#require(server.requests.last))
    let messages = try #require(last.body["messages"]?.array)
    let asked = try #require(messages.dropLast().last?["content"]?.array).compactMap { $0["id"]?.string }
    let answered = try #require(messages.last?["content"]?.array).compactMap { $0["tool_use_id"]?.string }
    #expect(asked.count == 200)
    #expect(answered == asked)
  }

  @Test func `a tool that is not there is an error for the model`() async throws {
    let server = try LoopbackServer { request in
      request.number == 0
        ? ScriptedReviewer.answer(.toolCall(id: "a", name: "run_shell", arguments: ["command": "touch x"]))
        : ScriptedReviewer.report([])
    }
    let result = try await ReviewedProject(model: server.url).review()
    #expect(result.exitCode == 0)
    let last = try ModelCall(#require(server.requests.last))
    #expect(last.body["messages"]?.array?.last?["content"]?[0]?["is_error"] == true)
  }
}
