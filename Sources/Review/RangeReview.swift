package import AgentKernel
internal import Evidence
package import ProjectContext
package import Reporting
package import SourceText

/// What came of reviewing one range.
package struct RangeReview: Sendable {
  package let range: ReviewRange

  /// The whole change, excluded files too.
  package let change: ChangeSet

  package internal(set) var findings: [Finding] = []
  package internal(set) var reviewedFiles: [RelativePath] = []
  package internal(set) var omissions: [Omission] = []

  /// Whether a part of the change could not be read, or was too large to read.
  package internal(set) var isPartial = false

  package internal(set) var instructions = InstructionFiles()

  /// By imported report, what became of each of its results.
  var importFates: [[Imports.Fate]] = []

  /// By linter that was run, its name and what became of each of its results; none for one that had nothing to look at.
  var linterFates: [(name: String, fates: [Imports.Fate])] = []

  /// In a sentence each, which linters were not used, and why.
  package internal(set) var linterWarnings: [String] = []

  /// How the reviewing agent's run ended; nil when no model was asked.
  package internal(set) var outcome: Outcome?

  /// How those verifying agents ended that came to no verdict, or had to give it before they were done.
  package internal(set) var verificationFailures: [Outcome] = []

  /// The calls of all agents that were denied.
  package internal(set) var denials: [PermissionDenial] = []

  /// What the verifying agents said for certain.
  package internal(set) var verdicts: [CandidateVerdict] = []

  package internal(set) var counts = ReviewReport.CandidateCounts()

  init(range: ReviewRange, change: ChangeSet) {
    self.range = range
    self.change = change
  }

  /// Takes over what became of the linters' results: first those of the imported reports, then those of the linters that
  /// were run and had something to look at.
  mutating func take(_ fates: [[Imports.Fate]], ofImports count: Int, and runs: [LinterRun]) {
    importFates = Array(fates.prefix(count))
    let names = runs.filter { $0.report != nil }.map(\.name)
    linterFates = zip(names, fates.dropFirst(count)).map { (name: $0, fates: $1) }
    linterWarnings = runs.compactMap(\.warning)
  }

  /// Takes over what the reviewing agent did, but not its candidates: they are not verified yet.
  mutating func add(_ candidates: Candidates) {
    outcome = candidates.run.outcome
    denials += candidates.run.denials
    counts.proposed = candidates.proposed
    counts.unplaced = candidates.unanchored
    let unseen = reviewedFiles.filter { !candidates.shown.contains($0) }
    omissions += unseen.map {
      Omission(path: $0.string, reason: "checked by the rules only: the model did not read it")
    }
  }

  /// Takes over what the verifying agents made of the candidates.
  mutating func add(_ verified: [Verified]) {
    for result in verified {
      denials += result.run.denials
      if case .incomplete = result.run.outcome { verificationFailures.append(result.run.outcome) }
      switch result.finding.verification?.verdict {
      case .refuted: counts.refuted += 1
      case .uncertain where !result.isPosted: counts.unsettled += 1
      case .confirmed, .uncertain: break
      case nil:
        counts.unverified += 1
        if case .incomplete = result.run.outcome { continue }
        verificationFailures.append(result.run.outcome)
      }
    }
    for finding in verified.map(\.finding).assigningFingerprints() {
      guard let verdict = finding.verification?.verdict, verdict != .uncertain else { continue }
      verdicts.append(
        CandidateVerdict(
          rule: finding.rule, isConfirmed: verdict == .confirmed, fingerprint: finding.fingerprint))
    }
    let posted = verified.filter(\.isPosted).map(\.finding.withMaskedSecrets)
    counts.posted = posted.count
    findings = (findings + posted).assigningFingerprints()
  }
}
