import Foundation

/// Which words a rule may bring into a file, and which it may take out of it; comments and texts are made of words too.
///
/// Words are counted and not looked at in their order, so this says nothing about where they stand. It holds for any file,
/// whatever the rule finds in it.
struct RewriterPromise {
  /// Nil when the rule writes what the file does not hold, such as a function.
  let added: (@Sendable (String) -> Bool)?
  let removed: (@Sendable (String) -> Bool)?

  private init(adds: Set<String>, removes: Set<String>) {
    added = { word in adds.contains(word) }
    removed = { word in removes.contains(word) }
  }

  private init(
    added: (@Sendable (String) -> Bool)?, removed: (@Sendable (String) -> Bool)?
  ) {
    self.added = added
    self.removed = removed
  }

  /// By rule, with the arguments that `RewriterPropertyTests` gives it.
  static let all: [String: RewriterPromise] = [
    "add-attribute": RewriterPromise(adds: ["@", "available", "(", "*", ",", "deprecated", ")"], removes: []),
    "add-modifier": RewriterPromise(adds: ["public"], removes: ["internal"]),
    "adopt-renamed": RewriterPromise(added: isCode, removed: isCode),
    "argument-labels": RewriterPromise(adds: ["of", ":"], removes: ["_"]),
    "completion-to-async": RewriterPromise(added: nil, removed: nil),
    "empty-instead-of-count": RewriterPromise(
      adds: ["isEmpty", "!"], removes: ["count", "=", "!", "0", "1", "<", ">"]),
    "explicit-any": RewriterPromise(adds: ["any", "(", ")"], removes: []),
    "for-where": RewriterPromise(adds: ["where", "(", ")"], removes: ["if", "{", "}"]),
    "group-members": RewriterPromise(adds: [], removes: []),
    "guard-exit": RewriterPromise(adds: ["guard"], removes: ["if", "{", "}"]),
    "implicit-return": RewriterPromise(adds: [], removes: ["return"]),
    "minimum-versions": RewriterPromise(added: { _ in false }, removed: { _ in true }),
    "print-to-logger": RewriterPromise(adds: ["logger", ".", "info"], removes: ["print"]),
    "redundant-type": RewriterPromise(added: { _ in false }, removed: { $0 != "/" && $0 != "=" }),
    "remove-attribute": RewriterPromise(adds: [], removes: ["@", "inlinable"]),
    "remove-modifier": RewriterPromise(adds: [], removes: ["package"]),
    "rename": RewriterPromise(
      added: { $0.hasPrefix("has") && $0.hasSuffix("Property") }, removed: { $0.hasPrefix("is") }),
    "sendable": RewriterPromise(adds: ["Sendable", ":", ","], removes: []),
    "shorthand-optional-binding": RewriterPromise(
      added: { _ in false }, removed: { $0 == "=" || isWord($0) || $0 == "`" }),
    "sort-imports": RewriterPromise(adds: [], removes: []),
    "swift-testing": RewriterPromise(added: nil, removed: nil),
    "tighten-access": RewriterPromise(adds: ["private", "fileprivate"], removes: ["internal"]),
    "unused-imports": RewriterPromise(added: { _ in false }, removed: { _ in true }),
  ]

  private static let isWord: @Sendable (String) -> Bool = { $0.first.map { $0.isLetter || $0 == "_" } ?? false }

  /// What may stand in a name with labels, and in no comment or text.
  private static let isCode: @Sendable (String) -> Bool = { isWord($0) || ["(", ")", ":", ",", ".", "`"].contains($0) }

  /// The first word that came or went against the promise; nil when there is none.
  func violation(_ before: String, _ after: String) -> String? {
    var counts: [Substring: Int] = [:]
    for word in Self.words(of: after) { counts[word, default: 0] += 1 }
    for word in Self.words(of: before) { counts[word, default: 0] -= 1 }
    for (word, count) in counts.sorted(by: { $0.key < $1.key }) where count != 0 {
      if count > 0, added?(String(word)) == false { return "\(count) more of \(String(reflecting: word))" }
      if count < 0, removed?(String(word)) == false { return "\(-count) fewer of \(String(reflecting: word))" }
    }
    return nil
  }

  /// Names and numbers, and all other characters but blanks one by one.
  static func words(of text: String) -> [Substring] {
    var words: [Substring] = []
    var start: String.Index?
    for index in text.indices {
      let character = text[index]
      if character.isLetter || character.isNumber || character == "_" {
        start = start ?? index
        continue
      }
      if let begin = start { words.append(text[begin..<index]) }
      start = nil
      if !character.isWhitespace { words.append(text[index...index]) }
    }
    if let begin = start { words.append(text[begin...]) }
    return words
  }
}
