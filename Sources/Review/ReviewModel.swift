package import AgentKernel
internal import Models

/// Who reviews, besides the rules.
package struct ReviewModel: Sendable {
  /// Who answers, at least one; each after the first only when the ones before it fail.
  package var models: [AgentModel]

  /// The agent that proposes findings.
  package var reviewer: AgentDefinition

  /// The agent that tries to refute them.
  package var verifier: AgentDefinition

  /// The agents that the reviewer may send to find something out.
  package var subAgents: [AgentDefinition]

  package var limits: Limits

  package var permissions: PermissionSettings

  /// What the user's configuration adds to both agents.
  package var extensions: AgentExtensions

  /// What is said to a model whose conversation is made shorter; nil when none ever is.
  package var compaction: CompactionWords?

  /// Keeps what the agents say and do; nil to keep nothing.
  package var recording: RunRecording?

  /// What the user allows, where that differs from the agents' definitions.
  ///
  /// The reviewer is given just that. The verifier's definition may be tightened by it and never loosened: it looks at one
  /// finding only.
  package typealias Limits = AgentTerms.Limits

  package init(
    models: [AgentModel], reviewer: AgentDefinition, verifier: AgentDefinition, subAgents: [AgentDefinition] = [],
    limits: Limits = Limits(), permissions: PermissionSettings = PermissionSettings(),
    extensions: AgentExtensions = AgentExtensions(), compaction: CompactionWords? = nil
  ) {
    self.models = models
    self.reviewer = reviewer
    self.verifier = verifier
    self.subAgents = subAgents
    self.limits = limits
    self.permissions = permissions
    self.extensions = extensions
    self.compaction = compaction
  }

  /// A runtime for one of the two agents.
  ///
  /// - Parameters:
  ///   - agent: the agent.
  ///   - toolbox: what it may call.
  ///   - time: how long it may take.
  ///   - budget: what it draws from, with others.
  ///   - outputs: keeps results that are too long, for its `read_output`.
  ///   - observe: is told of its requests.
  func runtime(
    for agent: AgentDefinition, toolbox: Toolbox, time: Duration?, budget: SharedBudget, outputs: any OutputStore,
    observe: @escaping @Sendable (RunNotice) -> Void
  ) throws -> AgentRuntime {
    var configuration = try AgentConfiguration(agent, time: time, compaction: compaction)
    let isReviewer = agent.name == reviewer.name
    if let turns = limits.turns, isReviewer || turns < configuration.limits.turns { configuration.limits.turns = turns }
    if let tokens = limits.tokens, isReviewer || tokens < configuration.limits.tokens {
      configuration.limits.tokens = tokens
    }
    return AgentRuntime(
      configuration: configuration, models: models, toolbox: toolbox, maximumOutputTokens: outputTokens(of: agent),
      thinkingBudget: limits.thinkingTokens, permissions: PermissionPolicy(of: agent, permissions), budget: budget,
      hooks: AgentHooks(extensions.hooks, agent: agent.name), outputs: outputs, observe: observe)
  }

  /// What the whole review may use.
  ///
  /// - Parameter observe: is told what was spent so far.
  func budget(observe: @escaping @Sendable (Spending) -> Void) -> SharedBudget {
    SharedBudget(Budget(tokens: limits.tokens, money: limits.money), observe: observe)
  }

  /// What the reviewer and the agents that it sends may use together of that.
  ///
  /// A third of what the user allows is kept for the verifiers: a candidate that nobody checked is not posted.
  func reviewerBudget(within budget: SharedBudget) -> SharedBudget {
    SharedBudget(
      Budget(tokens: limits.tokens ?? reviewer.limits.tokens, money: limits.money, shareDivisor: 3), within: budget)
  }

  /// The tool by which the reviewer sends agents.
  ///
  /// - Parameters:
  ///   - tools: what they may be given.
  ///   - budget: what they draw from.
  ///   - time: how long the reviewer may take; nil for no bound.
  ///   - outputs: keeps results that are too long.
  func subAgentTool(
    choosing tools: [any Tool], budget: SharedBudget, time: Duration?, outputs: any OutputStore
  ) throws -> SubAgentTool {
    let policy = PermissionPolicy(of: reviewer, permissions)
    return SubAgentTool(
      try subAgents.map { agent in
        try SubAgent(agent, toolbox: try toolbox(of: agent, choosing: tools, under: policy.narrowed(for: agent)))
      },
      in: SubAgentSurroundings(
        models: models, budget: budget, permissions: policy,
        deadline: time.map { ContinuousClock.now.advanced(by: $0) }, maximumOutputTokens: outputTokens(of: reviewer),
        thinkingBudget: limits.thinkingTokens, compaction: compaction, hooks: extensions.hooks, outputs: outputs,
        recording: recording))
  }

  /// The most tokens of one answer of an agent's.
  func outputTokens(of agent: AgentDefinition) -> Int {
    let allowed = limits.outputTokens.map { agent.name == reviewer.name ? $0 : min($0, agent.maximumOutputTokens) }
    return min(allowed ?? agent.maximumOutputTokens, window.map { $0 / 4 } ?? .max)
  }
}
