internal import Models

/// On what terms the agents of a program run: who answers, what that may cost, what is allowed.
package struct AgentTerms: Sendable {
  /// Who answers, at least one; each after the first only when the ones before it fail.
  package var models: [AgentModel]

  package var limits: Limits

  package var permissions: PermissionSettings

  /// What the user's configuration adds to the agents.
  package var extensions: AgentExtensions

  /// What is said to a model whose conversation is made shorter; nil when none ever is.
  package var compaction: CompactionWords?

  /// What the user allows, where that differs from the agents' definitions.
  package struct Limits: Hashable, Sendable {
    /// Answers in one agent's run.
    package var turns: Int?

    /// Tokens of the whole run of the program, all agents included.
    package var tokens: Int?

    /// US dollars of the whole run of the program.
    package var money: Money?

    /// Tokens of one answer.
    package var outputTokens: Int?

    /// Tokens that the model may think before each answer; nil for none.
    package var thinkingTokens: Int?

    package init(
      turns: Int? = nil, tokens: Int? = nil, money: Money? = nil, outputTokens: Int? = nil, thinkingTokens: Int? = nil
    ) {
      self.turns = turns
      self.tokens = tokens
      self.money = money
      self.outputTokens = outputTokens
      self.thinkingTokens = thinkingTokens
    }
  }

  package init(
    models: [AgentModel], limits: Limits = Limits(), permissions: PermissionSettings = PermissionSettings(),
    extensions: AgentExtensions = AgentExtensions(), compaction: CompactionWords? = nil
  ) {
    self.models = models
    self.limits = limits
    self.permissions = permissions
    self.extensions = extensions
    self.compaction = compaction
  }

  /// Tokens of the first model's window; nil when that is not known.
  package var window: Int? { models.first?.contextTokens }

  /// The tools that an agent's definition lists, and those that the user's settings add.
  ///
  /// - Parameters:
  ///   - tools: what there is to choose from.
  ///   - without: names of its definition's that make no sense in this run.
  package func toolbox(
    of agent: AgentDefinition, choosing tools: [any Tool], without: Set<String> = []
  ) throws -> Toolbox {
    let names = agent.tools.filter { !without.contains($0) }
    let added = extensions.tools(under: PermissionPolicy(of: agent, permissions))
    // What can say more than a result takes comes with the tool that pages through it.
    let paging = added.isEmpty || names.contains("read_output") ? [] : ["read_output"]
    return Toolbox(try Toolbox(tools).selecting(names + paging).tools + added)
  }

  /// The most tokens of one answer of an agent's.
  package func outputTokens(of agent: AgentDefinition) -> Int {
    min(limits.outputTokens ?? agent.maximumOutputTokens, window.map { $0 / 4 } ?? .max)
  }

  /// A runtime for an agent.
  ///
  /// - Parameters:
  ///   - agent: the agent, whose limits the user's take the place of.
  ///   - finalTool: the tool that ends the run; nil for that of the definition.
  ///   - toolbox: what it may call.
  ///   - time: how long it may take; nil for no bound.
  ///   - budget: what it draws from, with others.
  ///   - outputs: keeps results that are too long, for its `read_output`.
  ///   - observe: is told of its requests.
  package func runtime(
    for agent: AgentDefinition, endingWith finalTool: String? = nil, toolbox: Toolbox, time: Duration?,
    budget: SharedBudget, outputs: any OutputStore, observe: @escaping @Sendable (RunNotice) -> Void = { _ in }
  ) throws -> AgentRuntime {
    var configuration = try AgentConfiguration(agent, time: time, compaction: compaction)
    if let finalTool { configuration.finalTool = finalTool }
    if let turns = limits.turns { configuration.limits.turns = turns }
    if let tokens = limits.tokens { configuration.limits.tokens = tokens }
    return AgentRuntime(
      configuration: configuration, models: models, toolbox: toolbox, maximumOutputTokens: outputTokens(of: agent),
      thinkingBudget: limits.thinkingTokens, permissions: PermissionPolicy(of: agent, permissions), budget: budget,
      hooks: AgentHooks(extensions.hooks, agent: agent.name), outputs: outputs, observe: observe)
  }
}
