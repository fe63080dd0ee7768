package import SourceText

/// A line of a run's journal: what was decided or came about, in order.
package enum StepRecord: Hashable, Sendable {
  case begun(RunHeader)
  case baseline(Baseline)

  /// An engine was asked; what it proposed is a document of the run's folder.
  case proposed(Round)

  /// An engine could not be asked, or failed; the next one is.
  case engineFailed(engine: Int, reason: String)

  /// Steps of the proposal are tried together.
  case planned([Int])

  /// Another step takes the place of one, after a failure.
  case replaced(step: Int, document: String)

  /// Steps are done in the work area.
  case applied([Int])

  /// The gates have spoken about steps; the time is in milliseconds since 1970.
  case verified(steps: [Int], gates: [GateResult], time: Int)

  /// Tests turned out to be flaky on the way.
  case flaky([String])

  /// In a green batch, the state after a step was judged by itself.
  case between(step: Int, gates: [GateResult])

  /// A step is a commit, and the reference leads to it; or some are, that hold only together.
  case committed(steps: [Int], commit: ObjectID)

  /// A step is given up, or comes again in the next round.
  case left(step: Int, Reason, lines: [String])

  case finished

  /// A run that was finished is gone on with, since what it left is to be tried again.
  case reopened

  /// One question to one engine.
  package struct Round: Hashable, Sendable {
    /// The engine's place in the plan.
    package var engine: Int

    /// Counted for each engine from 1.
    package var pass: Int

    /// The name of the document with the steps.
    package var document: String
    package var titles: [String]

    /// What was left alone, and what else is worth knowing, a line each.
    package var notes: [String]

    /// What the engine wants to know when it is asked again.
    package var memo = ""

    /// Whether the engine is asked again, whatever becomes of the steps.
    package var goesOn = false
  }

  /// Why a step is left.
  package enum Reason: Hashable, Sendable {
    /// A gate was red, also after repairs.
    case quarantined(Gate, attempts: Int)

    /// It overlaps with a step before it, and the engine is asked again.
    case deferred

    /// It was given up in an earlier round already.
    case known
  }
}
