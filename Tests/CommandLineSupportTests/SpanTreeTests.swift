import AgentKernel
import JSON
import Models
import Synchronization
import TestSupport
import Testing

@testable import CommandLineSupport

/// What a run's spans are parts of.
@Suite(.timeLimit(.minutes(1))) struct SpanTreeTests {
  private static let explorer = """
    ---
    name: explore
    tools: []
    ---

    # System
    You explore.

    # Task
    {{task}}

    # Missing answer
    no answer

    # Cut off
    cut off

    # Last turn
    last turn
    """

  @Test func `an agent that is sent is a part of the call that sends it`() async throws {
    let provider = ScriptedProvider([
      .content([.toolCall(ToolCall(id: "s", name: "sub_agent", arguments: #"{"task": "find it"}"#))]),
      .content([.text("found")]), .content([.text("done")]),
    ])
    let entries = Mutex<[RecordedEntry]>([])
    let recording = try RunRecording(
      program: "test 1", target: .null, place: "/", in: nil, observe: { entry in entries.withLock { $0.append(entry) } }
    )
    let models = [AgentModel(name: "m", provider: provider)]
    let explorer = try SubAgent(AgentDefinition(parsing: Self.explorer, source: "explore.md"), choosing: [])
    let tool = SubAgentTool([explorer], in: SubAgentSurroundings(models: models, recording: recording))
    let toolbox = Toolbox([tool])
    let agent = try recording.agent(
      AgentDefinition(parsing: "---\nname: parent\ntools: [sub_agent]\n---\n", source: "parent.md"), job: "parent",
      subject: "", models: models, toolbox: toolbox, system: [])
    let configuration = AgentConfiguration(
      limits: AgentLimits(), finalTool: nil, notes: .init(missingAnswer: "", cutOff: "", lastTurn: ""))
    let run = await AgentRuntime(
      configuration: configuration, models: models, toolbox: toolbox, maximumOutputTokens: 100
    ).run(task: "go", system: [], recording: agent)
    #expect(run.outcome == .completed("done"))
    await recording.end(status: "success", exitCode: 0)
    let all = entries.withLock { $0 }
    var tree = SpanTree(run: "run", program: "test", at: try #require(all.first).time)
    for entry in all { tree.add(entry) }
    func span(_ name: String) throws -> Span { try #require(tree.spans.first { $0.name == name }) }
    #expect(try span("invoke_agent explore").parent == span("execute_tool sub_agent").id)
    #expect(try span("execute_tool sub_agent").parent == span("turn 1").id)
    #expect(try span("invoke_agent parent").parent == span("test").id)
    #expect(tree.spans.allSatisfy { $0.end != nil })
  }
}
