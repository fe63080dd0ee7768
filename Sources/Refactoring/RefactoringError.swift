internal import YAML

/// Why a refactoring could not be done: what is wrong, where, and what to do.
package struct RefactoringError: Error, Hashable, CustomStringConvertible {
  /// The kinds of trouble that this room reports.
  package enum Code: Hashable, Sendable {
    /// A recipe, a campaign or a parameter is wrong.
    case recipe

    /// What must be so before the first step is not: a red baseline, a dirty tree, no such revision.
    case precondition

    /// A program or toolchain that is needed is not here.
    case missingProgram

    /// An engine failed.
    case engine

    /// A folder cannot be written, or the disk is full.
    case folder
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  /// A file that is not what its format says.
  init(_ error: YAMLError, in file: String) {
    self.init(.recipe, error.line.map { "\(file):\($0): \(error.reason)" } ?? "\(file) \(error.reason)")
  }
}
