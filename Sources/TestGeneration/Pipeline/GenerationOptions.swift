package import Verification

/// What the user wants of a run.
package struct GenerationOptions: Hashable, Sendable {
  /// What a module may be there to use.
  ///
  /// A test must not use it unless the user says that the module's contract is about it.
  package enum Resource: String, Hashable, Sendable, CaseIterable {
    /// The time of day.
    case clock

    /// Random numbers.
    case random

    /// Files of the machine outside of the folder that a test runs in, to read them.
    case files
  }

  /// Calls that are tried at most, over all rounds.
  package var candidateLimit: Int

  /// Rounds of proposing and recording at most; each costs one compilation.
  package var rounds: Int

  /// Mutants that are tried at most, a sample; nil for all.
  package var mutantLimit: Int?

  /// Whether mutants are made at all.
  package var measuresMutation: Bool

  /// Whether a call that traps may become a test that starts a process of its own.
  package var allowsExitTests: Bool

  /// How often the written tests must pass, each time under other circumstances.
  package var repetitions: Int

  /// Which framework to write for; nil for the one that the package uses.
  package var framework: ProjectLayout.TestFramework?

  /// What the module's contract is about, so that calls that use it may become tests where they give the same in all runs.
  package var contract: Set<Resource> = []

  /// How long a run may take; what is left then is not tried, and the report says so.
  package var deadline: Duration?

  package init(
    candidateLimit: Int = 1_500, rounds: Int = 3, mutantLimit: Int? = nil, measuresMutation: Bool = true,
    allowsExitTests: Bool = true, repetitions: Int = 3, framework: ProjectLayout.TestFramework? = nil,
    deadline: Duration? = nil
  ) {
    self.candidateLimit = candidateLimit
    self.rounds = rounds
    self.mutantLimit = mutantLimit
    self.measuresMutation = measuresMutation
    self.allowsExitTests = allowsExitTests
    self.repetitions = repetitions
    self.framework = framework
    self.deadline = deadline
  }
}
