/// A pattern for paths, in the manner of a line of `.gitignore`.
///
/// - `*` stands for any characters but `/`, `?` for one, `[a-z]` for one of a class (`[!a-z]` or `[^a-z]` for one outside).
/// - `**/` stands for any folders, also none; `/**` at the end for everything inside a folder.
/// - `{a,b}` stands for one of the alternatives; a backslash takes the next character for itself.
/// - Without a slash, or with one at the end only, the pattern matches at any depth; otherwise from the top.
/// - What matches a folder matches all that is in it; with a slash at the end it matches folders only.
/// - Upper and lower case differ. There is no negation: a leading `!` is refused.
///
/// Matching walks a nondeterministic automaton, all its states at once, so that the time is bounded by the length of the
/// path times the length of the pattern, whatever the pattern (Thompson, 1968).
package struct GlobPattern: Hashable, Sendable, CustomStringConvertible {
  /// The pattern as it was written.
  package let string: String

  private let automaton: GlobAutomaton
  private let matchesFoldersOnly: Bool

  /// Reads a pattern.
  ///
  /// - Parameter string: at most 1,024 bytes.
  /// - Throws: `SourceTextError` with code `.invalidPattern`.
  package init(_ string: String) throws(SourceTextError) {
    var parser = GlobParser(string)
    let parsed = try parser.parse()
    self.string = string
    automaton = GlobAutomaton(parsed.tokens)
    matchesFoldersOnly = parsed.matchesFoldersOnly
  }

  package var description: String { string }

  package static func == (left: Self, right: Self) -> Bool { left.string == right.string }

  package func hash(into hasher: inout Hasher) { hasher.combine(string) }

  /// Whether the path of a file, or a folder above it, matches.
  package func matches(_ path: RelativePath) -> Bool {
    var walk = GlobAutomaton.Walk(automaton)
    for scalar in path.string.unicodeScalars {
      if scalar == "/", walk.isAccepting { return true }
      guard walk.advance(over: scalar) else { return false }
    }
    return !matchesFoldersOnly && walk.isAccepting
  }

  /// Whether the whole path matches by itself, not because a folder above it does, as in `.gitattributes`.
  ///
  /// - Parameter isFolder: whether the path is that of a folder, which a pattern with a slash at its end wants.
  package func matchesWhole(_ path: RelativePath, isFolder: Bool = false) -> Bool {
    var walk = GlobAutomaton.Walk(automaton)
    for scalar in path.string.unicodeScalars {
      guard walk.advance(over: scalar) else { return false }
    }
    return (isFolder || !matchesFoldersOnly) && walk.isAccepting
  }

  /// Whether something below a folder, or the folder itself, could match.
  package func mayMatch(below folder: RelativePath) -> Bool {
    var walk = GlobAutomaton.Walk(automaton)
    for scalar in (folder.string + "/").unicodeScalars {
      if scalar == "/", walk.isAccepting { return true }
      guard walk.advance(over: scalar) else { return false }
    }
    return true
  }
}
