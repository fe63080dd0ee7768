internal import Redaction

/// Why a linter's report cannot be imported: which file, what is wrong and where, and what to do.
package struct ImportError: Error, Hashable, CustomStringConvertible {
  package let description: String

  /// The remedy of a file that is not what its linter wrote.
  static let remedy = "have the linter write it anew, or leave it out"

  /// - Parameters:
  ///   - file: the file's path.
  ///   - fault: what is wrong, and where in the file.
  ///   - remedy: what to do.
  init(_ file: String, _ fault: String, remedy: String = Self.remedy) {
    description = "the linter's report \(TerminalText.singleLine(file, limit: 1000)): \(fault); \(remedy)"
  }
}
