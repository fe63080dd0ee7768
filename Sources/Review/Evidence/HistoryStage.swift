internal import Evidence
internal import Git
internal import SourceText

/// Looks into the single commits of a range for what its end no longer shows.
///
/// A secret that one commit brings and a later one takes away is not in the range's own diff, and is pushed all the same.
struct HistoryStage {
  let range: ReviewRange
  let limits: DiffLimits

  /// When to stop; nil for no bound.
  let deadline: ContinuousClock.Instant?

  /// What the single commits show besides the range's end.
  struct Result: Sendable {
    var findings: [Finding] = []

    /// The commits that were not looked into, or not wholly.
    var omissions: [Omission] = []
  }

  /// The secrets that are in some commit of the range and not among the findings about its end.
  ///
  /// - Parameter change: the range's own change; what could not be read of it is not told again.
  func secretsTakenAway(
    besides known: [Finding], of change: ChangeSet, in repository: any Repository
  ) async throws -> Result {
    var result = Result()
    guard range.commits.count > 1 else { return result }
    var seen = Set(known.map(Key.init))
    let unreadPaths = Set(change.omissions.map(\.path))
    if range.hasMoreCommits, let oldest = range.commits.last { result.leaveOut("the commits before", oldest) }
    for commit in range.commits.reversed() {
      try Task.checkCancellation()
      if let deadline, .now >= deadline {
        result.leaveOut("the commits from", commit, "on (no time was left)")
        break
      }
      guard let brought = try? await secrets(broughtBy: commit, in: repository) else {
        result.leaveOut("the commit", commit, "(it cannot be read)")
        continue
      }
      if !unreadPaths.isSuperset(of: brought.unreadPaths) { result.leaveOut("parts of the commit", commit) }
      for finding in brought.findings where seen.insert(Key(finding)).inserted {
        result.findings.append(finding.taken(from: commit))
      }
    }
    return result
  }

  /// The secrets that a commit adds to each of its parents: what a merge only joins stands in other commits.
  private func secrets(
    broughtBy commit: Commit, in repository: any Repository
  ) async throws -> (findings: [Finding], unreadPaths: Set<String?>) {
    let parents = commit.parents.isEmpty ? [Snapshot.empty] : commit.parents.map(Snapshot.commit)
    var findings: [Finding]?
    var unreadPaths: Set<String?> = []
    for parent in parents {
      let change = try await repository.changes(from: parent, to: .commit(commit.id), limits: limits)
      unreadPaths.formUnion(change.omissions.map(\.path))
      let added = EvidenceScan.run(change, rules: [HardCodedSecret()])
      let keys = Set(added.map(Key.init))
      findings = findings?.filter { keys.contains(Key($0)) } ?? added
      if findings?.isEmpty == true { break }
    }
    return (findings ?? [], unreadPaths)
  }

  /// The same secret in the same file: its quotation is masked, but always alike.
  private struct Key: Hashable {
    let path: RelativePath
    let quote: String

    init(_ finding: Finding) {
      path = finding.location.path
      quote = finding.quote
    }
  }
}

extension HistoryStage.Result {
  fileprivate mutating func leaveOut(_ what: String, _ commit: Commit, _ rest: String = "") {
    let place = "\(what) \(commit.id.short)" + (rest.isEmpty ? "" : " \(rest)")
    omissions.append(
      Omission(path: nil, reason: "\(place): not searched for secrets that a later commit takes away"))
  }
}

extension Finding {
  /// The finding, as one about a commit whose change a later one undoes.
  fileprivate func taken(from commit: Commit) -> Finding {
    var copy = self
    copy.title += ", in an earlier commit"
    copy.explanation = "A later commit takes it away, but commit \(commit.id.short) is pushed with it. \(explanation)"
    copy.suggestion = "Take it out of that commit too (`git rebase -i`), and revoke it if it was ever real."
    return copy
  }
}
