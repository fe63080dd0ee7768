internal import HTTP

/// Whether an answer still comes on: a provider that only says that it is there, with comments or pings, holds off
/// `Deadlines.idle` for ever.
struct ProgressWatch {
  /// How many times the idle limit may pass without any of the answer.
  ///
  /// Models think for minutes before they say something, and meanwhile a provider sends pings.
  private static let factor = 10

  /// How long that is; what is read beside an answer, such as a refusal, may take as long as a whole.
  let patience: Duration

  private var steps = 0
  private var last = ContinuousClock.now

  init(_ deadlines: Deadlines) {
    patience = deadlines.idle * Self.factor
  }

  /// Takes note of how far the answer has come.
  ///
  /// - Parameter steps: `DecodingState.steps`.
  /// - Throws: `timeout` when nothing has been added for too long.
  mutating func note(_ steps: Int) throws(ModelError) {
    let now = ContinuousClock.now
    if steps > self.steps {
      (self.steps, last) = (steps, now)
    } else if last + patience <= now {
      throw ModelError(.timeout, "nothing of an answer for \(patience), only signs that the provider is there")
    }
  }
}
