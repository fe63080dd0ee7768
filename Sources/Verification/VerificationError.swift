/// Why a command was not run, what it needs is not prepared, or a project or a report cannot be read: what is wrong, where,
/// and what to do.
package struct VerificationError: Error, Hashable, CustomStringConvertible {
  /// The kinds of trouble that this room reports.
  package enum Code: Hashable, Sendable {
    /// No command of this name is configured.
    case unknownCommand

    /// An argument is neither a path inside the folder nor the name of a test.
    case invalidArgument

    /// The command's program, or a variable of its environment, cannot be had.
    case invalidCommand

    /// Nothing was prepared for these contents of the inputs.
    case notPrepared

    /// The preparation itself failed, did not end in time, or did not leave what it should.
    case preparationFailed

    /// A prepared folder cannot be kept, read or put in place.
    case folder

    /// What builds or tests the project is not on this machine.
    case missingToolchain

    /// The project cannot be read: its manifest does not load, or it is of no kind that is known.
    case unreadableProject

    /// The project has no tests, and no place for them.
    case noTests

    /// A report of coverage or of tests is not what its tool writes, or is too large.
    case unreadableReport
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
