package import Models

/// Carries out what a run's reducer decides: asks the model, runs the tools, watches the clock.
public struct AgentRuntime: Sendable {
  let configuration: AgentConfiguration
  let models: [AgentModel]
  let toolbox: Toolbox
  let maximumOutputTokens: Int
  let thinkingBudget: Int?
  let permissions: PermissionPolicy
  let budget: SharedBudget?
  let ask: ToolScheduler.Asking
  let hooks: AgentHooks
  let outputs: (any OutputStore)?
  let observe: @Sendable (RunNotice) -> Void

  /// A runtime for runs of one agent.
  ///
  /// - Parameters:
  ///   - configuration: the limits, the retries and the words of the run's decisions.
  ///   - models: who answers, at least one; each after the first only when the ones before it fail.
  ///   - toolbox: what the model may call.
  ///   - maximumOutputTokens: the most tokens of one answer, without its thinking.
  ///   - thinkingBudget: tokens that the model may think before each answer; nil for none.
  ///   - permissions: which calls may run; unless given, those that are safe.
  ///   - budget: what this run shares with others; nil when it has only its own limits.
  ///   - ask: asks a person where an attended policy wants it; unless given, the answer is no.
  ///   - hooks: are asked about each call, each turn and the end.
  ///   - outputs: keeps results that are too long for the conversation; of no use without `read_output`.
  ///   - observe: is told of requests, answers, retries and repairs, in order.
  package init(
    configuration: AgentConfiguration, models: [AgentModel], toolbox: Toolbox,
    maximumOutputTokens: Int, thinkingBudget: Int? = nil, permissions: PermissionPolicy = PermissionPolicy(),
    budget: SharedBudget? = nil, ask: @escaping ToolScheduler.Asking = { _, _ in false },
    hooks: AgentHooks = AgentHooks(), outputs: (any OutputStore)? = nil,
    observe: @escaping @Sendable (RunNotice) -> Void = { _ in }
  ) {
    var configuration = configuration
    configuration.models = models.map {
      AgentConfiguration.Model(
        name: $0.name, contextTokens: $0.contextTokens, price: $0.price, compacts: $0.provider.compacts)
    }
    configuration.maximumOutputTokens = maximumOutputTokens + (thinkingBudget ?? 0)
    self.configuration = configuration
    self.models = models
    self.toolbox = toolbox
    self.maximumOutputTokens = maximumOutputTokens
    self.thinkingBudget = thinkingBudget
    self.permissions = permissions
    self.budget = budget
    self.ask = ask
    self.hooks = hooks.observed { observe(.hook($0)) }
    self.outputs = outputs
    self.observe = observe
  }

  /// Runs from the task to the one outcome.
  ///
  /// Cancelling the calling task ends the run with `.interrupted`; whatever was under way is cancelled and awaited, so
  /// that nothing outlives the call.
  ///
  /// - Parameters:
  ///   - task: the first message.
  ///   - system: the system prompt's sections, what never changes first.
  ///   - recording: keeps what is said and done, and knows what the run goes on from, if it does; its task and its system
  ///     prompt count then.
  package func run(
    task: String, system: [SystemSection], recording: AgentRecording? = nil
  ) async -> AgentRun {
    guard let recording else { return await carryOut(task: task, system: system, recording: nil) }
    return await watching(recording).carryOut(
      task: task, system: recording.past?.system ?? system, recording: recording)
  }

  /// This runtime, whose notices are recorded too.
  ///
  /// What the agents do that this one sends stands in their own transcripts.
  private func watching(_ recording: AgentRecording) -> AgentRuntime {
    let observe = observe
    return AgentRuntime(
      configuration: configuration, models: models, toolbox: toolbox, maximumOutputTokens: maximumOutputTokens,
      thinkingBudget: thinkingBudget, permissions: permissions, budget: budget, ask: ask, hooks: hooks,
      outputs: outputs,
      observe: { notice in
        if !notice.isOfSubAgent { recording.record(.noticed(notice)) }
        observe(notice)
      })
  }
}

extension RunNotice {
  fileprivate var isOfSubAgent: Bool {
    if case .subAgent = self { true } else { false }
  }
}
