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
    }
  }

  /// What only those want to know who look for where time and tokens go; nil when there is nothing of the kind.
  package var details: String? {
    switch self {
    case .reviewer(.responded(let turn, let usage, let calls)): Self.details("reviewer", turn, usage, calls)
    case .verifier(.responded(let turn, let usage, let calls), let claim):
      Self.details("verifier of “\(claim)”", turn, usage, calls)
    default: nil
    }
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
    case .responded(_, _, let calls): .passing("\(activity): \(calls.map(\.name).joined(separator: ", "))")
    case .requestFailed(let error, _, let wait?): .lasting("trying again in \(tenths(wait)) s: \(error)")
    // That the breaker has opened was told once, for all who are not let through.
    case .requestFailed(let error, _, nil) where error.code == .circuitOpen: .passing("\(error)")
    case .requestFailed(let error, _, nil): .lasting("\(error)")
    case .switchedModel(let from, let to): .lasting("\(to) takes over from \(from)")
    case .circuitChanged(let state, let model): .lasting(Self.words(state, model))
    case .repairing(let reason): .passing("\(activity): the answer is sent back: \(reason)")
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

  private static func tenths(_ duration: Duration) -> String {
    let tenths = Int((duration / .milliseconds(100)).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
