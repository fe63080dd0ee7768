package import SourceText

/// A question to an engine that is over, and what became of what it proposed: made of the journal alone, so that an engine that
/// goes by it need not remember anything itself.
package struct EarlierRound: Hashable, Sendable {
  /// What the engine wanted to know later.
  package var memo: String

  /// In the order in which they ended.
  package var steps: [Step]

  package struct Step: Hashable, Sendable {
    package var title: String
    package var paths: [RelativePath]
    package var ending: Ending

    package init(title: String, paths: [RelativePath], ending: Ending) {
      self.title = title
      self.paths = paths
      self.ending = ending
    }
  }

  package enum Ending: Hashable, Sendable {
    /// It holds, as a commit or in a preview.
    case done

    /// This gate was red, also after repairs.
    case left(Gate, lines: [String])

    /// It overlapped with a step before it.
    case deferred

    /// It had been given up in an earlier round.
    case known
  }

  package init(memo: String, steps: [Step] = []) {
    self.memo = memo
    self.steps = steps
  }
}
