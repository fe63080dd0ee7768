/// When and how far a run's conversation is made shorter.
package struct CompactionPolicy: Sendable {
  let words: CompactionWords

  /// Failures in a row after which a way is not tried any more in the run; the number is the study's (SPEC.md, section 2).
  static let failureLimit = 3

  /// - Parameter words: what the kernel says to the model about it.
  package init(words: CompactionWords) {
    self.words = words
  }

  /// The tokens of a prompt from which on it is made shorter: three quarters of the window, or earlier where the answer would
  /// have no place otherwise.
  static func threshold(window: Int, answer: Int) -> Int { min(window / 4 * 3, window - answer) }

  /// The tokens of the newest turns, which stay as they are.
  static func keptTokens(window: Int) -> Int { window / 8 }

  /// The most tokens of a prompt for which clearing results was enough.
  static func clearedTarget(window: Int) -> Int { window / 2 }

  /// The most tokens of a summary.
  static func summaryTokens(window: Int) -> Int { max(512, min(8192, window / 10)) }

  /// The tokens that must have come since the last compaction for another to be worth it.
  static func growth(window: Int) -> Int { max(1, window / 16) }
}
