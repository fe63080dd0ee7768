internal import Editing
internal import Git
internal import SourceText

extension StepLoop {
  /// A step that is done in the area and not committed yet.
  private struct Done {
    let step: Int
    let checked: CheckedChange
    let applied: AppliedChange
  }

  /// What the steps of a batch have made of the files by now.
  private struct Trial {
    var rebase: StepRebase

    /// Nil for a file that is gone.
    var hashes: [RelativePath: ContentHash?] = [:]

    /// Steps that do not fit the files, which are mended when the others of the batch are decided: until then their changes
    /// lie in the files, and nobody knows whether they stay.
    var faults: [(step: Int, failure: GateResult)] = []
  }

  /// Tries steps together: all are done, judged once, and committed or taken back.
  mutating func attempt(_ batch: [Int]) async throws {
    if folder != nil, state.verdict == nil { try await prepareGates() }
    // Of a batch that a killed run was at, those that the gates saw; the others are a batch of their own after them.
    let batch = state.verdict == nil ? batch : batch.filter(state.judged.contains)
    tell(batch)
    let start = ContinuousClock.now
    var done: [Done] = []
    var trial = Trial(rebase: rebase)
    for step in batch {
      if let result = try await carryOut(step, &trial) { done.append(result) }
    }
    if state.verdict != nil, Set(done.map(\.step)) != state.judged {
      // What the gates saw cannot be made again, so they look once more.
      try await place.restore(done.map(\.applied), to: try head())
      return try note(.planned(state.current))
    }
    if !done.isEmpty { try await judge(done, edits: start.duration(to: .now)) }
    for (step, failure) in trial.faults where stop == nil { try await retry(step, after: failure) }
  }

  /// Holds steps that are done in the area against the gates, and commits them one by one or takes all back.
  ///
  /// - Parameter edits: how long it took to do them.
  private mutating func judge(_ done: [Done], edits: Duration) async throws {
    let numbers = done.map(\.step)
    if folder == nil { return try await preview(done) }
    let files = Self.versions(of: done.map(\.checked))
    await gates.tree?.judge(files, onto: try head(), index)
    if state.verdict == nil {
      try note(.applied(numbers))
      var results = gates.gates.contains(.parse) ? [Self.parsing(of: done.map(\.checked), edits)] : []
      results += try await gates.run(
        on: files, declared: numbers.flatMap { steps[$0].declaredInterfaceChanges }, since: try head())
      try noteFlakyTests()
      if let failure = results.failure {
        try await place.restore(done.map(\.applied), to: try head())
        await gates.tree?.judge([], onto: try head(), index)
        try note(.verified(steps: numbers, gates: results, time: options.now()))
        if numbers.count == 1 { try await retry(numbers[0], after: failure) }
        return
      }
      try note(.verified(steps: numbers, gates: results, time: options.now()))
      gates.accept()
    }
    try await commit(batch: done)
    try await place.transaction.forgetRuns(before: .max)
  }

  /// Commits the steps of a green batch: one by one where the state after each holds by itself, otherwise with those after it
  /// until one does, which the last one is known to do.
  private mutating func commit(batch: [Done]) async throws {
    var group: [Done] = []
    var isElsewhere = false
    for (position, done) in batch.enumerated() {
      group.append(done)
      var own: [GateResult]?
      if position < batch.count - 1 {
        let results = try await judgeBetween(group, &isElsewhere)
        if results.failure != nil { continue }
        own = results
      }
      try await commit(group, own)
      group = []
    }
    guard isElsewhere else {
      await gates.tree?.judge([], onto: try head(), index)
      return
    }
    try await gates.tree?.show(
      [], onto: try head(), index, differingAt: Self.versions(of: batch.map(\.checked)).map(\.path))
  }

  /// What the gates say of the state after some steps of a green batch, which are to be one commit.
  ///
  /// - Parameter isElsewhere: set when the area was brought to that state.
  private mutating func judgeBetween(_ group: [Done], _ isElsewhere: inout Bool) async throws -> [GateResult] {
    guard let last = group.last?.step else { return [] }
    if let known = state.between[last] { return known }
    var results = gates.gates.contains(.parse) ? [Self.parsing(of: group.map(\.checked), .zero)] : []
    if options.eachCommit != .nothing, let tree = gates.tree, gates.project != nil {
      let files = Self.versions(of: group.map(\.checked))
      progress(StepProgress("building by itself: \(steps[last].title)"))
      try await tree.show(files, onto: try head(), index, differingAt: [])
      isElsewhere = true
      results += try await gates.runBetween(on: files, tests: options.eachCommit == .tests)
      try noteFlakyTests()
    }
    try note(.between(step: last, gates: results))
    return results
  }

  /// Writes down which tests turned out to be flaky, so that a run that goes on knows it too.
  private mutating func noteFlakyTests() throws {
    let new = Set(gates.baseline.flaky).subtracting(state.baseline?.flaky ?? [])
    if !new.isEmpty { try note(.flaky(new.sorted())) }
  }

  /// Does one step in the area; nil when it is left, which is written down.
  private mutating func carryOut(_ step: Int, _ trial: inout Trial) async throws -> Done? {
    let proposed = steps[step]
    if abandoned.contains(proposed.identity) {
      try note(.left(step: step, .known, lines: []))
      return nil
    }
    do {
      let operations = try trial.rebase.operations(of: proposed, seenAt: seen[step] ?? 0) { path in
        try place.transaction.root.file(at: path, limit: place.transaction.rules.fileSize)?.hash
      }
      guard let operations else {
        try note(.left(step: step, .deferred, lines: []))
        return nil
      }
      let checked = try await check(operations, after: trial)
      let applied = try await place.transaction.apply(checked)
      trial.rebase.accept(proposed, seenAt: seen[step] ?? 0)
      for file in checked.files { trial.hashes[file.path] = .some(file.new?.hash) }
      return Done(step: step, checked: checked, applied: applied)
    } catch let error as EditingError where error.code != .inputOutput && error.code != .busy {
      // A fault of this step alone.
      let failure = GateResult(.parse, .failed, [error.description])
      try note(.verified(steps: [step], gates: [failure], time: options.now()))
      trial.faults.append((step, failure))
      return nil
    }
  }

  /// Checks operations against the area and against the commit that they will follow.
  private func check(_ operations: [FileOperation], after trial: Trial) async throws -> CheckedChange {
    let scope = options.scope.map(\.string)
    for operation in operations {
      var paths = [operation.path]
      if case .move(_, let target) = operation.action { paths.append(target) }
      for path in paths where !CommitIndex.lies(path, below: scope) {
        throw EditingError(.outside, "\(String(reflecting: path.string)) lies outside of what the run may change")
      }
      for folder in index.submodules where paths.contains(where: { CommitIndex.lies($0, below: [folder.string]) }) {
        throw EditingError(.outside, "\(String(reflecting: folder.string)) is a submodule, in which nothing is edited")
      }
    }
    let checked = try await place.transaction.check(operations)
    for file in checked.files {
      let isKnown =
        if let made = trial.hashes[file.path] {
          made == file.old?.hash
        } else {
          try index.holds(file.old?.bytes, at: file.path)
        }
      guard isKnown else {
        throw EditingError(
          .conflict,
          "\(String(reflecting: file.path.string)) is not what the commit has: building or testing the project changed it"
        )
      }
    }
    return checked
  }

  /// Asks the engine for a better step, or gives this one up.
  ///
  /// The files are those of the last commit.
  private mutating func retry(_ step: Int, after failure: GateResult) async throws {
    let attempt = (state.replacements[step]?.count ?? 0) + 1
    // Making the scope looks at all paths, which is too much for an engine that has nothing to say.
    if attempt < options.attempts, let number = state.round?.engine, plan.engines.indices.contains(number),
      plan.engines[number].canRepair
    {
      let engine = plan.engines[number]
      progress(StepProgress("asking \(engine.name) to mend: \(steps[step].title)"))
      let words = StepFailure(step: try atHead(step), gate: failure.gate, lines: failure.lines, attempt: attempt)
      do {
        let scope = scope(for: number, pass: state.round?.pass ?? 1)
        if let better = try await engine.repair(words, in: scope), better != words.step {
          return try replace(step, by: better)
        }
      } catch let error as RefactoringError where error.code.isForNow {
        // Nothing is written down of the step, so that a run that goes on tries it again.
        stop = .engine(error)
        return
      }
    }
    try note(.left(step: step, .quarantined(failure.gate, attempts: attempt), lines: failure.lines))
    if options.failsFast { stop = .failedFast }
  }

  /// A step as it would change the files as they are now.
  private func atHead(_ step: Int) throws -> ProposedStep {
    var now = steps[step]
    let operations = try rebase.operations(of: now, seenAt: seen[step] ?? 0) { path in
      try place.transaction.root.file(at: path, limit: place.transaction.rules.fileSize)?.hash
    }
    if let operations { now.operations = operations }
    return now
  }

  /// Makes one commit of steps.
  ///
  /// - Parameter own: what the gates said of this state; nil when it is the one that the whole batch was judged in.
  private mutating func commit(_ group: [Done], _ own: [GateResult]?) async throws {
    guard let committer, let header = state.header, let round = state.round, let last = group.last?.step else { return }
    let verdict = state.verdicts[last]
    let proof = CommitMessage.Proof(
      own: own ?? verdict?.gates ?? [], batch: own == nil ? [] : verdict?.gates ?? [], count: verdict?.batch ?? 1)
    let message = options.message.text(
      titles: group.map { steps[$0.step].title }, plan: plan, engine: plan.engines[round.engine].name, proof: proof)
    let files = Self.versions(of: group.map(\.checked))
    let commit = try await committer.commit(files, onto: try head(), message: message, header: header)
    try note(.committed(steps: group.map(\.step), commit: commit))
    try index.update(files)
  }

  private mutating func preview(_ done: [Done]) async throws {
    for version in Self.versions(of: done.map(\.checked)) {
      let first = previewed[version.path]?.old ?? (previewed[version.path] == nil ? version.old : nil)
      previewed[version.path] = FileVersions(version.path, old: first, new: version.new)
    }
    for step in done {
      rebase.accept(steps[step.step], seenAt: seen[step.step] ?? 0)
      try index.update(Self.versions(of: [step.checked]))
      state.endPreviewed(step.step)
    }
    try await place.transaction.forgetRuns(before: .max)
  }

  private func head() throws -> ObjectID {
    guard let head = state.head else { throw RefactoringError(.precondition, "the run has not begun") }
    return head
  }

  /// What the gate `parse` says of changes that got through: what nothing here can parse was not parsed.
  private static func parsing(of changes: [CheckedChange], _ duration: Duration) -> GateResult {
    let paths = Set(changes.flatMap(\.files).filter { $0.new != nil }.map(\.path))
    let parsed = paths.count { StepArea.parses($0) }
    guard parsed > 0 else {
      return GateResult(.parse, .skipped, ["the edits fit the files, which nothing here parses"], duration: duration)
    }
    let words = "\(parsed) of \(paths.count) files were parsed; nothing here parses the others"
    return GateResult(.parse, .passed, parsed < paths.count ? [words] : [], duration: duration)
  }

  /// What several changes, one after the other, make of each file.
  static func versions(of changes: [CheckedChange]) -> [FileVersions] {
    var versions: [RelativePath: FileVersions] = [:]
    for file in changes.flatMap(\.files) {
      let new = file.new.map { FileVersions.Version($0.bytes, isExecutable: $0.isExecutable) }
      if versions[file.path] != nil {
        versions[file.path]?.new = new
      } else {
        let old = file.old.map { FileVersions.Version($0.bytes, isExecutable: $0.isExecutable) }
        versions[file.path] = FileVersions(file.path, old: old, new: new)
      }
    }
    return versions.values.sorted { $0.path < $1.path }
  }

  private func tell(_ batch: [Int]) {
    guard let round = state.round, let first = batch.first else { return }
    let (total, decided) = (round.titles.count, state.endings.count)
    let together = batch.count > 1 ? " and \(batch.count - 1) more" : ""
    var remaining: Duration?
    if decided > 0, let roundStart { remaining = roundStart.duration(to: .now) / decided * (total - decided) }
    progress(StepProgress("\(steps[first].title)\(together)", done: decided, total: total, remaining: remaining))
  }
}
