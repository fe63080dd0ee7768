import CommandLineSupport
import Editing
import Git
import Processes
import Refactoring
import SourceText
import TestGeneration
import Verification

/// One run from the command line: configuration, plan, run, result, report, exit status.
struct RunSession {
  let command: RunCommand

  private var environment: [String: String] { ProcessEnvironment.currentVariables }

  func run() async throws {
    let progress = ProgressLine(terminal: Terminal(environment: environment))
    defer { progress.finish() }
    var warnings: [String] = []
    let settings = try Configuration(
      Configuration.Layers(userFile: try ConfigurationFile.user(environment: environment), environment: environment),
      warnings: &warnings)
    for warning in warnings { StandardStream.error.say("refactor: \(warning)") }
    let recipes = RecipeSettings(environment: environment)
    let catalogue = try recipes.catalogue()
    guard let word = command.recipe else { return try refuse(command.goal ?? "", catalogue, settings) }
    let recipe = try catalogue.recipe(word)
    try command.patch.map(PatchOutput.init)?.check()
    let repository = try await command.repository.open()
    let sandbox = try await Sandbox.prepared(choice: settings.sandbox.value)
    let engines = recipes.engines(sandbox: sandbox, outside: await repository.location.workTree)
    let planned = try catalogue.plan(recipe, given: try parameters(), settings: engines)
    let place = try await place(repository, sandbox, settings)
    let run = RefactoringRun(
      planned.plan, try options(planned, text: try catalogue.text(of: recipe)), in: place, calls: Self.calls
    ) { step in
      if !command.quiet { progress.update(Self.words(of: step)) }
    }
    if command.dryRun || command.check {
      let report = try await run.preview()
      progress.finish()
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
  private func refuse(_ goal: String, _ catalogue: RecipeCatalogue, _ settings: Configuration) throws {
    let near = RecipeRanking.matches(of: goal, in: catalogue.recipes).prefix(5).map(\.recipe)
    let reason =
      settings.model.value == nil
      ? "a goal needs a model to plan it, and none is configured"
      : "goals are not planned by a model yet"
    let help =
      near.isEmpty
      ? "no recipe speaks of it; `refactor recipes list` shows what there is"
      : "recipes that may serve: " + near.map { "\($0.name) (\($0.summary))" }.joined(separator: "; ")
    throw CommandLineError(.usage, "\(reason); \(help)")
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

  private func options(_ planned: PlannedRecipe, text: String) throws -> RunOptions {
    var usual = Gate.usual
    for name in planned.gates.off { if let gate = Gate(rawValue: name) { usual.remove(gate) } }
    for name in planned.gates.on { if let gate = Gate(rawValue: name) { usual.insert(gate) } }
    let message = try CommitMessage(command.message ?? planned.commit ?? CommitMessage.usual)
    let steps = StepOptions(
      scope: try command.paths.filter { $0 != "." }.map(Self.path), batchLimit: command.batch,
      failsFast: command.failFast, deadline: command.deadlineSeconds.map { .now + .seconds($0) }, message: message
    ) { WallClock.seconds * 1000 }
    return RunOptions(
      base: command.base, branch: command.branch,
      result: command.apply ? .apply : command.patch == nil ? .branch : .patch,
      gates: try command.chosenGates(from: usual), testRuns: command.testRuns, allowsRed: command.allowRed,
      resumes: command.resume, skipsHooks: command.skipHooks, author: command.author,
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
    if command.apply {
      let count = try await delivery.apply(report)
      StandardStream.error.say("refactor: changed \(count) \(count == 1 ? "file" : "files") of the work tree")
    } else if let path = command.patch {
      let series = try await delivery.series(of: report)
      if let file = PatchOutput(path).path { try RunResults.write(series, to: file) }
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
    if isCheck, !report.done.isEmpty { return .threshold }
    if report.stop == .deadline { return .budget }
    return report.left.isEmpty && report.failures.isEmpty && report.stop == nil ? nil : .partial
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
