import AgentKernel
import JSON
import Models
import Synchronization
import TestSupport

/// An agent whose run is kept in a folder, for as many runs as a test wants.
final class RecordedAgent {
  let folder: TemporaryFolder
  let counter = CallCounter()
  var definition = RecordedAgent.text
  var subject = "what it works on"
  var models = ["m"]
  var hasSecondTool = false

  init() throws { folder = try TemporaryFolder() }

  static let text = "---\nname: worker\ntools: [count, report]\nfinal_tool: report\n---\n\n# System\n\nYou work.\n"

  var transcripts: TranscriptFolder { TranscriptFolder("\(folder.path)/transcripts") }

  /// What a provider answers, so that the run takes three turns.
  static let script: [ScriptedProvider.Reply] = [
    .content([.text("I count."), .toolCall(Sample.call("1", "count")), .toolCall(Sample.call("2", "count"))]),
    .content([.thinking(text: "hm", signature: "s"), .toolCall(Sample.call("3", "count"))]),
    .content([.toolCall(Sample.call("4", "report", #"{"count": 3}"#))]),
  ]

  /// Runs the agent with the job `work`.
  func run(
    _ replies: [ScriptedProvider.Reply], from origin: RunRecording.Origin? = nil, in kept: TranscriptFolder? = nil,
    observe: @escaping @Sendable (RecordedEntry) -> Void = { _ in },
    warn: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> (run: AgentRun, requests: [ModelRequest], id: TranscriptID) {
    let provider = ScriptedProvider(replies)
    let recording = try RunRecording(
      program: "test 1", target: ["kind": "test"], place: "/here", origin: origin, in: kept ?? transcripts,
      observe: observe, warn: warn)
    let toolbox = Toolbox(
      [RecordedCountTool(counter: counter), RecordedFinalTool()] + (hasSecondTool ? [RecordedOtherTool()] : []))
    let agents = models.map { AgentModel(name: $0, provider: provider) }
    let system = [SystemSection(text: "You work.", endsCacheablePrefix: true)]
    let agent: AgentRecording
    do {
      agent = try recording.agent(
        AgentDefinition(parsing: definition, source: "worker.md"), job: "work", subject: subject, models: agents,
        toolbox: toolbox, system: system)
    } catch {
      await recording.end(status: "usage", exitCode: 2)
      throw error
    }
    let runtime = AgentRuntime(
      configuration: Sample.configuration(), models: agents, toolbox: toolbox, maximumOutputTokens: 100,
      thinkingBudget: 50)
    let run = await runtime.run(task: "count", system: system, recording: agent)
    await recording.end(status: "success", exitCode: 0)
    return (run, provider.requests, recording.id)
  }

  /// Takes a run up again.
  func origin(
    _ id: TranscriptID, isFork: Bool = false, cut: (agent: String, seq: Int)? = nil
  ) throws -> RunRecording.Origin {
    RunRecording.Origin(try transcripts.read(id), isFork: isFork, cut: cut)
  }

  /// The path of the agent's file in a run.
  func file(_ id: TranscriptID, _ name: String = "01-worker") -> String { "\(transcripts.path)/\(id)/\(name).jsonl" }
}

/// How often a tool has run.
final class CallCounter: Sendable {
  private let value = Mutex(0)

  var count: Int { value.withLock { $0 } }

  func add() -> Int {
    value.withLock { value in
      value += 1
      return value
    }
  }
}

struct RecordedCountTool: Tool {
  struct Input: Decodable, Sendable {}

  let counter: CallCounter
  let name = "count"
  let description = "Counts."
  let inputSchema = JSONSchema(["type": "object"])

  func risk(of input: Input) -> Risk { .safe }

  func subject(of input: Input) -> CallSubject { .none }

  func effects(of input: Input) -> ToolEffects { ToolEffects(writes: .everything) }

  func run(_ input: Input) async throws -> ToolOutput { ToolOutput("number \(counter.add())") }
}

struct RecordedOtherTool: Tool {
  struct Input: Decodable, Sendable {}

  let name = "other"
  let description = "Does something else."
  let inputSchema = JSONSchema(["type": "object"])

  func risk(of input: Input) -> Risk { .safe }

  func subject(of input: Input) -> CallSubject { .none }

  func effects(of input: Input) -> ToolEffects { .none }

  func run(_ input: Input) async throws -> ToolOutput { ToolOutput("done") }
}

struct RecordedFinalTool: Tool {
  struct Input: Decodable, Sendable { var count: Int }

  let name = "report"
  let description = "Ends the run."
  let inputSchema = JSONSchema(["type": "object", "properties": ["count": ["type": "integer"]], "required": ["count"]])

  func risk(of input: Input) -> Risk { .safe }

  func subject(of input: Input) -> CallSubject { .none }

  func effects(of input: Input) -> ToolEffects { .none }

  func run(_ input: Input) async throws -> ToolOutput {
    ToolOutput("ok", finalAnswer: ["count": JSONValue(input.count)])
  }
}
