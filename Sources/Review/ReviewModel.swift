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

  package var limits: Limits

  package var permissions: PermissionSettings

  /// Keeps what the agents say and do; nil to keep nothing.
  package var recording: RunRecording?

  /// What the user allows, where that differs from the agents' definitions.
  ///
  /// The reviewer is given just that. The verifier's definition may be tightened by it and never loosened: it looks at one
  /// finding only.
  package struct Limits: Hashable, Sendable {
    /// Answers in one agent's run.
    package var turns: Int?

    /// Tokens of the whole review of a range, verification included.
    package var tokens: Int?

    /// Tokens of one answer.
    package var outputTokens: Int?

    /// Tokens that the model may think before each answer; nil for none.
    package var thinkingTokens: Int?

    package init(turns: Int? = nil, tokens: Int? = nil, outputTokens: Int? = nil, thinkingTokens: Int? = nil) {
      self.turns = turns
      self.tokens = tokens
      self.outputTokens = outputTokens
      self.thinkingTokens = thinkingTokens
    }
  }

  package init(
    models: [AgentModel], reviewer: AgentDefinition, verifier: AgentDefinition, limits: Limits = Limits(),
    permissions: PermissionSettings = PermissionSettings()
  ) {
    self.models = models
    self.reviewer = reviewer
    self.verifier = verifier
    self.limits = limits
    self.permissions = permissions
  }

  /// A runtime for one of the two agents.
  ///
  /// - Parameters:
  ///   - agent: the agent.
  ///   - toolbox: what it may call.
  ///   - time: how long it may take.
  ///   - tokens: how many tokens it may use; nil for what its definition says.
  ///   - observe: is told of its requests.
  func runtime(
    for agent: AgentDefinition, toolbox: Toolbox, time: Duration?, tokens: Int?,
    observe: @escaping @Sendable (RunNotice) -> Void
  ) throws -> AgentRuntime {
    var configuration = try AgentConfiguration(agent, time: time)
    let isReviewer = agent.name == reviewer.name
    if let turns = limits.turns, isReviewer || turns < configuration.limits.turns { configuration.limits.turns = turns }
    if let tokens, isReviewer || tokens < configuration.limits.tokens { configuration.limits.tokens = tokens }
    return AgentRuntime(
      configuration: configuration, models: models, toolbox: toolbox, maximumOutputTokens: outputTokens(of: agent),
      thinkingBudget: limits.thinkingTokens, permissions: PermissionPolicy(of: agent, permissions), observe: observe)
  }

  /// The most tokens of one answer of an agent's.
  func outputTokens(of agent: AgentDefinition) -> Int {
    let allowed = limits.outputTokens.map { agent.name == reviewer.name ? $0 : min($0, agent.maximumOutputTokens) }
    return min(allowed ?? agent.maximumOutputTokens, window.map { $0 / 4 } ?? .max)
  }
}
