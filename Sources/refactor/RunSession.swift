import CommandLineSupport
import Editing
import Git
import Models
import Processes
import Refactoring
import SourceText
import TestGeneration
import Verification

/// One run from the command line: configuration, plan, run, result, report, exit status.
struct RunSession {
  let command: RunCommand

  var environment: [String: String] { ProcessEnvironment.currentVariables }

  func run() async throws {
    do {
      try await work()
    } catch let error where !(error is ExitStatus) && !(error is CancellationError) {
      // Who runs many reads this, and wants to know whether another try is worth it; the report as such was not written.
      if command.format == .json, command.output != nil {
        let text = JSONRefactoringFailure.text(of: error, words: error.words)
        try? OutputOptions.write(text, into: command.output, else: .error)
      }
      throw error
    }
  }

  private func work() async throws {
    let progress = ProgressLine(terminal: Terminal(environment: environment))
    defer { progress.finish() }
    var warnings: [String] = []
    let settings = try Configuration(
      Configuration.Layers(
        userFile: try ConfigurationFile.user(environment: environment), environment: environment,
        flags: command.models.flags()),
      warnings: &warnings)
    for warning in warnings { StandardStream.error.say("refactor: \(warning)") }
    let recipes = RecipeSettings(environment: environment)
    let catalogue = try recipes.catalogue()
    let recipe = try command.recipe.map(catalogue.recipe)
    if recipe == nil, !hasModel(settings) { return try refuse(command.goal ?? "", catalogue) }
    try command.patch.map(PatchOutput.init)?.check(mayBeThere: command.resume)
    let repository = try await command.repository.open()
    let spent = SpentSoFar()
    let payload = command.showPayload ? CapturingTransport() : nil
    // What is wrong with its configuration is told before the time is spent.
    let model =
      recipe == nil ? try await self.model(settings, of: repository, payload: payload) { spent.text = $0 } : nil
    let sandbox = try await Sandbox.prepared(choice: settings.sandbox.value)
    let engines = recipes.engines(sandbox: sandbox, outside: await repository.location.workTree)
    let planned = try recipe.map { try catalogue.plan($0, given: try parameters(), settings: engines) }
    let plan = planned?.plan ?? goalPlan(model, catalogue, engines)
    let place = try await place(repository, sandbox, settings)
    let text = try recipe.map(catalogue.text) ?? command.goal ?? ""
    let run = RefactoringRun(plan, try options(planned, text: text), in: place, calls: Self.calls) { step in
      if !command.quiet { progress.update(Self.words(of: step) + spent.text) }
    }
    if command.dryRun || command.check || payload != nil {
      let report = try await run.preview()
      progress.finish()
      if let payload { return try show(payload) }
      return try show(command.check ? Self.withoutDifference(report) : report)
    }
    let report = try await run.run()
    let patch = try await deliver(report, RunDelivery(of: place))
    progress.finish()
    // Who reads the patches from a pipe reads nothing else there.
    if let patch, command.patch == "-" { try PatchOutput.writeToStandardOutput(patch) }
    try show(report, on: command.patch == "-" ? .error : .output)
  }

  /// What the gate `behaviour` calls.
  private static let calls: RecordedBehaviour.Source = { package, module, files in
    let calls = try await ModuleCalls(of: module, in: files, package: package)
    return RecordedBehaviour.Calls(
      candidates: calls.candidates, hiddenProperties: calls.hiddenProperties, usesFoundation: calls.usesFoundation)
  }

  // MARK: - What is asked for

  /// Without a model a goal cannot be planned, but recipes that speak of it can be named.
  private func refuse(_ goal: String, _ catalogue: RecipeCatalogue) throws {
    let near = RecipeRanking.matches(of: goal, in: catalogue.recipes).prefix(5).map(\.recipe)
    let reason =
      command.models.noModel
      ? "a goal needs a model to plan it; leave --no-model out"
      : "a goal needs a model to plan it, and none is configured"
    let help =
      near.isEmpty
      ? "no recipe speaks of it; `refactor recipes list` shows what there is"
      : "recipes that may serve: " + near.map { "\($0.name) (\($0.summary))" }.joined(separator: "; ")
    throw CommandLineError(.usage, "\(reason); \(help)")
  }

  private func goalPlan(
    _ model: RefactoringModel?, _ catalogue: RecipeCatalogue, _ engines: EngineSettings
  ) -> ChangePlan {
    let goal = command.goal ?? ""
    let asked = model.map { [ModelEngine(goal, asking: $0, choosing: catalogue, settings: engines)] }
    return ChangePlan(name: GoalName.name(of: goal), summary: goal, engines: asked ?? [])
  }

  /// Whether a model can be asked; what is wrong with its configuration is told by who puts it together.
  private func hasModel(_ settings: Configuration) -> Bool {
    guard !command.models.noModel else { return false }
    let isAskedFor = command.showPayload || command.cassettes.cassettes != ConfiguredModel.Cassettes()
    return isAskedFor || settings.model.value != nil || settings.baseURL.value != nil
  }

  private func parameters() throws -> [String: String] {
    var values: [String: String] = [:]
    for parameter in command.parameters {
      let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard values.updateValue(parts[1], forKey: parts[0]) == nil else {
        throw CommandLineError(.usage, "--param \(parts[0]) is given twice")
      }
    }
    return values
  }

  private func place(
    _ repository: any Repository, _ sandbox: Sandbox, _ settings: Configuration
  ) async throws -> RunPlace {
    guard let state = StateFolder.path(environment: environment) else {
      throw CommandLineError(
        .configuration, "there is no folder for copies of the project: set HOME or XDG_STATE_HOME to an absolute path")
    }
    let location = await repository.location
    let preparation = try await Preparation.assembled(
      from: settings, for: repository, program: "refactor", environment: environment)
    var prepared: RunPlace.PreparedFiles?
    if let preparation {
      prepared = { commit in (preparation, try await CommitFiles(of: commit, in: repository)) }
    }
    return RunPlace(
      repository: repository,
      writer: try await RepositoryOpener.openForWriting(
        at: location.workTree ?? location.gitFolder, trustingOwner: command.repository.trustRepositoryOwner),
      state: state, sandbox: sandbox, environment: environment,
      folders: ProgramFolders.searched(environment: environment, outside: location.workTree),
      projects: settings.projects.map(\.value), prepared: prepared)
  }

  private func options(_ planned: PlannedRecipe?, text: String) throws -> RunOptions {
    var usual = Gate.usual
    for name in planned?.gates.off ?? [] { if let gate = Gate(rawValue: name) { usual.remove(gate) } }
    for name in planned?.gates.on ?? [] { if let gate = Gate(rawValue: name) { usual.insert(gate) } }
    let message = try CommitMessage(
      command.message ?? planned?.commit ?? (planned == nil ? ModelEngine.commitTemplate : CommitMessage.usual))
    let steps = StepOptions(
      scope: try command.paths.filter { $0 != "." }.map(Self.path), batchLimit: command.batch,
      eachCommit: command.eachCommit, failsFast: command.failFast,
      deadline: command.deadlineSeconds.map { .now + .seconds($0) }, message: message
    ) { WallClock.seconds * 1000 }
    return RunOptions(
      base: command.base, branch: command.branch,
      result: command.apply ? .apply : command.patch == nil ? .branch : .patch,
      gates: try command.chosenGates(from: usual), testRuns: command.testRuns, allowsRed: command.allowRed,
      resumes: command.resume, retriesLeft: command.retryLeft, skipsHooks: command.skipHooks, author: command.author,
      fingerprint: ([text] + command.parameters.sorted()).joined(separator: "\n"), steps: steps)
  }

  private static func path(_ text: String) throws -> RelativePath {
    var text = text.hasPrefix("./") ? String(text.dropFirst(2)) : text
    while text.hasSuffix("/"), text.count > 1 { text.removeLast() }
    do {
      return try RelativePath(text)
    } catch {
      throw CommandLineError(.usage, "\(error); name what lies below the repository's root")
    }
  }

  // MARK: - What came of it

  /// - Returns: the series of patches, where that was asked for.
  private func deliver(_ report: RefactoringReport, _ delivery: RunDelivery) async throws -> [UInt8]? {
    guard !report.commits.isEmpty else { return nil }
    if report.isStoppedEarly, command.apply || command.patch != nil {
      let what = command.apply ? "nothing was applied" : "no patch was written"
      StandardStream.error.say(
        "refactor: \(what), since the run was stopped; what it made is kept in \(report.reference ?? ""), and --resume goes "
          + "on")
      return nil
    }
    if command.apply {
      let count = try await delivery.apply(report)
      StandardStream.error.say("refactor: changed \(count) \(count == 1 ? "file" : "files") of the work tree")
    } else if let path = command.patch {
      let series = try await delivery.series(of: report)
      if let file = PatchOutput(path).path { try RunDelivery.write(series, to: file) }
      try await delivery.forget(report)
      return series
    }
    try await delivery.forget(report)
    return nil
  }

  private func show(_ report: RefactoringReport, on stream: StandardStream = .output) throws {
    let text =
      command.format == .json ? JSONRefactoringReport.text(of: report) : TextRefactoringReport.text(of: report)
    try OutputOptions.write(text, into: command.output, else: stream)
    if let status = Self.status(of: report, isCheck: command.check) { throw status }
  }

  /// Nil when all is well.
  private static func status(of report: RefactoringReport, isCheck: Bool) -> ExitStatus? {
    if case .engine(let error)? = report.stop { return error.exitStatus }
    if isCheck, !report.done.isEmpty { return .threshold }
    if report.stop == .deadline || report.goal?.isCutShort == true { return .budget }
    return report.isWhole ? nil : .partial
  }

  private static func withoutDifference(_ report: RefactoringReport) -> RefactoringReport {
    var report = report
    report.difference = ""
    return report
  }

  private static func words(of step: StepProgress) -> String {
    var words = step.words
    if let done = step.done, let total = step.total { words = "step \(done + 1) of \(total): \(words)" }
    if let remaining = step.remaining {
      let seconds = Int(remaining / .seconds(1))
      words += seconds < 90 ? " (about \(seconds) s more)" : " (about \((seconds + 30) / 60) min more)"
    }
    return words
  }
}
