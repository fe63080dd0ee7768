package import AgentKernel
internal import Models
package import SourceText
package import Tools

/// Who writes tests besides the engines that need no model.
package struct GenerationModel: Sendable {
  /// On what terms it runs.
  let terms: AgentTerms

  /// The agent that writes; which one depends on the language.
  package var writer: AgentDefinition

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

  package typealias Limits = AgentTerms.Limits

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
    terms = AgentTerms(
      models: models, limits: limits, permissions: permissions, extensions: extensions, compaction: compaction)
    self.writer = writer
    self.files = files
    self.userInstructions = userInstructions
    self.projectInstructions = projectInstructions
    budget = SharedBudget(
      Budget(tokens: limits.tokens ?? writer.limits.tokens, money: limits.money), observe: spent)
  }

  /// Who answers, at least one; each after the first only when the ones before it fail.
  package var models: [AgentModel] { terms.models }

  /// Bytes of a first message, about a third of the window: the rest is for reading on and for what comes back.
  var messageLimit: Int { min(Self.mostMessage, terms.window ?? .max) }

  private static let mostMessage = 64 << 10

  /// The tools that the agent's definition lists, and those that the user's settings add.
  ///
  /// - Parameters:
  ///   - proposing: takes the tests.
  ///   - outputs: keeps results that are too long.
  func toolbox(proposing: any Tool, outputs: SpilledOutputs) throws -> Toolbox {
    try terms.toolbox(
      of: writer,
      choosing: [
        ReadFileTool(files), ListFilesTool(files), GlobTool(files), GrepTool(files), ReadOutputTool(outputs),
        TodoTool(), proposing,
      ])
  }

  /// - Parameters:
  ///   - time: how long the conversation may take; nil for no bound.
  ///   - observe: is told of its requests.
  func runtime(
    _ toolbox: Toolbox, time: Duration?, outputs: SpilledOutputs, observe: @escaping @Sendable (RunNotice) -> Void
  ) throws -> AgentRuntime {
    try terms.runtime(
      for: writer, toolbox: toolbox, time: time, budget: budget, outputs: outputs, observe: observe)
  }
}
