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

  /// What making the conversation shorter has cost.
  package var compactionUsage = Usage()

  /// The model that is asked.
  package var model: String?

  /// How it ended; nil when it goes on.
  package var outcome: Outcome?

  /// One answer, as far as it counts.
  package struct Answer: Hashable, Sendable {
    package var model: String
    package var usage: Usage
  }

  /// Answers that were given.
  package var turns: Int { answers.count }

  /// Reads a transcript.
  ///
  /// - Throws: `AgentKernelError` when it is no agent's.
  package init(_ transcript: Transcript) throws(AgentKernelError) {
    guard let start = transcript.agentStart else {
      throw AgentKernelError(.transcript, "the transcript \(String(reflecting: transcript.name)) is no agent's")
    }
    system = start.system
    model = start.models.first
    var isThinkingAltered = false
    for line in transcript.lines.dropFirst() {
      if let entry = LogEntry(type: line.type, line.value) {
        log.append(entry)
        if line["thinking_altered"]?.bool == true { isThinkingAltered = true }
      }
      switch line.type {
      case "answer":
        answers.append(Answer(model: model ?? "", usage: Usage(line["usage"])))
      case "compaction_answer": compactionUsage = compactionUsage + Usage(line["usage"])
      case "model_switched": model = line["to"]?.string ?? model
      case "agent_ended":
        outcome = line["outcome"].flatMap(Outcome.init(final:))
      case "resumed": outcome = nil
      default: break
      }
    }
    // What something was taken out of cannot be sent back as thinking; behind this mark it is left out.
    if isThinkingAltered { log.append(.modelChanged) }
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
