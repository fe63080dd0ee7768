import AgentDefinitions
import AgentKernel
import HTTP
import JSON
import Models
import Synchronization
import TestSupport
import Testing

/// A long run with a provider, whose conversation is made shorter on the way.
@Suite(.timeLimit(.minutes(1))) struct CompactionRuntimeTests {
  /// Turns of which each makes another call, so that nobody takes them for a circle.
  private static let turns = (0..<5).map { number in
    ScriptedProvider.Reply.content([
      .text(String(repeating: "word ", count: 520)), .toolCall(Sample.call("c", "note", "{\"number\":\(number)}")),
    ])
  }

  /// Long enough for nobody to believe the few tokens that the scripted provider counts.
  private static let task = "the task: " + String(repeating: "do it well, ", count: 20)

  private func run(
    _ provider: any ModelProvider, observe: @escaping @Sendable (RunNotice) -> Void = { _ in }
  ) async throws -> AgentRun {
    var configuration = Sample.configuration(finalTool: nil)
    configuration.compaction = try CompactionWorld.policy()
    configuration.retryPolicy.maximumRetries = 0
    let runtime = AgentRuntime(
      configuration: configuration, models: [AgentModel(name: "m", provider: provider, contextTokens: 6000)],
      toolbox: Toolbox([NoteTool()]), maximumOutputTokens: 100, observe: observe)
    return await runtime.run(task: Self.task, system: [SystemSection(text: "you")])
  }

  /// What `Examples` and others have: no more than is public.
  @Test func `an agent on the public interface has its conversation made shorter too`() async throws {
    let text = """
      ---
      name: noter
      tools: [note]
      maximum_output_tokens: 100
      ---

      # Missing answer
      no answer

      # Cut off
      cut off

      # Last turn
      last turn
      """
    let definition = try AgentDefinition(parsing: text, source: "noter.md")
    let provider = ScriptedProvider(
      Self.turns + [.content([.text(CompactionWorld.summary)]), .content([.text("done")])])
    let runtime = AgentRuntime(
      definition, configuration: try AgentConfiguration(definition, compaction: .standard()),
      models: [AgentModel(name: "m", provider: provider, contextTokens: 6000)], toolbox: Toolbox([NoteTool()]))
    let run = await runtime.run(task: Self.task, system: [SystemSection(text: "you")])
    #expect(run.outcome == .completed("done"))
    #expect(run.log.contains { if case .compacted = $0 { true } else { false } })
  }

  @Test func `the model is asked for a summary with all that its cache holds, and goes on with it`() async throws {
    let provider = ScriptedProvider(
      Self.turns + [
        .content([.text(CompactionWorld.summary)]), .content([.text("done")]),
      ])
    let notices = Mutex<[RunNotice]>([])
    let run = try await run(provider) { notice in notices.withLock { $0.append(notice) } }
    #expect(run.outcome == .completed("done"))
    let requests = provider.requests
    try #require(requests.count == 7)
    // But for the instruction the request for the summary is the one that would have gone on.
    #expect(requests[5].tools == requests[4].tools)
    #expect(requests[5].system == requests[4].system)
    #expect(Array(requests[5].messages.prefix(9)) == requests[4].messages)
    guard case .text(let instruction)? = requests[5].messages.last?.content.last else {
      Issue.record("no instruction")
      return
    }
    #expect(instruction.contains(#""open_steps""#))
    #expect(requests[6].messages[0].content.first == .text(Self.task))
    #expect("\(requests[6].messages[0].content[1])".contains("a.swift:1 is wrong"))
    #expect(requests[6].messages.count == 3)
    #expect(!run.log.contains { "\($0)".contains(instruction) })
    // The summary is an answer, costs tokens, and is no turn.
    #expect(run.turns == 6)
    #expect(run.answersByModel == [7])
    #expect(run.usage == Usage(input: 70, output: 35))
    let isTold = notices.withLock { $0.contains(.compacting(.summary)) }
    #expect(isTold)
  }

  @Test func `a provider that fails at the summary does not end the run`() async throws {
    let provider = ScriptedProvider(
      Self.turns + [
        .failure(ModelError(.overloaded, "busy")), .content([.text("done")]),
      ])
    let run = try await run(provider)
    #expect(run.outcome == .completed("done"))
    #expect("\(run.log)".contains("excerpts of it"))
  }

  @Test func `who writes tools as text is held to the summary's form, and its answer is no call`() async throws {
    let text = try #require(AgentDefinitions.texts["tools"])
    let words = try AgentDefinition(parsing: text, source: "tools.md")
    let call = #"{"tool":"note","arguments":{}}"#
    let inner = ScriptedProvider(
      [ScriptedProvider.Reply](repeating: .content([.text(call)]), count: 3) + [
        .failure(ModelError(.contextTooLong, "too long")), .content([.text(CompactionWorld.summary)]),
        .content([.text(call)]), .failure(ModelError(.unauthorized, "the end")),
      ])
    _ = try await run(TextToolProvider(inner, form: .schema, words: words))
    let formats = inner.requests.map { $0.answerFormat?.name }
    #expect(formats.contains("summary"))
    #expect(formats.first == "tool_call")
  }
}

private struct NoteTool: Tool {
  struct Input: Decodable, Sendable {}

  let name = "note"
  let description = "Takes a note."
  let inputSchema = JSONSchema(["type": "object"])

  func risk(of input: Input) -> Risk { .safe }

  func subject(of input: Input) -> CallSubject { .none }

  func effects(of input: Input) -> ToolEffects { .none }

  func run(_ input: Input) async throws -> ToolOutput { ToolOutput(String(repeating: "noted ", count: 50)) }
}
