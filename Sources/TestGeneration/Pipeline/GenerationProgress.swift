/// How far a run is.
package struct GenerationProgress: Hashable, Sendable {
  /// What is being done, in words for a person.
  package let words: String

  /// How many of how many, where that is known.
  package let done: Int?
  package let total: Int?

  /// How long the run still takes, by the pace of what is done; nil where nothing is known of it.
  package internal(set) var remaining: Duration?

  /// The part of the run, for the estimate.
  let stage: ProgressEstimate.Stage?

  /// How much there is to do in this part: calls, mutants or tests.
  let amount: Int?

  package init(_ words: String, done: Int? = nil, total: Int? = nil) {
    self.init(words, nil, done: done, total: total)
  }

  init(
    _ words: String, _ stage: ProgressEstimate.Stage?, amount: Int? = nil, done: Int? = nil, total: Int? = nil
  ) {
    self.words = words
    self.done = done
    self.total = total
    self.stage = stage
    self.amount = amount ?? total
  }
}
