internal import Evidence
internal import Git
internal import SourceText

/// Looks into the single commits of a range for what its end no longer shows.
///
/// A secret that one commit brings and a later one takes away is not in the range's own diff, and is pushed all the same.
struct HistoryStage {
  let range: ReviewRange
  let limits: DiffLimits

  /// The secrets that are in some commit of the range and not among the findings about its end.
  ///
  /// Merges are passed over: what they bring stands in other commits. So is a commit that cannot be read, since the range
  /// itself could be.
  func secretsTakenAway(besides known: [Finding], in repository: any Repository) async throws -> [Finding] {
    guard range.commits.count > 1 else { return [] }
    var seen = Set(known.map(Key.init))
    var findings: [Finding] = []
    for commit in range.commits.reversed() where commit.parents.count < 2 {
      try Task.checkCancellation()
      let parent = commit.parents.first.map(Snapshot.commit) ?? .empty
      guard let change = try? await repository.changes(from: parent, to: .commit(commit.id), limits: limits) else {
        continue
      }
      for finding in EvidenceScan.run(change, rules: [HardCodedSecret()]) where seen.insert(Key(finding)).inserted {
        findings.append(finding.taken(from: commit))
      }
    }
    return findings
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
