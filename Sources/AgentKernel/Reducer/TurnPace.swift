/// How long a run's turns take, and how much of its time is held back for the final answer because of that.
///
/// Pure. The last two turns count: the first one is often the slowest, since nothing of it is in the provider's cache, and
/// turns grow longer with the conversation. Twice the slower of them is held back, room for one more turn and for an answer:
/// as long as no turn is slower than the slower one of the two before it, the final answer has at least as much time as
/// that one took. A fixed share of the time would cut slow and fast models off at the same moment.
package struct TurnPace: Hashable, Sendable {
  /// Of the time one part in so many is held back at the least: a final answer is longer than most.
  package static let leastShareDivisor = 6

  private var last: [Duration] = []

  /// When the turn began that is under way, in the run's time; nil between turns.
  private var start: Duration?

  package init() {}

  /// A turn begins, at so much of the run's time.
  package mutating func begin(at time: Duration) { start = time }

  /// So much of the turn that is under way says nothing of the turns to come: a model that was given up took it.
  package mutating func leaveOut(_ time: Duration) { start = start.map { $0 + time } }

  /// The turn that is under way, if one is, is over.
  package mutating func end(at time: Duration) {
    guard let begun = start else { return }
    last = last.suffix(1) + [time - begun]
    start = nil
  }

  /// What is held back of the time that a run has.
  package func heldBack(of time: Duration) -> Duration {
    max(time / Self.leastShareDivisor, (last.max() ?? .zero) * 2)
  }
}
