package import AgentKernel
internal import JSON
package import Reporting
package import SourceText

/// What came of a review, before it is put into words.
package struct ReviewResult: Sendable {
  package let reviews: [RangeReview]

  /// What is reported, the most important first.
  package let findings: [Finding]

  /// How many more there were.
  package let heldBack: Int

  /// What became of the findings of rules that were wrong before.
  package let doubts: [ReviewReport.Doubt]

  /// The severity of the gravest finding, held back or not; nil when there is none.
  package let gravestSeverity: Severity?

  /// What became of the linters' reports.
  package let imports: [ReviewReport.ImportSummary]

  package let time: Duration

  /// The models that could be asked, in their order; empty when only rules reviewed.
  package let models: [ReviewReport.ModelUse]

  /// What the models cost, all agents included.
  package let spending: Spending

  /// The definitions of the agents; empty when only rules reviewed.
  package let agents: [ReviewReport.Agent]

  /// What kept the model's part of the review from being whole; nil when nothing did.
  package var trouble: Outcome? {
    let outcomes = reviews.compactMap(\.outcome).filter { !$0.isAnswer } + reviews.flatMap(\.verificationFailures)
    return outcomes.first
  }

  /// What the verifying agents said for certain, in all ranges.
  package var verdicts: [CandidateVerdict] { reviews.flatMap(\.verdicts) }

  /// In a sentence each, which linters were not used, and why.
  package var linterWarnings: [String] {
    var seen: Set<String> = []
    return reviews.flatMap(\.linterWarnings).filter { seen.insert($0).inserted }
  }
}

extension Outcome {
  /// Whether the run came to its end by itself.
  fileprivate var isAnswer: Bool {
    switch self {
    case .answered, .completed: true
    default: false
    }
  }

  /// What the final tool took, also in a last turn.
  var answer: JSONValue? {
    switch self {
    case .answered(let answer), .incomplete(let answer, _): answer
    default: nil
    }
  }
}
