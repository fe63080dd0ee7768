package import Git
package import SourceText

/// Makes calls of what a change touches, before and after it, and says what ends otherwise.
package protocol BehaviourProbe: Sendable {
  /// Calls that end otherwise, a line each.
  ///
  /// - Parameters:
  ///   - files: what changed; the state with the changes lies built in the work area.
  ///   - head: the commit with the state before.
  /// - Throws: what its programs throw when nothing could be recorded; `RefactoringError` with code `.engine` when there is
  ///   nothing to call.
  func differences(after files: [FileVersions], since head: ObjectID) async throws -> [String]
}
