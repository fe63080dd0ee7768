/// How far a run is.
package struct GenerationProgress: Hashable, Sendable {
  /// What is being done, in words for a person.
  package let words: String

  /// How many of how many, where that is known.
  package let done: Int?
  package let total: Int?

  package init(_ words: String, done: Int? = nil, total: Int? = nil) {
    self.words = words
    self.done = done
    self.total = total
  }
}
