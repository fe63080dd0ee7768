package import AgentKernel
package import Models
package import ProjectContext
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

  /// How the reviewing agent's run ended; nil when no model was asked.
  package internal(set) var outcome: Outcome?

  /// How those verifying agents ended that came to no verdict.
  package internal(set) var verificationFailures: [Outcome] = []

  package internal(set) var usage = Usage()
  package internal(set) var requests = 0
  package internal(set) var statistics = CandidateStatistics()

  init(range: ReviewRange, change: ChangeSet) {
    self.range = range
    self.change = change
  }

  /// Takes over what the reviewing agent did, but not its candidates: they are not verified yet.
  mutating func add(_ candidates: Candidates) {
    outcome = candidates.run.outcome
    usage = usage + candidates.run.usage
    requests += candidates.run.turns
    statistics.proposed = candidates.proposed
    statistics.anchored = candidates.findings.count
    let unseen = reviewedFiles.filter { !candidates.shown.contains($0) }
    omissions += unseen.map {
      Omission(path: $0.string, reason: "checked by the rules only: the model did not read it")
    }
  }

  /// Takes over what the verifying agents made of the candidates.
  mutating func add(_ verified: [Verified]) {
    for result in verified {
      usage = usage + result.run.usage
      requests += result.run.turns
      switch result.finding.verification?.verdict {
      case .refuted: statistics.refuted += 1
      case .uncertain where !result.isPosted: statistics.unsettled += 1
      case .confirmed, .uncertain: break
      case nil:
        statistics.unverified += 1
        verificationFailures.append(result.run.outcome)
      }
    }
    let posted = verified.filter(\.isPosted).map(\.finding)
    statistics.posted = posted.count
    findings = (findings + posted).assigningFingerprints()
  }
}

/// What became of a model's candidates.
package struct CandidateStatistics: Hashable, Sendable {
  package var proposed = 0

  /// Those whose quotation stands in the change.
  package var anchored = 0

  package var refuted = 0

  /// Those that verification could neither refute nor confirm, and that are not grave enough to be posted all the same.
  package var unsettled = 0

  /// Those that nobody could verify, because time, budget or provider ran out.
  package var unverified = 0

  package var posted = 0
}
