internal import Editing
internal import Git
internal import JSON

/// What stands in the place of a report when a run could not be begun or could not go on, as
/// `schemas/refactoring-failure.schema.json` describes it: for programs that run many.
package enum JSONRefactoringFailure {
  /// - Parameter words: what happened, for people.
  package static func text(of error: any Error, words: String) -> String {
    let value: JSONValue = [
      "schema_version": 1, "error": .string(words), "may_pass": .bool(mayPass(error)),
    ]
    return value.serialized(.indented) + "\n"
  }

  /// Whether the same may go well a minute later: something is held by another program.
  static func mayPass(_ error: any Error) -> Bool {
    switch error {
    case let error as EditingError: error.code == .busy
    case let error as GitError: error.code == .locked
    default: false
    }
  }
}
