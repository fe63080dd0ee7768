internal import HTTP
public import Models

extension AgentModel {
  /// A model that runs may ask.
  ///
  /// - Parameters:
  ///   - name: the model's name, as its provider knows it.
  ///   - provider: who answers.
  ///   - contextTokens: tokens of prompt and answer together; nil when that is not known, and then nothing is cut or compacted
  ///     before the provider refuses.
  public init(name: String, provider: any ModelProvider, contextTokens: Int? = nil) {
    self.init(name: name, provider: provider, contextTokens: contextTokens, breaker: SharedCircuitBreaker())
  }
}

extension AgentRuntime {
  /// A runtime for runs of one agent, as its definition describes it.
  ///
  /// Nobody is asked: what the mode would ask about is denied. See <doc:Permissions>.
  ///
  /// - Parameters:
  ///   - definition: gives the limit of an answer, the ceiling and the freest mode.
  ///   - configuration: the limits and the words of the run's decisions.
  ///   - models: who answers, at least one; each after the first only when the ones before it fail.
  ///   - toolbox: what the model may call.
  ///   - mode: what becomes of calls by their risk; a stricter one in the definition counts.
  ///   - report: is told in a few plain words what happens, in order: turns, calls, retries, repairs. What was denied stands in
  ///     `AgentRun.denials`, and an error that a tool gave is told to the model alone.
  public init(
    _ definition: AgentDefinition, configuration: AgentConfiguration, models: [AgentModel], toolbox: Toolbox,
    mode: PermissionMode = .prompt, report: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.init(
      configuration: configuration, models: models, toolbox: toolbox,
      maximumOutputTokens: definition.maximumOutputTokens,
      permissions: PermissionPolicy(of: definition, PermissionSettings(mode: mode)),
      observe: { notice in if let words = notice.words { report(words) } })
  }

  /// Runs from the task to the one outcome.
  ///
  /// Cancelling the calling task ends the run with `.interrupted`; whatever was under way is cancelled and awaited, so
  /// that nothing outlives the call.
  ///
  /// - Parameters:
  ///   - task: the first message.
  ///   - system: the system prompt's sections, what never changes first.
  public func run(task: String, system: [SystemSection]) async -> AgentRun {
    await run(task: task, system: system, recording: nil)
  }
}

extension RunNotice {
  /// What a watcher without interest in details is told; nil for what it need not know.
  var words: String? {
    switch self {
    case .requesting(let turn): "turn \(turn)"
    case .requestFailed(let error, _, let wait?): "\(error); trying again in \(wait.components.seconds) s"
    case .requestFailed(let error, _, nil): "\(error)"
    case .switchedModel(let from, let to): "\(to) takes over from \(from)"
    case .responded(_, _, _, let calls) where !calls.isEmpty: calls.map(\.name).joined(separator: ", ")
    case .repairing(let reason): "the answer goes back: \(reason)"
    default: nil
    }
  }
}
