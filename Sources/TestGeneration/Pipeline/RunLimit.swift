/// When a run has to come to its end, and when it stops to look for more so that what it has found can still be written.
struct RunLimit: Hashable, Sendable {
  /// When all is over but for a build that has begun; nil for no such moment.
  let end: ContinuousClock.Instant?

  /// When nothing new is looked for.
  let search: ContinuousClock.Instant?

  /// - Parameters:
  ///   - end: nil for no limit.
  ///   - now: the time.
  ///   - writing: what it takes to write tests, to repeat them and to have them meet mutants; at most a third of what is left
  ///     is kept for it.
  init(_ end: ContinuousClock.Instant?, now: ContinuousClock.Instant = .now, keeping writing: Duration) {
    self.end = end
    search = end.map { $0 - min(writing, max(.zero, now.duration(to: $0)) / 3) }
  }

  /// What is kept where building and running the tests that are there took so long: the new ones take about as long, beside
  /// what each start of a program takes.
  static func writing(after baseline: Duration) -> Duration { .seconds(20) + baseline / 2 }

  /// Whether nothing new is to be looked for any more.
  var isSearchOver: Bool { search.map { ContinuousClock.now >= $0 } ?? false }
}
