/// Why a step was taken back, for an engine that can mend it.
package struct StepFailure: Hashable, Sendable {
  /// Its operations speak of the files as they are now, without it, unless what it changes is not there any more.
  package let step: ProposedStep

  package let gate: Gate

  /// What the gate said, a line each: errors of the compiler, names of tests and what failed in them.
  package let lines: [String]

  /// How often the step was tried by now; at least 1.
  package let attempt: Int

  package init(step: ProposedStep, gate: Gate, lines: [String], attempt: Int) {
    self.step = step
    self.gate = gate
    self.lines = lines
    self.attempt = attempt
  }
}
