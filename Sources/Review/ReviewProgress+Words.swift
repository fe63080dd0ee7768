internal import AgentKernel
internal import HTTP
internal import Models

extension ReviewProgress {
  /// What a person reads of it.
  package enum Words: Hashable, Sendable {
    /// What goes on now, until the next word.
    case passing(String)

    /// What should stay readable, such as a failed request.
    case lasting(String)

    /// What is true besides, until another such word.
    case running(String)
  }

  package var words: Words {
    switch self {
    case .comparing(let title): .passing("comparing \(title)")
    case .checking(let files): .passing("checking \(files) files")
    case .linting(let names): .passing("running \(names.joined(separator: ", "))")
    case .found(let findings): .passing("checked: \(findings.count) findings so far")
    case .reviewer(let notice): Self.words(notice, "reviewing")
    case .verifier(let notice, let claim): Self.words(notice, "verifying “\(claim)”")
    case .verified(let count, let all): .passing("verified \(count) of \(all) findings")
    case .spent(let spending): .running(Self.words(spending))
    }
  }

  /// What only those want to know who look for where time and tokens go; nil when there is nothing of the kind.
  package var details: String? {
    switch self {
    case .reviewer(let notice): Self.details("reviewer", notice)
    case .verifier(let notice, let claim): Self.details("verifier of “\(claim)”", notice)
    default: nil
    }
  }

  private static func words(_ spending: Spending) -> String {
    let usage = spending.usage
    let share = usage.prompt > 0 ? " (\(usage.cacheRead * 100 / usage.prompt) % from the cache)" : ""
    let cost = spending.cost.unpricedTokens == 0 ? ", \(spending.cost.money)" : ""
    return "\(usage.prompt) tokens in\(share), \(usage.output) out\(cost)"
  }

  private static func details(_ agent: String, _ notice: RunNotice) -> String? {
    switch notice {
    case .responded(let turn, let usage, _, let calls): details(agent, turn, usage, calls)
    case .subAgent(let number, let name, let notice): details("\(agent), agent \(number) (\(name))", notice)
    case .subAgentBegan(let number, let name, let task, _):
      "\(agent) sends agent \(number) (\(name)): \(task.prefix(200))"
    case .compacted(let way, let before, let after): details(agent, way, before, after)
    case .compactionFailed(let way, let reason, let isGivenUp):
      "making the conversation shorter by \(way.words) has failed\(isGivenUp ? " and is not tried again" : ""): \(reason)"
    default: nil
    }
  }

  private static func details(_ agent: String, _ way: CompactionWay, _ before: Int, _ after: Int) -> String {
    "\(agent): the conversation was made shorter by \(way.words), from about \(before) to \(after) tokens"
  }

  private static func details(_ agent: String, _ turn: Int, _ usage: Usage, _ calls: [ToolCall]) -> String {
    let tools =
      calls.isEmpty ? "no tool" : calls.map { "\($0.name) \($0.arguments.prefix(120))" }.joined(separator: "; ")
    return "\(agent), turn \(turn): \(usage.prompt) prompt tokens (\(usage.cacheRead) from the cache), "
      + "\(usage.output) output tokens; \(tools)"
  }

  private static func words(_ notice: RunNotice, _ activity: String) -> Words {
    switch notice {
    case .requesting(let turn): .passing("\(activity): waiting for the model, turn \(turn)")
    case .responded(_, _, _, let calls): .passing("\(activity): \(calls.map(\.name).joined(separator: ", "))")
    case .requestFailed(let error, _, let wait?): .lasting("trying again in \(tenths(wait)) s: \(error)")
    // That the breaker has opened was told once, for all who are not let through.
    case .requestFailed(let error, _, nil) where error.code == .circuitOpen: .passing("\(error)")
    case .requestFailed(let error, _, nil): .lasting("\(error)")
    case .switchedModel(let from, let to): .lasting("\(to) takes over from \(from)")
    case .circuitChanged(let state, let model): .lasting(Self.words(state, model))
    case .toolCircuitChanged(let state, let tool): .lasting("\(activity): \(Self.words(state, tool: tool))")
    case .lastTurn(let limit): .lasting("\(activity): \(limit) is near: the model is asked for what it has")
    case .repetition: .passing("\(activity): the model repeats itself and is told")
    case .subAgentBegan(let number, let agent, _, _): .passing("\(activity): agent \(number) (\(agent)) is sent")
    case .subAgent(let number, let agent, let notice): Self.words(notice, "\(activity), agent \(number) (\(agent))")
    case .subAgentEnded(let number, let agent, let outcome, _):
      .passing("\(activity): agent \(number) (\(agent)): \(outcome)")
    case .cutOff: .passing("\(activity): an answer was cut off")
    case .compacting, .compactionAnswered: .passing("\(activity): making the conversation shorter")
    case .compacted(_, let before, let after):
      .passing("\(activity): the conversation was made shorter, from \(before) to \(after) tokens")
    case .compactionFailed(_, let reason, _): .passing("\(activity): \(reason)")
    case .repairing(let reason): .passing("\(activity): the answer is sent back: \(reason)")
    case .hook(let notice): .lasting("\(activity): \(notice)")
    case .toolStarted(let call): .passing("\(activity): \(call.name)")
    case .toolEnded: .passing("\(activity)")
    case .denied(let denial): .passing("\(activity): \(denial)")
    }
  }

  private static func words(_ state: CircuitBreaker.State, _ model: String) -> String {
    switch state {
    case .closed: "\(model) answers again"
    case .open(let until):
      "\(model) has failed again and again and is not asked for \(tenths(ContinuousClock.now.duration(to: until))) s"
    case .halfOpen(isProbing: true): "trying whether \(model) is back"
    case .halfOpen(isProbing: false): "\(model) may be tried again"
    }
  }

  private static func words(_ state: CircuitBreaker.State, tool: String) -> String {
    switch state {
    case .closed: "the tool \(tool) works again"
    case .open(let until):
      "the tool \(tool) has failed again and again and is left alone for "
        + "\(tenths(ContinuousClock.now.duration(to: until))) s"
    case .halfOpen: "trying whether the tool \(tool) works again"
    }
  }

  private static func tenths(_ duration: Duration) -> String {
    let tenths = Int((duration / .milliseconds(100)).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
