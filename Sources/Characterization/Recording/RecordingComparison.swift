/// What two recordings of the same calls, before and after a change of the code, tell about the change.
package struct RecordingComparison: Hashable, Sendable {
  /// A call that ends otherwise than before.
  package struct Difference: Hashable, Sendable {
    package let candidate: CallCandidate
    package let before: RecordedOutcome
    package let after: RecordedOutcome

    /// Which observations differ, by their place among the candidate's.
    package let observations: [Int]
  }

  /// Calls that end as before, with the same observations.
  package let unchanged: [CallCandidate]

  /// In the order of the calls before.
  package let differences: [Difference]

  /// Calls that could be made before and cannot be made any more: they do not compile, or were not made.
  package let lost: [CallCandidate]

  /// Calls that differ from run to run, before or after, so that nothing follows from them.
  package let undecided: [CallCandidate]

  /// Compares.
  ///
  /// How a trap is worded is no difference, since it may name a line.
  package init(before: [Recording], after: [Recording]) {
    let later = Dictionary(after.map { ($0.candidate, $0) }) { first, _ in first }
    var unchanged: [CallCandidate] = []
    var differences: [Difference] = []
    var lost: [CallCandidate] = []
    var undecided: [CallCandidate] = []
    for old in before {
      guard old.instability == nil else {
        undecided.append(old.candidate)
        continue
      }
      guard let new = later[old.candidate] else {
        lost.append(old.candidate)
        continue
      }
      let observations = Self.places(old.observations, new.observations)
      let isSame = Self.isSame(old.outcome, new.outcome) && observations.isEmpty
      // A call that has become unsteady, or does not end any more, is a difference if it was neither before.
      if isSame, new.instability == nil {
        unchanged.append(old.candidate)
      } else if isSame {
        undecided.append(old.candidate)
      } else {
        differences.append(
          Difference(
            candidate: old.candidate, before: old.outcome, after: new.outcome, observations: observations))
      }
    }
    self.unchanged = unchanged
    self.differences = differences
    self.lost = lost
    self.undecided = undecided
  }

  /// Whether nothing speaks against the change.
  package var isSame: Bool { differences.isEmpty && lost.isEmpty }

  private static func isSame(_ old: RecordedOutcome, _ new: RecordedOutcome) -> Bool {
    if case .trapped = old, case .trapped = new { return true }
    return old == new
  }

  private static func places(_ old: [RecordedValue], _ new: [RecordedValue]) -> [Int] {
    (0..<max(old.count, new.count)).filter { index in
      index >= old.count || index >= new.count || old[index] != new[index]
    }
  }
}
