internal import Editing
internal import Git
internal import SourceText
internal import Store

extension RefactoringRun {
  /// Where the commits go, and the run's folder, which no other process has.
  func openedFolder() async throws -> (folder: RunFolder, reference: String) {
    let repository = place.repository
    let branch = options.branch ?? BranchName.name(for: plan.name)
    let reference: String
    if options.result == .branch {
      try BranchName.check(branch, checkedOut: try await repository.checkedOutReference())
      reference = "refs/heads/\(branch)"
    } else {
      // Nobody but this run sees it, and git keeps what it leads to.
      reference =
        "\(ReferenceUpdate.privatePrefix)refactor-runs/\(BranchName.name(for: branch).dropFirst(BranchName.prefix.count))"
    }
    let name = ContentHash(ofFields: [reference]).hexadecimal.prefix(32)
    let runs = "\(await place.folder())/runs"
    let folder = try RunFolder(
      "\(runs)/\(name)", for: "\(await repository.location.commonFolder) as \(reference)")
    // Old folders are in nobody's way, and no reason not to run.
    _ = try? RunFolder.prune(runs, keeping: Self.keeping(), canGoOn: Self.canGoOn)
    return (folder, reference)
  }

  /// How many folders of runs a repository has at the most, besides those that somebody may go on with.
  static func keeping(now: Int = Int(nanoseconds / 1_000_000_000)) -> RunFolder.Keeping {
    RunFolder.Keeping(count: 64, size: 256 << 20, since: now - 30 * 24 * 3_600)
  }

  /// Whether there is something to go on with: steps to be tried, also again, or commits that were not handed over.
  static func canGoOn(_ lines: [[UInt8]]) -> Bool {
    let records = lines.map(StepRecord.init)
    guard records.last == .finished else { return !records.isEmpty }
    return records.contains { record in
      switch record {
      case .begun(let header): header.reference.hasPrefix(ReferenceUpdate.privatePrefix)
      case .left(_, .quarantined, _), .engineFailed, nil: true
      default: false
      }
    }
  }

  /// - Throws: `RefactoringError` with code `.folder` for a journal that this program cannot read.
  func records(in folder: RunFolder) throws -> [StepRecord] {
    try folder.lines.enumerated().map { number, line in
      guard let record = StepRecord(line) else {
        throw RefactoringError(
          .folder,
          "line \(number + 1) of the journal in \(folder.path) cannot be read; move that folder away, and begin anew "
            + "with another --branch")
      }
      return record
    }
  }

  /// Whether what an earlier run left is of no use to this one.
  ///
  /// - Throws: `RefactoringError` with code `.precondition` when the user has to say which it shall be.
  func isToBeginAnew(_ records: [StepRecord]) throws -> Bool {
    guard case .begun(let header)? = records.first else { return !records.isEmpty }
    // What ended before the baseline was green has nothing to go on with, and would stand on its old commit for ever.
    if !records.contains(where: { if case .baseline = $0 { true } else { false } }) { return true }
    if options.resumes || options.retriesLeft {
      guard header.fingerprint == fingerprint else {
        throw RefactoringError(
          .precondition,
          "the run that was not finished (\(header.plan), from \(header.base.short)) was begun with another recipe, other "
            + "parameters, other paths, other gates, another base or another message; go on with what it was begun with, or "
            + "begin anew with another --branch"
        )
      }
      return false
    }
    let commits = records.count { if case .committed = $0 { true } else { false } }
    let isFinished = records.last == .finished
    // Until something was judged, nothing can have become a commit.
    let isBarelyBegun = !records.contains { if case .verified = $0 { true } else { false } }
    guard isFinished || isBarelyBegun else {
      throw RefactoringError(
        .precondition,
        "an earlier run of \(header.plan) did not come to its end: \(commits) \(commits == 1 ? "step is" : "steps are") in "
          + "\(header.reference). --resume goes on with it; another --branch begins anew beside it")
    }
    return true
  }

  /// What this run is begun with.
  func newHeader(_ reference: String) async throws -> RunHeader {
    let base = try await place.repository.commit(named: options.base).id
    let now = options.steps.now()
    let (author, committer) = try await CommitAuthor.signatures(
      given: options.author, in: place.repository, environment: place.environment, time: now / 1000)
    return RunHeader(
      plan: plan.name, fingerprint: fingerprint, base: base, reference: reference, author: author, committer: committer,
      trust: try await trust(at: now))
  }

  /// The last commit of a run, and those that it had come to whenever it was finished, newest first.
  static func results(of records: [StepRecord]) -> [ObjectID] {
    var results: [ObjectID] = []
    var head: ObjectID?
    for record in records {
      if case .committed(_, let commit) = record { head = commit }
      if record == .finished, let head, results.last != head { results.append(head) }
    }
    if let head, results.last != head { results.append(head) }
    return results.reversed()
  }

  /// Looks at the repository before anything is done.
  ///
  /// - Parameter results: the commits of which one may lie in the work tree already, the last of the run first.
  /// - Returns: what is worth knowing, and that one of the results which lies in the work tree.
  func checked(
    _ header: RunHeader, isNew: Bool, results: [ObjectID]
  ) async throws -> (notes: [String], applied: ObjectID?) {
    let preconditions = Preconditions(repository: place.repository, options: options)
    try await preconditions.checkCommits(home: place.environment["HOME"])
    var notes = try await healWorkTree()
    // It may have been killed when it had applied its result, and before it could say so, or is to try again what it left.
    var applied: ObjectID?
    for result in results where options.result == .apply && applied == nil {
      if try await RunDelivery(of: place).isApplied(from: header.base, to: result) { applied = result }
    }
    notes += try await preconditions.check(base: header.base, isApplied: applied != nil)
    if !isNew, let head = results.first { try await holdOn(to: head, by: header.reference) }
    if isNew, let target = try await place.writer.target(ofReference: header.reference) {
      if header.reference.hasPrefix(ReferenceUpdate.privatePrefix) {
        // It is there because not all was handed over: a patch that could not be written, say, or steps that were left.
        let kept = "\(StepCommitter.kept)\(target)"
        if try await place.writer.target(ofReference: kept) == nil {
          try await place.writer.update(.create(kept, at: target, message: "refactor: kept"))
        }
        notes.append("An earlier run did not come to its end, or left steps; what it made is kept as \(kept).")
        try await place.writer.update(.delete(header.reference, at: target))
      } else {
        throw RefactoringError(
          .precondition,
          "there is a branch \(String(reflecting: String(header.reference.dropFirst(11)))) already, and no run on it to go on "
            + "with; merge or delete it, or name another with --branch")
      }
    }
    return (notes, applied)
  }

  /// Sees to it that git keeps the commits of a run that goes on, and that the next one can follow them: once all was handed
  /// over, the reference that nobody else sees was let go.
  private func holdOn(to head: ObjectID, by reference: String) async throws {
    guard reference.hasPrefix(ReferenceUpdate.privatePrefix),
      try await place.writer.target(ofReference: reference) == nil
    else { return }
    try await place.writer.update(.create(reference, at: head, message: "refactor: goes on"))
  }

  /// Takes back what a killed run had half applied: files that were changed so would be taken for the user's edits.
  private func healWorkTree() async throws -> [String] {
    guard options.result == .apply, let workTree = await place.repository.location.workTree else { return [] }
    let recovered = try await RunDelivery.transaction(on: workTree, state: place.state).recovered
    let count = Set(recovered.flatMap(\.restored)).count
    guard count > 0 else { return [] }
    return ["A run before this one was cut off while it applied its result: \(count) files are as they were before it."]
  }

  private var fingerprint: String {
    // What the baseline was measured for counts too: other gates would find nothing to hold the steps against.
    let held = [options.base, "\(options.allowsRed)", "\(options.steps.eachCommit)"]
    return ContentHash(
      ofFields: [plan.name, options.fingerprint, "\(plan.passes)"] + plan.engines.map(\.name)
        + [options.steps.message.template] + held + ["gates"] + options.gates.map(\.rawValue).sorted()
        + ["scope"] + options.steps.scope.map(\.string)
    ).hexadecimal
  }

  private func trust(at moment: Int) async throws -> Trust {
    guard Store.exists(in: place.state) else { return Trust() }
    // Without the ledger each step is tried by itself, which is slow and right.
    let key = RepositoryKey(commonFolder: await place.repository.location.commonFolder)
    return (try? Store(in: place.state).trust(in: key))?[TrustSubject(.recipe, plan.name)]?.faded(to: moment) ?? Trust()
  }

  /// Tells the ledger how often the plan was right; what an earlier process of the run told counts once.
  func remember(_ loop: StepLoop, _ header: RunHeader) async {
    guard !loop.state.evidence.isEmpty else { return }
    let key = RepositoryKey(commonFolder: await place.repository.location.commonFolder)
    guard let store = try? Store(in: place.state) else { return }
    let run = ContentHash(ofFields: [header.reference, header.base.hexadecimal, "\(header.author.time)"]).hexadecimal
    for (isRight, identity, time) in loop.state.evidence {
      let event = TrustEvent(
        TrustSubject(.recipe, header.plan), isRight: isRight, weight: Trust.Weight.light, identity: "\(run):\(identity)"
      )
      try? store.record([event], in: key, at: time)
    }
  }
}
