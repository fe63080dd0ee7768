import Foundation
import JSON
import Models
import Redaction
import SourceText
import TestSupport
import Testing

@testable import AgentKernel

/// Answers that were given before.
@Suite(.timeLimit(.minutes(1))) struct AnswerCacheTests {
  private static func request(_ text: String = "hello", tool: String = "read_file") -> ModelRequest {
    ModelRequest(
      model: "m", system: [SystemSection(text: "you are")],
      tools: [ToolSpecification(name: tool, description: "reads", inputSchema: JSONSchema(["type": "object"]))],
      messages: [Message(role: .user, content: [.text(text)])], maximumOutputTokens: 100)
  }

  private static let reply: ScriptedProvider.Reply = .content([
    .thinking(text: "hm", signature: "s"), .text("well"),
    .toolCall(ToolCall(id: "1", name: "read_file", arguments: "{\"path\":\"a\"}")),
  ])

  @Test func `the same request is answered without asking, and costs nothing`() async throws {
    let folder = try TemporaryFolder()
    let provider = ScriptedProvider([Self.reply])
    let cache = AnswerCache("\(folder.path)/state/answers")
    let first = try await CachingProvider(provider, at: "here", in: cache).respond(to: Self.request()) { _ in }
    let again = try await CachingProvider(provider, at: "here", in: cache).respond(to: Self.request()) { _ in }
    #expect(provider.requests.count == 1)
    #expect(again.content == first.content && again.stopReason == first.stopReason && again.usage == first.usage)
    #expect(first.billed == first.usage && again.billed == Usage())
    // What was asked otherwise, or elsewhere, is another question.
    for (place, request) in [
      ("there", Self.request()), ("here", Self.request("hallo")), ("here", Self.request(tool: "grep")),
    ] {
      await #expect(throws: ModelError.self) {
        try await CachingProvider(provider, at: place, in: cache).respond(to: request) { _ in }
      }
    }
  }

  @Test func `files and folder are the user's alone, and hold no secret`() async throws {
    let folder = try TemporaryFolder()
    let secret = "sk-1234567890abcdefghij"
    let redactor = Redactor(knownSecrets: [secret])
    let provider = ScriptedProvider([.content([.text("you said \(secret)")])])
    let cache = AnswerCache("\(folder.path)/answers")
    let caching = RedactingProvider(
      CachingProvider(RedactingProvider(provider, redactor: redactor), at: "here", in: cache), redactor: redactor)
    _ = try await caching.respond(to: Self.request("my key is \(secret)")) { _ in }
    let names = try FileManager.default.contentsOfDirectory(atPath: cache.path)
    #expect(names.count == 1)
    let file = "\(cache.path)/\(try #require(names.first))"
    #expect(!(try String(contentsOfFile: file, encoding: .utf8)).contains(secret))
    for (path, mode) in [(file, 0o600), (cache.path, 0o700)] {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == mode)
    }
  }

  @Test(arguments: [StopReason.maximumTokens, .refusal, .pause, .other("odd")])
  func `an answer that another attempt might better is not kept`(reason: StopReason) async throws {
    let folder = try TemporaryFolder()
    let provider = ScriptedProvider([.content([.text("a")], reason), .content([.text("b")])])
    let caching = CachingProvider(provider, at: "here", in: AnswerCache(folder.path + "/answers"))
    _ = try await caching.respond(to: Self.request()) { _ in }
    #expect(try await caching.respond(to: Self.request()) { _ in }.content == [.text("b")])
  }

  @Test func `what is damaged, or cannot be written, is asked anew`() async throws {
    let folder = try TemporaryFolder()
    let provider = ScriptedProvider([.content([.text("a")]), .content([.text("b")]), .content([.text("c")])])
    let cache = AnswerCache("\(folder.path)/answers")
    let caching = CachingProvider(provider, at: "here", in: cache)
    _ = try await caching.respond(to: Self.request()) { _ in }
    let name = try #require(FileManager.default.contentsOfDirectory(atPath: cache.path).first)
    try "{\"version\":1".write(toFile: "\(cache.path)/\(name)", atomically: false, encoding: .utf8)
    #expect(try await caching.respond(to: Self.request()) { _ in }.content == [.text("b")])
    #expect(try await caching.respond(to: Self.request()) { _ in }.content == [.text("b")])
    let nowhere = CachingProvider(provider, at: "here", in: AnswerCache("/proc/nowhere/answers"))
    #expect(try await nowhere.respond(to: Self.request()) { _ in }.content == [.text("c")])
  }

  @Test func `there are never more than the limit, and the newest stay`() async throws {
    let folder = try TemporaryFolder()
    let cache = AnswerCache("\(folder.path)/answers", limits: AnswerCache.Limits(count: 10))
    let provider = ScriptedProvider((0..<40).map { .content([.text("\($0)")]) })
    let caching = CachingProvider(provider, at: "here", in: cache)
    for number in 0..<40 {
      _ = try await caching.respond(to: Self.request("\(number)")) { _ in }
      #expect(try FileManager.default.contentsOfDirectory(atPath: cache.path).count <= 10)
    }
    _ = try await caching.respond(to: Self.request("39")) { _ in }
    #expect(provider.requests.count == 40)
  }

  @Test func `a run of answers that were kept spends nothing, and goes the same way`() async throws {
    let folder = try TemporaryFolder()
    let cache = AnswerCache("\(folder.path)/answers")
    func run(_ replies: [ScriptedProvider.Reply]) async throws -> (AgentRun, Int) {
      let provider = ScriptedProvider(replies)
      let configuration = AgentConfiguration(
        limits: AgentLimits(), finalTool: nil,
        notes: AgentConfiguration.Notes(missingAnswer: "", cutOff: "", lastTurn: ""))
      let runtime = AgentRuntime(
        configuration: configuration,
        models: [AgentModel(name: "m", provider: CachingProvider(provider, at: "here", in: cache), contextTokens: nil)],
        toolbox: Toolbox([]), maximumOutputTokens: 100)
      return (await runtime.run(task: "do it", system: [], recording: nil), provider.requests.count)
    }
    let (first, asked) = try await run([.content([.text("done")])])
    let (again, askedAgain) = try await run([])
    #expect(asked == 1 && askedAgain == 0)
    #expect(first.outcome == again.outcome && first.spending.usage.total == 15 && again.spending.usage.total == 0)
  }
}
