import CommandLineSupport
import Editing
import Git
import Models
import Mutation
import Processes
import SourceText
import TestGeneration
import Verification

/// One run from the command line: configuration, copies, pipeline, report, result, exit status.
struct GenerationSession {
  let command: GenerateCommand

  /// Takes the first request to the model, which is shown and not sent; nil for a run.
  let payload: CapturingTransport?

  var environment: [String: String] { ProcessEnvironment.currentVariables }

  func run() async throws {
    let progress = ProgressLine(terminal: Terminal(environment: environment))
    defer { progress.finish() }
    var warnings: [String] = []
    let settings = try Configuration(
      Configuration.Layers(
        userFile: try ConfigurationFile.user(environment: environment), environment: environment,
        flags: command.models.flags()),
      warnings: &warnings)
    for warning in warnings { StandardStream.error.say("gen-tests: \(warning)") }
    let repository = try await command.repository.open()
    try await refuseBranchThatIsThere(in: repository)
    let wanted = try await target(in: repository)
    let folder = try await ProjectFolder.find(named: command.project, for: wanted, in: repository)
    let target = try folder.target(wanted)
    let choice = ProjectChoice(
      configured: settings.projects.map(\.value), environment: environment,
      workTree: await repository.location.workTree)
    let spent = SpentSoFar()
    let isOnlyPlan = command.dryRun || command.explain
    // What is wrong with its configuration is told before the time is spent.
    var model: GenerationModel?
    if !isOnlyPlan { model = try await self.model(settings, of: repository, in: folder) { spent.text = $0 } }
    if !isOnlyPlan, model != nil || EventStream.ofProcess.isOpen || command.events.trace != nil {
      let recording = try recording(at: await repository.location, isKept: model != nil, settings)
      model?.recording = recording
    }
    let copies = try await ProjectCopies.claim(
      of: repository, in: folder, sandbox: try await Sandbox.prepared(choice: settings.sandbox.value), choice: choice,
      // The other program of the suite prepares, and both find what it kept.
      preparation: try await Preparation.assembled(
        from: settings, for: repository, program: "gen-tests", environment: environment),
      environment: environment)
    try refuseBranch(onto: copies)
    model?.writer = try writer(for: copies.kind)
    let ticker = ProgressTicker(progress: progress, spent: spent, terminal: Terminal(environment: environment))
    defer { ticker.stop() }
    let generation = try choice.generation(
      of: copies.kind, in: copies.areas, options: command.options,
      history: folder.history(await ChangeHistory.latest(of: repository, at: copies.commit)), model: model
    ) { step in
      EventStream.ofProcess.send(step)
      if !command.quiet { ticker.show(step) }
    }
    if isOnlyPlan {
      let plans = try await generation.plan(target)
      ticker.stop()
      progress.finish()
      return try StandardStream.output.write(
        PlanText.text(of: plans, isJSON: command.format == .json, explains: command.explain))
    }
    var reports: [GenerationReport]
    var fault: (any Error)?
    do {
      reports = try await generation.run(target)
    } catch let unfinished as UnfinishedGeneration {
      (reports, fault) = (unfinished.reports, unfinished.fault)
    }
    if let payload { return try show(payload) }
    let delivery = ResultDelivery(repository: repository, copies: copies)
    for index in reports.indices {
      reports[index].patch = try await delivery.patch(of: try folder.files(reports[index].files))
    }
    let thresholds = GenerationThresholds(coverage: command.minCoverage, mutation: command.minMutation)
    for index in reports.indices { reports[index].missed = thresholds.missed(by: reports[index]) }
    ticker.stop()
    progress.finish()
    try await RunStore(environment: environment)?.keep(reports, of: repository)
    // What was found is told also where the tests cannot be delivered, and the tests go on where it cannot be told.
    let told = Result { try write(reports, isWhole: fault == nil) }
    try await deliver(reports, delivery, folder)
    try told.get()
    withExtendedLifetime(copies) {}
    if let fault {
      StandardStream.error.say("gen-tests: not all was done: \(FullDisk(fault)?.description ?? "\(fault)")")
      throw ExitStatus.partial
    }
    if reports.contains(where: { !$0.missed.isEmpty }) { throw ExitStatus.threshold }
    if reports.contains(where: \.isCutShort) { throw ExitStatus.budget }
    if let status = reports.lazy.compactMap({ $0.model?.trouble }).compactMap(Self.status).first { throw status }
  }

  private func target(in repository: any Repository) async throws -> GenerationTarget {
    guard let range = command.changed else { return .named(command.target ?? ".") }
    guard let range = ChangedRange(range) else {
      throw CommandLineError(.usage, "--changed takes A..B, A...B or one revision, not \(range)")
    }
    let first = try await repository.commit(named: range.old).id
    let old: Snapshot
    let new: Snapshot
    if let end = range.new {
      let second = try await repository.commit(named: end).id
      let base = range.isFromMergeBase ? try await repository.mergeBase(of: first, and: second) ?? first : first
      (old, new) = (.commit(base), .commit(second))
    } else {
      (old, new) = (.commit(first), .workTree)
    }
    var lines: [RelativePath: [LineRange]] = [:]
    for file in try await repository.changes(from: old, to: new, limits: DiffLimits()).files {
      if file.new != nil { lines[file.path] = file.addedLines.map { LineRange($0.newNumber) } }
    }
    if let end = range.new {
      // What is tested are the files as they lie here, and the lines are numbered as in the range's end.
      let here: Snapshot =
        if await repository.location.workTree != nil { .workTree } else {
          .commit(try await repository.commit(named: "HEAD").id)
        }
      let others = try await repository.changes(from: new, to: here, limits: DiffLimits()).files
      let stale = Set(others.flatMap { [$0.path, $0.oldPath ?? $0.path] }).intersection(lines.keys)
      if let path = stale.min() {
        throw CommandLineError(
          .usage,
          "\(path) is not here as it is in \(end), so that the lines of --changed do not fit it: check \(end) out, "
            + "or name one revision to compare it with what is here")
      }
    }
    return .changed(lines)
  }

  /// A branch's name is looked at before the time is spent.
  private func refuseBranchThatIsThere(in repository: any Repository) async throws {
    guard let name = command.branch else { return }
    let full = "refs/heads/\(name)"
    guard try await repository.references(startingWith: full).contains(where: { $0.name == full }) else { return }
    throw CommandLineError(.precondition, "there is a branch \(name) already; give --branch another name")
  }

  /// The tests are of what lies in the work tree, so that a commit of them alone onto the last commit would not hold.
  private func refuseBranch(onto copies: ProjectCopies) throws {
    guard command.branch != nil, !copies.overlay.files.isEmpty else { return }
    let paths = copies.overlay.files.keys.sorted()
    let names = paths.prefix(3).map(\.string).joined(separator: ", ")
    throw CommandLineError(
      .precondition,
      "--branch commits onto the last commit, and \(names)\(paths.count > 3 ? " and others" : "") "
        + "\(paths.count == 1 ? "is" : "are") changed since: commit or stash that first, or take --apply or --patch")
  }

  private func deliver(
    _ reports: [GenerationReport], _ delivery: ResultDelivery, _ folder: ProjectFolder
  ) async throws {
    let files = try folder.files(GenerationReport.WrittenFile.merged(reports.flatMap(\.files)))
    guard !files.isEmpty else { return }
    if command.apply {
      let count = try await delivery.apply(files)
      StandardStream.error.say("gen-tests: wrote \(count) \(count == 1 ? "file" : "files") into the work tree")
    } else if let name = command.branch {
      let id = try await delivery.commit(files, to: name, time: WallClock.seconds)
      StandardStream.error.say("gen-tests: committed to \(name) (\(id.short))")
    } else if let path = command.patch {
      try OutputOptions.write(reports.map(\.patch).joined(), into: path == "-" ? nil : path, else: .output)
    } else {
      StandardStream.error.say("gen-tests: nothing was changed; --apply, --branch NAME or --patch FILE takes the tests")
    }
  }
}
