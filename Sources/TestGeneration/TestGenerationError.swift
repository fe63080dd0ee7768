/// Why tests could not be generated: what is wrong, where, and what to do.
package struct TestGenerationError: Error, Hashable, CustomStringConvertible {
  /// The kinds of trouble that this room reports.
  package enum Code: Hashable, Sendable {
    /// What to write tests for is not there, or is nothing that tests can be written for.
    case noTarget

    /// The project does not build as it is.
    case doesNotBuild

    /// A toolchain or program that is needed is not here.
    case missingToolchain

    /// A folder cannot be written, or the disk is full.
    case folder

    /// The time was up before it was begun.
    case late
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
