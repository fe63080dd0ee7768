import AgentKernel
import CommandLineSupport
import Git
import JSON
import Models
import ProjectContext
import Redaction
import Refactoring

extension RunSession {
  /// The model that the configuration names, ready to be asked; nil when it names none, or the user wants none.
  ///
  /// - Parameter spent: is told what all answers so far cost, in words for a person.
  /// - Throws: `CommandLineError`, `ModelError`.
  func model(
    _ settings: Configuration, of repository: any Repository, payload: CapturingTransport?,
    spent: @escaping @Sendable (String) -> Void
  ) async throws -> RefactoringModel? {
    guard !command.models.noModel else { return nil }
    let isLive = payload == nil && command.cassettes.cassettes == ConfiguredModel.Cassettes()
    // What led to steps that were left would lead there again.
    let isAskedAnew = command.askAnew || command.retryLeft
    // Who wants no transcript wants no other copy of what was said either.
    let keepsAnswers = isLive && !isAskedAnew && !command.noTranscript && settings.retention != nil
    let configured = try await ConfiguredModel.assembled(
      from: settings, environment: environment, cassettes: command.cassettes.cassettes, payload: payload,
      answers: keepsAnswers ? StateFolder.path(environment: environment).map { AnswerCache("\($0)/answers") } : nil)
    guard let configured else { return nil }
    var warnings = configured.warnings
    let extensions = await AgentExtensions.assembled(from: settings, environment: environment, warnings: &warnings)
    for warning in warnings { StandardStream.error.say("refactor: \(warning)") }
    func chosen<Value>(_ setting: Setting<Value>) -> Value? { setting.origin == .builtIn ? nil : setting.value }
    let terms = AgentTerms(
      models: configured.models,
      limits: AgentTerms.Limits(
        turns: chosen(settings.maximumTurns), tokens: chosen(settings.maximumTokens), money: configured.maximumCost,
        outputTokens: chosen(settings.maximumOutputTokens),
        thinkingTokens: settings.thinkingTokens.value > 0 ? settings.thinkingTokens.value : nil),
      permissions: settings.permissions, extensions: extensions,
      compaction: try AgentFiles.compactionWords(environment: environment))
    var model = RefactoringModel(
      terms: terms, agent: try AgentFiles.definition(named: "refactor", environment: environment),
      userInstructions: try userInstructions(),
      deadline: command.deadlineSeconds.map { .now + .seconds($0) },
      spent: { spending in
        let money = spending.cost.unpricedTokens == 0 ? ", \(spending.cost.money)" : ""
        spent("; \(spending.usage.prompt) tokens in, \(spending.usage.output) out\(money)")
      })
    if payload == nil { model.recording = try recording(at: await repository.location, settings) }
    return model
  }

  /// What the user tells all agents: in a replay what was told then, so that the requests have the bytes that they had.
  private func userInstructions() throws -> String {
    let record = try RecordedBriefs(command.cassettes.cassettes)
    if let recorded = record?.brief(for: Self.briefKey) { return recorded.userInstructions }
    let text = try UserInstructions.text(environment: environment) ?? ""
    try record?.keep(ProjectBrief(userInstructions: text), for: Self.briefKey)
    return text
  }

  private static let briefKey = "refactor"

  /// Begins to keep what the model says and does.
  ///
  /// - Returns: nil when nothing is to be kept.
  private func recording(at location: RepositoryLocation, _ settings: Configuration) throws -> RunRecording? {
    guard !command.noTranscript, let retention = settings.retention,
      let folder = TranscriptPlace.folder(environment: environment)
    else { return nil }
    let recording = try RunRecording(
      program: "refactor \(Version.text)", target: ["kind": "goal", "value": .string(command.goal ?? "")],
      place: location.workTree ?? location.gitFolder, in: folder,
      warn: { StandardStream.error.say("refactor: \($0)") })
    // While the project is built, so that neither the first request nor the end waits for it.
    let pruning = Task { folder.prune(retention, except: recording.id) }
    ProgramEndings.ofProcess.add { status in
      await recording.end(status: status.name, exitCode: Int(status.rawValue))
      await pruning.value
    }
    return recording
  }

  /// Prints the request that would have gone to the model first.
  ///
  /// A terminal gets the characters that nobody sees in visible form; a file or a pipe gets the bytes.
  func show(_ payload: CapturingTransport) throws {
    guard let request = payload.request else {
      return StandardStream.error.say("refactor: nothing would be sent")
    }
    let isRead = command.output == nil && StandardStream.output.isTerminal
    try OutputOptions.write(
      isRead ? TerminalText.escaped(request.payload) + "\n" : request.payload, into: command.output, else: .output)
  }
}
