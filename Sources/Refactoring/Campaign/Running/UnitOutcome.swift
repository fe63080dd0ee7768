/// What became of a unit.
package struct UnitOutcome: Hashable, Sendable {
  package enum State: String, Hashable, Sendable, CaseIterable {
    /// All that was to be done is done.
    case changed

    /// There was nothing to do.
    case unchanged

    /// It would be changed; only looked at.
    case wouldChange = "would_change"

    /// A part was done, and a part was not.
    case partial

    /// Nothing was done.
    case failed
  }

  /// How often a gate was passed and not.
  package struct Gate: Hashable, Sendable {
    package var name: String
    package var passed: Int
    package var failed: Int

    package init(name: String, passed: Int, failed: Int) {
      self.name = name
      self.passed = passed
      self.failed = failed
    }
  }

  package var state: State

  /// The child's exit code; nil when it did not end by itself.
  package var code: Int?

  /// Why the unit is not whole, a sentence; empty when it is.
  package var reason: String

  /// The branch that holds the commits; nil when there are none.
  package var branch: String?

  package var commits: Int

  /// In the order of the child's report.
  package var gates: [Gate]

  /// Millionths of a dollar; nil when nobody knows.
  package var cost: Int?

  /// How long the last attempt took.
  package var milliseconds: Int

  /// Whether the same may end better a minute later.
  package var mayPass: Bool

  package init(
    state: State, code: Int? = nil, reason: String = "", branch: String? = nil, commits: Int = 0, gates: [Gate] = [],
    cost: Int? = nil, milliseconds: Int = 0, mayPass: Bool = false
  ) {
    self.state = state
    self.code = code
    self.reason = reason
    self.branch = branch
    self.commits = commits
    self.gates = gates
    self.cost = cost
    self.milliseconds = milliseconds
    self.mayPass = mayPass
  }

  /// Whether the unit is to be looked at by a person: it failed, or a part of it did.
  package var isTrouble: Bool { state == .failed || state == .partial }
}
