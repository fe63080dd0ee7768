package import AgentKernel
package import Evidence
package import Git
package import Models
package import SourceText

/// How a review is done.
package struct ReviewOptions: Sendable {
  /// The most findings that are reported; blocking ones are reported beyond it.
  package var maximumFindings: Int

  /// When the review must be over; what is not done by then is reported as not done.
  ///
  /// Nil for no bound.
  package var deadline: ContinuousClock.Instant?

  /// Ids of rules that are switched off.
  package var disabledRules: Set<String>

  /// Files that are not reviewed; rules that block a push look at them all the same.
  package var excluded: [GlobPattern]

  package var diffLimits: DiffLimits

  /// What linters have reported.
  package var imports: Imports

  package init(
    maximumFindings: Int = 10, deadline: ContinuousClock.Instant? = nil, disabledRules: Set<String> = [],
    excluded: [GlobPattern] = [], diffLimits: DiffLimits = DiffLimits(),
    imports: Imports = Imports()
  ) {
    self.maximumFindings = maximumFindings
    self.deadline = deadline
    self.disabledRules = disabledRules
    self.excluded = excluded
    self.diffLimits = diffLimits
    self.imports = imports
  }
}

/// Who reviews, besides the rules.
package struct ReviewModel: Sendable {
  package var provider: any ModelProvider

  /// The model's name, as the provider knows it.
  package var name: String

  /// The agent that proposes findings.
  package var reviewer: AgentDefinition

  /// The agent that tries to refute them.
  package var verifier: AgentDefinition

  package var limits: Limits

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
    provider: any ModelProvider, name: String, reviewer: AgentDefinition, verifier: AgentDefinition,
    limits: Limits = Limits()
  ) {
    self.provider = provider
    self.name = name
    self.reviewer = reviewer
    self.verifier = verifier
    self.limits = limits
  }

  /// A runtime for one of the two agents.
  ///
  /// - Parameters:
  ///   - agent: the agent.
  ///   - tools: what it may call; those that its definition lists are given to it.
  ///   - time: how long it may take.
  ///   - tokens: how many tokens it may use; nil for what its definition says.
  ///   - observe: is told of its requests.
  func runtime(
    for agent: AgentDefinition, tools: [any Tool], time: Duration?, tokens: Int?,
    observe: @escaping @Sendable (RunNotice) -> Void
  ) throws -> AgentRuntime {
    var configuration = try AgentConfiguration(agent, time: time)
    let isReviewer = agent.name == reviewer.name
    if let turns = limits.turns, isReviewer || turns < configuration.limits.turns { configuration.limits.turns = turns }
    if let tokens, isReviewer || tokens < configuration.limits.tokens { configuration.limits.tokens = tokens }
    let outputTokens = limits.outputTokens.map { isReviewer ? $0 : min($0, agent.maximumOutputTokens) }
    return AgentRuntime(
      configuration: configuration, provider: provider, model: name,
      toolbox: try Toolbox(tools).selecting(agent.tools),
      maximumOutputTokens: outputTokens ?? agent.maximumOutputTokens, thinkingBudget: limits.thinkingTokens,
      observe: observe)
  }
}
