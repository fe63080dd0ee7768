internal import Evidence
internal import Git
internal import SourceText

/// Runs the rules that look at a whole change, and lets them read the states before and after it.
struct WholeChangeStage {
  let files: [ChangedFile]
  let range: ReviewRange
  let disabledRules: Set<String>

  /// What the rules find, and what they left out.
  func run(in repository: any Repository) async throws -> (findings: [Finding], omissions: [Omission]) {
    let rules = EvidenceRules.ofWholeChanges.filter { !disabledRules.contains(type(of: $0).description.id) }
    guard !rules.isEmpty, !files.isEmpty else { return ([], []) }
    let change = WholeChange(
      files: files, base: SnapshotTree(snapshot: range.base, repository: repository),
      head: SnapshotTree(snapshot: range.head, repository: repository))
    return try await EvidenceScan.run(change, rules: rules)
  }
}
