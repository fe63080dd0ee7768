package import JSON
internal import Models
internal import SourceText
internal import Synchronization

/// Sends another agent on a task of its own.
///
/// That agent has its own conversation, so that what it reads does not fill this one; what it says last is the result. It
/// draws from the same budget, may do no more than who sends it, sends nobody itself, and ends when the run ends. When a run
/// is resumed, an agent whose call has no result goes on from its own transcript.
package struct SubAgentTool: Tool {
  package struct Input: Decodable, Sendable {
    package var task: String

    /// The agent's name; nil for the first one.
    package var agent: String?
  }

  package static let name = "sub_agent"

  /// Agents that one run may send.
  package static let limit = 8

  /// Bytes of an agent's answer that are kept.
  package static let answerLimit = 16 << 10

  /// Bytes of a task.
  private static let taskLimit = 16 << 10

  private let agents: [SubAgent]
  private let surroundings: SubAgentSurroundings
  private let sent = Counter()

  /// - Parameters:
  ///   - agents: who may be sent; the first one is sent where no name is given.
  ///   - surroundings: what they have from the run that sends them.
  package init(_ agents: [SubAgent], in surroundings: SubAgentSurroundings) {
    self.agents = agents
    self.surroundings = surroundings
  }

  package var name: String { Self.name }

  package var description: String {
    """
    Sends an agent with an empty context to find something out, and gives you its answer. Use it for a question that \
    needs many files to be read and a few lines to be answered, so that they do not fill your own context; read a single \
    file yourself. The agent sees neither this conversation nor its files: put all that it must know into `task`, and \
    say what its answer must hold. Agents that you send in one turn work at the same time; at most \(Self.limit) in all.
    """
  }

  package var inputSchema: JSONSchema {
    var properties: [String: JSONValue] = [
      "task": ["type": "string", "description": "What to find out, with all that the agent must know for it."]
    ]
    if agents.count > 1 {
      properties["agent"] = ["type": "string", "enum": .array(agents.map { .string($0.definition.name) })]
    }
    return JSONSchema([
      "type": "object", "properties": .object(properties), "required": ["task"], "additionalProperties": false,
    ])
  }

  package func effects(of input: Input) -> ToolEffects {
    ToolEffects(reads: .everything, writes: risk(of: input) == .safe ? .paths([]) : .everything)
  }

  /// An agent can do at most what its ceiling and that of who sends it allow.
  package func risk(of input: Input) -> Risk {
    agent(input).map { min($0.definition.ceiling, surroundings.permissions.ceiling) } ?? .safe
  }

  package func subject(of input: Input) -> CallSubject { .none }

  package func run(_ input: Input) async throws -> ToolOutput {
    guard let agent = agent(input) else {
      let names = agents.map(\.definition.name).joined(separator: ", ")
      throw ToolError("there is no agent named `\(input.agent ?? "")`; there are: \(names.isEmpty ? "none" : names)")
    }
    guard !input.task.isEmpty, input.task.utf8.count <= Self.taskLimit else {
      throw ToolError("`task` must have 1 to \(Self.taskLimit) bytes")
    }
    guard let number = sent.next(upTo: Self.limit) else {
      throw ToolError("no more agents: \(Self.limit) were sent in this run. Go on with what you have")
    }
    let name = agent.definition.name
    let call = RunningCall.current
    @Sendable func observe(_ notice: RunNotice) { call?.observe(notice) }
    let task = try agent.definition.section("Task", ["task": input.task])
    let recording = try surroundings.recording?.agent(
      agent.definition, job: call?.jobOfAgent ?? "sub-agent \(number)", subject: ContentHash(of: task).hexadecimal,
      models: surroundings.models, toolbox: agent.toolbox, system: agent.system)
    observe(.subAgentBegan(number: number, agent: name, task: input.task, transcript: recording?.name))
    let run = try await runtime(for: agent, observe: { observe(.subAgent(number: number, agent: name, $0)) })
      .run(task: task, system: agent.system, recording: recording)
    observe(.subAgentEnded(number: number, agent: name, outcome: run.outcome, spending: run.spending))
    return Self.output(of: run)
  }

  private func agent(_ input: Input) -> SubAgent? {
    guard let name = input.agent else { return agents.first }
    return agents.first { $0.definition.name == name }
  }

  private func runtime(
    for agent: SubAgent, observe: @escaping @Sendable (RunNotice) -> Void
  ) throws -> AgentRuntime {
    // Who sends an agent needs time to make something of its answer.
    let time = surroundings.deadline.map { max(.zero, ContinuousClock.now.duration(to: $0) / 2) }
    let definition = agent.definition
    return AgentRuntime(
      configuration: try AgentConfiguration(definition, time: time, compaction: surroundings.compaction),
      models: surroundings.models, toolbox: agent.toolbox,
      maximumOutputTokens: min(definition.maximumOutputTokens, surroundings.maximumOutputTokens ?? .max),
      thinkingBudget: surroundings.thinkingBudget, permissions: surroundings.permissions.narrowed(for: definition),
      budget: surroundings.budget, ask: surroundings.ask,
      hooks: AgentHooks(surroundings.hooks, agent: definition.name), outputs: surroundings.outputs, observe: observe)
  }

  /// What the model reads: the answer, what was reached before it was done, or why there is none.
  private static func output(of run: AgentRun) -> ToolOutput {
    func words(_ answer: JSONValue) -> String { cut(answer.string ?? answer.serialized()) }
    switch run.outcome {
    case .completed(let text): return ToolOutput(cut(text), spending: run.spending)
    case .answered(let answer): return ToolOutput(words(answer), spending: run.spending)
    case .incomplete(let answer, _):
      return ToolOutput("\(words(answer))\n\n[incomplete: \(run.outcome)]", spending: run.spending)
    case .budgetReached, .providerFailed, .refused, .invalidOutput, .wentInCircles, .denied, .interrupted:
      return ToolOutput("the agent came to no answer: \(run.outcome)", spending: run.spending, isError: true)
    }
  }

  private static func cut(_ text: String) -> String {
    guard text.utf8.count > answerLimit else { return text }
    let kept = String(decoding: text.utf8.prefix(answerLimit), as: UTF8.self)
    return kept + "\n[cut: \(text.utf8.count - answerLimit) more bytes]"
  }
}

/// Counts up to a limit.
private final class Counter: Sendable {
  private let count = Mutex(0)

  /// The next number, from 1; nil beyond the limit.
  func next(upTo limit: Int) -> Int? {
    count.withLock { count in
      guard count < limit else { return nil }
      count += 1
      return count
    }
  }
}
