internal import JSON
package import Models

/// An agent's run as its transcript tells it, to go on from.
package struct Resumption: Hashable, Sendable {
  /// The system prompt that it was begun with.
  package var system: [SystemSection]

  /// The conversation up to now.
  package var log: [LogEntry] = []

  /// What the models answered so far, in tokens.
  package var answers: [Answer] = []

  /// What making the conversation shorter has cost, in tokens.
  package var compactions: [Answer] = []

  /// What the requests that were cut off are taken to have cost, in tokens.
  package var cutOff: [Answer] = []

  /// The agents that this one had sent, and whose answers it has.
  package var agents: [Resumption] = []

  /// Results of the last answer's calls, where the run's end has cut off only others of them.
  package var ended: [ToolResult] = []

  /// The model that is asked.
  package var model: String?

  /// The calls of its last answer that had begun.
  package var begun = Begun()

  /// The calls that were denied, as far as the transcript tells why.
  package var denials: [PermissionDenial] = []

  /// How it ended; nil when it goes on.
  package var outcome: Outcome?

  /// Calls by their ids: they may have done something, whether their results are known or not.
  package struct Begun: Hashable, Sendable {
    package var started: Set<String> = []
    package var ended: Set<String> = []
  }

  /// One answer, or what there was of one, as far as it counts.
  package struct Answer: Hashable, Sendable {
    package var model: String
    package var usage: Usage
  }

  /// Answers that were given.
  package var turns: Int { answers.count }

  /// Reads a transcript.
  ///
  /// - Parameters:
  ///   - transcript: the agent's.
  ///   - others: those of the same run, among which are the agents' that it sent.
  /// - Throws: `AgentKernelError` when it is no agent's.
  package init(_ transcript: Transcript, among others: [Transcript] = []) throws(AgentKernelError) {
    guard let start = transcript.agentStart else {
      throw AgentKernelError(.transcript, "the transcript \(String(reflecting: transcript.name)) is no agent's")
    }
    system = start.system
    model = start.models.first
    var isThinkingAltered = false
    for line in transcript.lines.dropFirst() {
      if let entry = LogEntry(type: line.type, line.value) {
        if case .results = entry { takeBackCancellation() }
        log.append(entry)
        if line["thinking_altered"]?.bool == true { isThinkingAltered = true }
      }
      switch line.type {
      case "answer":
        begun = Begun()
        answers.append(Answer(model: model ?? "", usage: Usage(line["usage"])))
      case "tool_started": if let id = line["call_id"]?.string { begun.started.insert(id) }
      case "tool_ended": if let id = line["call_id"]?.string { begun.ended.insert(id) }
      case "denied": if let denial = PermissionDenial(line) { denials.append(denial) }
      case "compaction_answer": compactions.append(Answer(model: model ?? "", usage: Usage(line["usage"])))
      case "request_cut_off": cutOff.append(Answer(model: model ?? "", usage: Usage(line["usage"])))
      case "model_switched": model = line["to"]?.string ?? model
      case "agent_ended":
        outcome = line["outcome"].flatMap(Outcome.init(final:))
      case "resumed": outcome = nil
      default: break
      }
    }
    if outcome == nil { takeBackCancellation() }
    // What something was taken out of cannot be sent back as thinking; behind this mark it is left out.
    if isThinkingAltered { log.append(.modelChanged) }
    let answered = pairedCalls.map(\.id) + ended.map(\.callID)
    let jobs = Set(answered.map { TranscriptEntry.AgentStart.job(ofCall: $0, in: start.job) })
    for other in others where other.agentStart.map({ jobs.contains($0.job) }) ?? false {
      agents.append(try Resumption(other))
    }
  }

  /// Takes the last entry back if it says that calls which sent agents were cancelled by the run's end.
  ///
  /// It was never sent, and the agents go on when the run does.
  private mutating func takeBackCancellation() {
    ended = []
    guard case .results(let results, _)? = log.last, case .response(let content)? = log.dropLast().last else { return }
    let cut = content.toolCalls.filter { call in
      call.name == SubAgentTool.name && results.contains(ToolAnswer.cancelled(call).result)
    }
    guard !cut.isEmpty else { return }
    log.removeLast()
    ended = results.filter { result in !cut.contains { $0.id == result.callID } }
  }

  /// What it has cost itself, at the prices of today.
  ///
  /// - Parameter models: the models to ask; what another one answered counts as the first one's.
  func ownSpending(_ models: [AgentConfiguration.Model]) -> Spending {
    func index(_ answer: Answer) -> Int { models.firstIndex { $0.name == answer.model } ?? 0 }
    let answered = (answers + compactions).map { answer in
      Spending(answer: answer.usage, at: models[index(answer)].price, ofModel: index(answer))
    }
    let cut = cutOff.map { Spending(cutOff: $0.usage, at: models[index($0)].price) }
    return (answered + cut).reduce(Spending(), +)
  }

  /// The calls that have a result which is no error, in their order.
  package var answeredCalls: [ToolCall] {
    var good: Set<String> = []
    for case .results(let results, _) in log {
      good.formUnion(results.filter { !$0.isError }.map(\.callID))
    }
    return calls.filter { good.contains($0.id) }
  }

  /// The calls that have any result, in their order.
  package var pairedCalls: [ToolCall] {
    var paired: Set<String> = []
    for case .results(let results, _) in log { paired.formUnion(results.map(\.callID)) }
    return calls.filter { paired.contains($0.id) }
  }

  private var calls: [ToolCall] {
    log.flatMap { entry -> [ToolCall] in
      if case .response(let content) = entry { content.toolCalls } else { [] }
    }
  }
}

extension PermissionDenial {
  /// The denial that a line of the type `denied` tells of; nil when it does not say why.
  fileprivate init?(_ line: TranscriptLine) {
    guard let tool = line["name"]?.string, let reason = line["reason"]?.string,
      let risk = line["risk"]?.string.flatMap(Risk.init(rawValue:))
    else { return nil }
    self.init(
      callID: line["call_id"]?.string ?? "", facts: CallFacts(tool: tool, risk: risk),
      decision: PermissionDecision(.deny, by: .earlier(reason)))
  }
}
