import AgentKernel
import JSON
import Models
import TestSupport
import Testing

/// Agents that were sent in a run that was interrupted: they go on from where they were themselves.
@Suite(.timeLimit(.minutes(1))) struct SubAgentResumptionTests {
  /// A run of an agent that sends others, kept in a folder.
  private final class World: Sendable {
    let folder: TemporaryFolder
    let counter = CallCounter()

    static let explorer = """
      ---
      name: explore
      tools: [count]
      ---

      # System
      You explore.

      # Task
      Find out: {{task}}

      # Missing answer
      no answer

      # Cut off
      cut off

      # Last turn
      last turn
      """

    init() throws { folder = try TemporaryFolder() }

    var transcripts: TranscriptFolder { TranscriptFolder("\(folder.path)/transcripts") }

    static func send(_ id: String, _ task: String) -> ContentBlock {
      .toolCall(Sample.call(id, "sub_agent", JSONValue.object(["task": .string(task)]).serialized()))
    }

    func run(
      _ provider: ScriptedProvider, budget: SharedBudget = SharedBudget(Budget()), from id: TranscriptID? = nil,
      explorer: String = World.explorer
    ) async throws -> (run: AgentRun, id: TranscriptID) {
      let origin = try id.map { RunRecording.Origin(try transcripts.read($0), isFork: false) }
      let recording = try RunRecording(
        program: "test 1", target: .null, place: "/", origin: origin, in: transcripts)
      let models = [AgentModel(name: "m", provider: provider)]
      let explorer = try AgentDefinition(parsing: explorer, source: "explore.md")
      let tool = SubAgentTool(
        [try SubAgent(explorer, choosing: [RecordedCountTool(counter: counter)])],
        in: SubAgentSurroundings(models: models, budget: budget, recording: recording))
      let toolbox = Toolbox([tool, RecordedFinalTool()])
      let parent = try recording.agent(
        AgentDefinition(parsing: RecordedAgent.text, source: "worker.md"), job: "work", subject: "", models: models,
        toolbox: toolbox, system: [])
      let run = await AgentRuntime(
        configuration: Sample.configuration(), models: models, toolbox: toolbox, maximumOutputTokens: 100,
        budget: budget
      ).run(task: "go", system: [], recording: parent)
      await recording.end(status: "ended", exitCode: 0)
      return (run, recording.id)
    }

    /// How many agents of the newest run have ended.
    private var ended: Int {
      let kept = transcripts.runs().last.flatMap { try? transcripts.read($0) }
      return kept?.agents.count { $0.end != nil } ?? 0
    }

    /// Runs until so many requests were made and so many agents have ended, and interrupts.
    func interrupt(_ provider: ScriptedProvider, after count: Int, ended: Int = 0) async throws -> TranscriptID {
      let task = Task { try await self.run(provider) }
      while provider.requests.count < count || self.ended < ended { await Task.yield() }
      task.cancel()
      let (run, id) = try await task.value
      #expect(run.outcome == .interrupted)
      return id
    }
  }

  private static let report = ScriptedProvider.Reply.content([.toolCall(Sample.call("r", "report", #"{"count": 1}"#))])

  private func results(of run: AgentRun) -> [ToolResult] {
    run.log.flatMap { entry -> [ToolResult] in
      guard case .results(let results, _) = entry else { return [] }
      return results
    }
  }

  @Test func `an agent has a transcript of its own, to which the call leads`() async throws {
    let world = try World()
    let (run, id) = try await world.run(
      ScriptedProvider([.content([World.send("s", "who calls f?")]), .content([.text("g calls f")]), Self.report]))
    #expect(run.outcome == .answered(["count": 1]))
    let kept = try world.transcripts.read(id)
    #expect(kept.agents.map(\.name) == ["01-worker", "02-explore"])
    #expect(kept.agents.last?.agentStart?.job == "work, call s")
    #expect(kept.agents.last?.end?["outcome"]?["text"] == "g calls f")
    let lines = try #require(kept.agents.first?.lines)
    #expect(lines.first { $0.type == "sub_agent_started" }?["transcript"] == "02-explore")
    #expect(lines.contains { $0.type == "sub_agent_ended" })
    #expect(!lines.contains { $0.type == "sub_agent_event" }, "what it does stands in its own")
  }

  @Test func `an agent whose call has no result goes on from its own transcript`() async throws {
    let world = try World()
    let first = ScriptedProvider([
      .content([World.send("s", "who calls f?")]), .content([.toolCall(Sample.call("c", "count"))]), .hang,
    ])
    let id = try await world.interrupt(first, after: 3)
    #expect(world.counter.count == 1)
    let budget = SharedBudget(Budget())
    let second = ScriptedProvider([.content([.text("g calls f")]), Self.report])
    let (run, resumed) = try await world.run(second, budget: budget, from: id)
    #expect(resumed == id)
    #expect(run.outcome == .answered(["count": 1]))
    #expect(results(of: run).map(\.text) == ["g calls f", "ok"])
    #expect(world.counter.count == 1, "nothing is done twice")
    // The agent's request is what it had been when it was interrupted.
    #expect(second.requests.first == first.requests.last)
    // Two answers and a request that was cut off, then two answers.
    #expect(run.spending.requests == 4 && run.turns == 2)
    #expect(run.spending.cost.estimatedTokens > 0)
    #expect(await budget.spending == run.spending)
    let kept = try world.transcripts.read(id)
    #expect(kept.agents.map(\.name) == ["01-worker", "02-explore"], "no third one began")
  }

  @Test func `of several agents those that had ended are taken as they were`() async throws {
    let world = try World()
    // Both are sent at once; who asks first is answered, the other hangs.
    let first = ScriptedProvider([
      .content([World.send("a", "one"), World.send("b", "two")]), .content([.text("found")]), .hang,
    ])
    let id = try await world.interrupt(first, after: 3, ended: 1)
    let second = ScriptedProvider([.content([.text("found too")]), Self.report])
    let (run, _) = try await world.run(second, from: id)
    #expect(run.outcome == .answered(["count": 1]))
    #expect(Set(results(of: run).map(\.text)) == ["found", "found too", "ok"])
    #expect(second.requests.count == 2)
  }

  @Test func `what agents with a result have cost counts on`() async throws {
    let world = try World()
    let first = ScriptedProvider([.content([World.send("s", "one")]), .content([.text("found")]), .hang])
    let id = try await world.interrupt(first, after: 3)
    let budget = SharedBudget(Budget())
    let (run, _) = try await world.run(ScriptedProvider([Self.report]), budget: budget, from: id)
    #expect(run.spending.requests == 3 && run.turns == 2)
    #expect(await budget.spending == run.spending)
  }

  @Test func `an agent that is another one now is an error result that says so`() async throws {
    let world = try World()
    let first = ScriptedProvider([.content([World.send("s", "one")]), .hang])
    let id = try await world.interrupt(first, after: 2)
    let (run, _) = try await world.run(
      ScriptedProvider([Self.report]), from: id, explorer: World.explorer + "\nAnd more.\n")
    #expect(run.outcome == .answered(["count": 1]))
    let result = try #require(results(of: run).first)
    #expect(result.isError && result.text.contains("the definition of the agent explore is another now"))
  }
}
