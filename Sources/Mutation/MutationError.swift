/// Why mutants could not be made or run: what is wrong, where, and what to do.
package struct MutationError: Error, Hashable, CustomStringConvertible {
  /// The kinds of trouble that this room reports.
  package enum Code: Hashable, Sendable {
    /// The package's manifest declares no package that mutants could be added to.
    case manifest

    /// The package does not build with mutants in it, and not without them either.
    case doesNotBuild

    /// Tests fail or do not end with the unchanged code.
    case redTests

    /// There is nothing that runs tests.
    case noTests

    /// A program that makes mutants is not there.
    case missingProgram

    /// A report is not what its program writes.
    case unreadableReport
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
