import AgentKernel
import CommandLineSupport
import Git
import Models
import ProjectContext
import Redaction
import SourceText
import TestGeneration
import Tools
import Verification

extension GenerationSession {
  /// The model that the configuration names, ready to be asked; nil when it names none, or the user wants none.
  ///
  /// - Parameters:
  ///   - settings: what is configured.
  ///   - repository: what its tools read: the work tree, or the last commit of a repository without one.
  ///   - spent: is told what all answers so far cost, in words for a person.
  /// - Throws: `CommandLineError`, `ModelError`, `GitError`.
  func model(
    _ settings: Configuration, of repository: any Repository, in folder: ProjectFolder,
    spent: @escaping @Sendable (String) -> Void
  ) async throws -> GenerationModel? {
    guard !command.models.noModel else {
      guard payload == nil else {
        throw CommandLineError(.configuration, "--show-payload shows what a model would get; leave --no-model out")
      }
      return nil
    }
    let configured = try await ConfiguredModel.assembled(
      from: settings, environment: environment, cassettes: command.cassettes.cassettes, payload: payload)
    guard let configured else { return nil }
    var warnings = configured.warnings
    let extensions = await AgentExtensions.assembled(from: settings, environment: environment, warnings: &warnings)
    for warning in warnings { StandardStream.error.say("gen-tests: \(warning)") }
    func chosen<Value>(_ setting: Setting<Value>) -> Value? { setting.origin == .builtIn ? nil : setting.value }
    let head = Snapshot.commit(try await repository.commit(named: "HEAD").id)
    let hasWorkTree = await repository.location.workTree != nil
    let view = RepositoryView(
      repository: repository, base: head, head: hasWorkTree ? .workTree : head, change: ChangeSet())
    let files: any FileView = if let path = folder.path { FolderView(path, of: view) } else { view }
    return GenerationModel(
      models: configured.models, writer: try writer(for: .swiftPackage),
      limits: GenerationModel.Limits(
        turns: chosen(settings.maximumTurns), tokens: chosen(settings.maximumTokens), money: configured.maximumCost,
        outputTokens: chosen(settings.maximumOutputTokens),
        thinkingTokens: settings.thinkingTokens.value > 0 ? settings.thinkingTokens.value : nil),
      permissions: settings.permissions, extensions: extensions,
      compaction: try AgentFiles.compactionWords(environment: environment),
      files: files,
      userInstructions: try userInstructions(),
      projectInstructions: { try await Self.projectInstructions(for: folder.whole($0), at: head, in: repository) },
      spent: { spending in
        let money = spending.cost.unpricedTokens == 0 ? ", \(spending.cost.money)" : ""
        EventStream.ofProcess.send(spending)
        spent("; \(spending.usage.prompt) tokens in, \(spending.usage.output) out\(money)")
      })
  }

  /// The agent that writes tests for a kind of project.
  ///
  /// - Throws: `CommandLineError` when the user's own definition cannot be used.
  func writer(for kind: ProjectLayout.Kind) throws -> AgentDefinition {
    let name =
      switch kind {
      case .swiftPackage: "gen-tests"
      case .python: "gen-tests-python"
      case .configured: "gen-tests-files"
      }
    return try AgentFiles.definition(named: name, environment: environment)
  }

  /// What the project's maintainers tell those who work on some files, as the last commit has it.
  private static func projectInstructions(
    for paths: [RelativePath], at head: Snapshot, in repository: any Repository
  ) async throws -> String {
    let instructions = try await InstructionFiles.reading(for: paths, at: head, in: repository)
    for warning in instructions.warnings { StandardStream.error.say("gen-tests: \(warning)") }
    return instructions.files.map { file in
      "--- \(TerminalText.singleLine(file.path.string, limit: 1000))\n\(file.text)"
    }.joined(separator: "\n")
  }

  /// What the user tells all agents: in a replay what was told then, so that the requests have the bytes that they had.
  private func userInstructions() throws -> String {
    let record = try RecordedBriefs(command.cassettes.cassettes)
    if let recorded = record?.brief(for: Self.briefKey) { return recorded.userInstructions }
    let text = try UserInstructions.text(environment: environment) ?? ""
    try record?.keep(ProjectBrief(userInstructions: text), for: Self.briefKey)
    return text
  }

  private static let briefKey = "gen-tests"

  /// What the program's exit code says of how a conversation ended.
  static func status(of outcome: Outcome) -> ExitStatus? {
    switch outcome {
    case .answered, .completed: nil
    case .budgetReached, .incomplete: .budget
    case .providerFailed, .refused, .invalidOutput, .wentInCircles: .infrastructure
    case .denied: .denied
    case .interrupted: .interrupted
    }
  }

  /// Prints the request that would have gone to the model first.
  ///
  /// A terminal gets the characters that nobody sees in visible form; a file or a pipe gets the bytes.
  func show(_ payload: CapturingTransport) throws {
    guard let request = payload.request else {
      return StandardStream.error.say(
        "gen-tests: nothing would be sent: there is nothing that the model would be asked about")
    }
    let isRead = command.output == nil && StandardStream.output.isTerminal
    try OutputOptions.write(
      isRead ? TerminalText.escaped(request.payload) + "\n" : request.payload, into: command.output, else: .output)
  }
}
