package import Models

/// An agent that another one may send.
package struct SubAgent: Sendable {
  package let definition: AgentDefinition

  /// What it may call.
  package let toolbox: Toolbox

  /// Its system prompt's sections, what never changes first.
  package let system: [SystemSection]

  /// An agent with the tools of its definition.
  ///
  /// - Parameters:
  ///   - definition: who it is.
  ///   - tools: the tools among which its definition chooses.
  /// - Throws: `AgentKernelError` when a tool is not there, and as below.
  package init(_ definition: AgentDefinition, choosing tools: [any Tool]) throws(AgentKernelError) {
    try Self.refuse(sending: definition)
    try self.init(definition, toolbox: try Toolbox(tools).selecting(definition.tools))
  }

  /// - Parameters:
  ///   - definition: who it is; its section `System` is the prompt.
  ///   - toolbox: what it may call.
  /// - Throws: `AgentKernelError` when a section is missing, or when the agent could send agents itself: one level is enough,
  ///   and its cost can be foreseen.
  package init(_ definition: AgentDefinition, toolbox: Toolbox) throws(AgentKernelError) {
    try Self.refuse(sending: definition)
    self.definition = definition
    self.toolbox = toolbox
    system = [SystemSection(text: try definition.section("System"), endsCacheablePrefix: true)]
    // What a run needs is looked for before a model counts on it.
    _ = try AgentConfiguration(definition)
  }

  private static func refuse(sending definition: AgentDefinition) throws(AgentKernelError) {
    guard definition.tools.contains(SubAgentTool.name) else { return }
    throw AgentKernelError(
      .invalidDefinition, "the agent \(definition.name) is sent by others and may not have \(SubAgentTool.name)")
  }
}

/// What agents that are sent have from the run that sends them.
package struct SubAgentSurroundings: Sendable {
  /// Who answers: the same models, with the same circuit breakers.
  package var models: [AgentModel]

  /// What the run and all agents that it sends may use together; nil when each has only its own limits.
  package var budget: SharedBudget?

  /// What the run may do; an agent that it sends may do no more.
  package var permissions: PermissionPolicy

  /// When the run ends; nil when that is not bounded.
  package var deadline: ContinuousClock.Instant?

  /// The most tokens of one answer; nil for what the agents' definitions say.
  package var maximumOutputTokens: Int?

  /// Tokens that the model may think before each answer; nil for none.
  package var thinkingBudget: Int?

  /// Asks a person where an attended policy wants it.
  package var ask: ToolScheduler.Asking

  /// What is said to a model whose conversation is made shorter; nil when none ever is.
  package var compaction: CompactionWords?

  /// The user's hooks, which are asked in the runs of agents that are sent too.
  package var hooks: [any AgentHook]

  /// Keeps results that are too long.
  package var outputs: (any OutputStore)?

  /// Keeps what the agents say and do; nil to keep nothing.
  package var recording: RunRecording?

  package init(
    models: [AgentModel] = [], budget: SharedBudget? = nil, permissions: PermissionPolicy = PermissionPolicy(),
    deadline: ContinuousClock.Instant? = nil, maximumOutputTokens: Int? = nil, thinkingBudget: Int? = nil,
    compaction: CompactionWords? = nil, ask: @escaping ToolScheduler.Asking = { _, _ in false },
    hooks: [any AgentHook] = [], outputs: (any OutputStore)? = nil, recording: RunRecording? = nil
  ) {
    self.compaction = compaction
    self.hooks = hooks
    self.outputs = outputs
    self.models = models
    self.budget = budget
    self.permissions = permissions
    self.deadline = deadline
    self.maximumOutputTokens = maximumOutputTokens
    self.thinkingBudget = thinkingBudget
    self.ask = ask
    self.recording = recording
  }
}

extension PermissionPolicy {
  /// The policy of an agent that an agent under this one sends: never wider than either.
  package func narrowed(for agent: AgentDefinition) -> PermissionPolicy {
    PermissionPolicy(
      agent: agent.name, mode: max(mode, agent.permissionMode ?? mode), ceiling: min(ceiling, agent.ceiling),
      rules: rules, isAttended: isAttended)
  }
}
