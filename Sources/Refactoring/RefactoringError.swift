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

    /// What a model may cost is used up.
    case budget

    /// A model's provider does not answer.
    case provider

    /// A call that a model needed was denied.
    case denied

    /// Whether the same may go well later, so that nothing is to be decided because of it.
    var isForNow: Bool {
      switch self {
      case .budget, .denied, .provider: true
      case .engine, .folder, .missingProgram, .precondition, .recipe: false
      }
    }
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
