package import AgentKernel
internal import Models
package import SourceText
package import Tools

/// Who writes tests besides the engines that need no model.
package struct GenerationModel: Sendable {
  /// Who answers, at least one; each after the first only when the ones before it fail.
  package let models: [AgentModel]

  /// The agent that writes; which one depends on the language.
  package var writer: AgentDefinition

  package let limits: Limits

  package let permissions: PermissionSettings

  /// What the user's configuration adds to the agent.
  package let extensions: AgentExtensions

  /// What is said to a model whose conversation is made shorter; nil when none ever is.
  package let compaction: CompactionWords?

  /// The project's files, for the tools that read.
  package let files: any FileView

  /// What the user tells all agents; empty for nothing.
  package let userInstructions: String

  /// What the project's maintainers tell those who work on some files; empty for nothing.
  package let projectInstructions: @Sendable ([RelativePath]) async throws -> String

  /// Keeps what the agent says and does; nil to keep nothing.
  package var recording: RunRecording?

  /// What all conversations of the run draw from.
  let budget: SharedBudget

  /// What the user allows, where that differs from the agent's definition.
  package struct Limits: Hashable, Sendable {
    /// Answers in one conversation.
    package var turns: Int?

    /// Tokens of all conversations together.
    package var tokens: Int?

    /// US dollars of all conversations together.
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

  /// - Parameters:
  ///   - models: who answers.
  ///   - writer: the agent `gen-tests`.
  ///   - files: what its tools read.
  ///   - projectInstructions: what the project's maintainers tell those who work on some files.
  ///   - spent: is told what all answers so far cost.
  package init(
    models: [AgentModel], writer: AgentDefinition, limits: Limits = Limits(),
    permissions: PermissionSettings = PermissionSettings(), extensions: AgentExtensions = AgentExtensions(),
    compaction: CompactionWords? = nil, files: any FileView, userInstructions: String = "",
    projectInstructions: @escaping @Sendable ([RelativePath]) async throws -> String = { _ in "" },
    spent: @escaping @Sendable (Spending) -> Void = { _ in }
  ) {
    self.models = models
    self.writer = writer
    self.limits = limits
    self.permissions = permissions
    self.extensions = extensions
    self.compaction = compaction
    self.files = files
    self.userInstructions = userInstructions
    self.projectInstructions = projectInstructions
    budget = SharedBudget(
      Budget(tokens: limits.tokens ?? writer.limits.tokens, money: limits.money), observe: spent)
  }

  /// Tokens of the first model's window; nil when that is not known.
  private var window: Int? { models.first?.contextTokens }

  /// Bytes of a first message, about a third of the window: the rest is for reading on and for what comes back.
  var messageLimit: Int { min(Self.mostMessage, window ?? .max) }

  private static let mostMessage = 64 << 10

  /// The tools that the agent's definition lists, and those that the user's settings add.
  ///
  /// - Parameters:
  ///   - proposing: takes the tests.
  ///   - outputs: keeps results that are too long.
  func toolbox(proposing: any Tool, outputs: SpilledOutputs) throws -> Toolbox {
    let all = Toolbox([
      ReadFileTool(files), ListFilesTool(files), GlobTool(files), GrepTool(files), ReadOutputTool(outputs), TodoTool(),
      proposing,
    ])
    let added = extensions.tools(under: PermissionPolicy(of: writer, permissions))
    let paging = added.isEmpty || writer.tools.contains("read_output") ? [] : ["read_output"]
    return Toolbox(try all.selecting(writer.tools + paging).tools + added)
  }

  /// - Parameters:
  ///   - time: how long the conversation may take; nil for no bound.
  ///   - observe: is told of its requests.
  func runtime(
    _ toolbox: Toolbox, time: Duration?, outputs: SpilledOutputs, observe: @escaping @Sendable (RunNotice) -> Void
  ) throws -> AgentRuntime {
    var configuration = try AgentConfiguration(writer, time: time, compaction: compaction)
    if let turns = limits.turns { configuration.limits.turns = turns }
    if let tokens = limits.tokens { configuration.limits.tokens = tokens }
    let outputTokens = min(limits.outputTokens ?? writer.maximumOutputTokens, window.map { $0 / 4 } ?? .max)
    return AgentRuntime(
      configuration: configuration, models: models, toolbox: toolbox, maximumOutputTokens: outputTokens,
      thinkingBudget: limits.thinkingTokens, permissions: PermissionPolicy(of: writer, permissions), budget: budget,
      hooks: AgentHooks(extensions.hooks, agent: writer.name), outputs: outputs, observe: observe)
  }
}
