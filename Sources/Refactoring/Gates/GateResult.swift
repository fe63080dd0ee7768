/// What one gate said of a step, or of a batch of them.
package struct GateResult: Hashable, Sendable {
  package enum Verdict: String, Hashable, Sendable {
    case passed
    case failed

    /// It could not be asked here, or was not asked for; `lines` say why.
    case skipped
  }

  package let gate: Gate
  package let verdict: Verdict

  /// What is wrong, or why it was skipped, or what is worth knowing; a line each, foreign text among it.
  package let lines: [String]

  package let duration: Duration

  /// Lines of a failure that are kept.
  static let lineLimit = 40

  package init(_ gate: Gate, _ verdict: Verdict, _ lines: [String] = [], duration: Duration = .zero) {
    self.gate = gate
    self.verdict = verdict
    self.lines = lines.prefix(Self.lineLimit).map { String($0.prefix(500)) }
    self.duration = duration
  }
}

extension [GateResult] {
  /// The gate that failed; nil when all is green.
  package var failure: GateResult? { first { $0.verdict == .failed } }
}
