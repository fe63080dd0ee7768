/// What a run is at, for people who wait.
package struct StepProgress: Hashable, Sendable {
  package let words: String

  /// Steps of the round that are decided, and how many there are; nil where there are none to count.
  package let done: Int?
  package let total: Int?

  /// How long the rest of the round may take, by what its steps took so far; nil before the first.
  package let remaining: Duration?

  package init(_ words: String, done: Int? = nil, total: Int? = nil, remaining: Duration? = nil) {
    self.words = words
    self.done = done
    self.total = total
    self.remaining = remaining
  }
}
