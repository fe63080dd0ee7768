package import SourceText

/// Runs the rules over a change.
package enum EvidenceScan {
  /// Limits of a scan.
  package struct Options: Hashable, Sendable {
    /// The most findings that one rule may have in one file, at least 1; the last then says how many more there are.
    package var maximumFindingsPerRuleAndFile: Int

    package init(maximumFindingsPerRuleAndFile: Int = 20) {
      self.maximumFindingsPerRuleAndFile = maximumFindingsPerRuleAndFile
    }
  }

  /// What the rules find, sorted by path, line and rule; fingerprints are left for the caller to assign.
  package static func run(
    _ change: ChangeSet, rules: [any EvidenceRule] = EvidenceRules.all, options: Options = Options()
  ) -> [Finding] {
    change.files.flatMap { findings(of: rules, in: ChangedFile($0), options) }.sorted(by: precedes)
  }

  /// What the rules find, sorted by path, line and rule; fingerprints are left for the caller to assign.
  package static func run(
    _ files: [ChangedFile], rules: [any EvidenceRule] = EvidenceRules.all, options: Options = Options()
  ) -> [Finding] {
    files.flatMap { findings(of: rules, in: $0, options) }.sorted(by: precedes)
  }

  /// What the rules about a whole change find, and what was left out.
  ///
  /// A rule that fails, since the repository cannot be read, is named in the omissions; the others go on.
  ///
  /// - Throws: `CancellationError`.
  package static func run(
    _ change: WholeChange, rules: [any ChangeRule] = EvidenceRules.ofWholeChanges, options: Options = Options()
  ) async throws -> (findings: [Finding], omissions: [Omission]) {
    var findings: [Finding] = []
    var omissions: [Omission] = []
    for rule in rules {
      try Task.checkCancellation()
      do {
        let found = try await rule.findings(in: change, omissions: &omissions)
        for ofFile in Dictionary(grouping: found, by: \.location.path).values {
          findings += limited(ofFile, to: max(1, options.maximumFindingsPerRuleAndFile))
        }
      } catch let error as CancellationError {
        throw error
      } catch {
        omissions.append(
          Omission(path: nil, reason: "the rule \(type(of: rule).description.id) could not be checked: \(error)"))
      }
    }
    return (findings.sorted(by: precedes), omissions)
  }

  private static func findings(of rules: [any EvidenceRule], in file: ChangedFile, _ options: Options) -> [Finding] {
    rules.flatMap { limited($0.findings(in: file), to: max(1, options.maximumFindingsPerRuleAndFile)) }
  }

  /// The gravest findings first, so that no flood of slight ones hides one that blocks.
  private static func limited(_ findings: [Finding], to limit: Int) -> [Finding] {
    guard findings.count > limit else { return findings }
    let ordered = findings.sorted { left, right in
      if left.isBlocking != right.isBlocking { return left.isBlocking }
      return left.severity == right.severity ? precedes(left, right) : left.severity > right.severity
    }
    var kept = ordered.prefix(limit).sorted(by: precedes)
    kept[limit - 1].explanation += " \(findings.count - limit) more like this one follow in the file."
    return kept
  }

  private static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    if left.location.path != right.location.path { return left.location.path < right.location.path }
    let first = left.location.lines?.first ?? 0
    let second = right.location.lines?.first ?? 0
    return first == second ? left.rule < right.rule : first < second
  }
}
