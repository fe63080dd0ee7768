/// Why calls could not be recorded: what is wrong, where, and what to do.
package struct CharacterizationError: Error, Hashable, CustomStringConvertible {
  /// The kinds of trouble that this room reports.
  package enum Code: Hashable, Sendable {
    /// The package has no manifest that the harness could be added to, or no module of this name.
    case unsuitablePackage

    /// The module does not build with the harness, though no call is to blame.
    case doesNotBuild

    /// The harness did not start, or left no results.
    case harness

    /// A file of the lab cannot be written or read.
    case file
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
