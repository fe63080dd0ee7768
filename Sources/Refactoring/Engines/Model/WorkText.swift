/// What a model wrote, bounded, for journals, commits and reports, which escape it where they show it.
enum WorkText {
  /// One line of it.
  static func line(_ text: String, limit: Int = 300) -> String {
    let words = text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
    return words.count > limit ? "\(words.prefix(limit))…" : words
  }

  /// Some lines of it.
  static func text(_ text: String, limit: Int = 4_000) -> String {
    text.count > limit ? "\(text.prefix(limit))…" : text
  }
}
