internal import Redaction

/// Names of files in a list for a model.
enum ListedName {
  /// The name on one line: one that holds a line feed must not look like two, nor hide a part of itself.
  static func shown(_ name: String) -> String { TerminalText.escaped(name, keepingNewlines: false) }
}
