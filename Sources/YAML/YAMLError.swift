/// Why a text is not taken as YAML.
package struct YAMLError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Counted from 1; nil where it is about the text as a whole.
  package let line: Int?

  /// What is wrong there, and what to write.
  package let reason: String

  init(_ line: Int?, _ reason: String) {
    self.line = line
    self.reason = reason
  }

  package var description: String { line.map { "line \($0): \(reason)" } ?? reason }
}
