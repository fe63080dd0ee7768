package import Editing
package import Git
package import SourceText
internal import SwiftSource
package import Verification

/// The place where steps are done: a disposable copy of the project, and the transaction that changes it.
package struct StepArea: Sendable {
  package let worktree: Worktree
  package let area: WorkArea
  package let transaction: EditTransaction

  /// Takes a place for a run and brings it to a commit; what an earlier run had left unfinished there is gone.
  ///
  /// - Parameters:
  ///   - worktree: at the commit already.
  ///   - state: an absolute folder for the transactions' journals, outside of all worktrees.
  ///   - attributes: what the repository says of paths.
  /// - Throws: `EditingError`, `GitError`.
  package static func open(
    _ worktree: Worktree, _ area: WorkArea, at commit: ObjectID, state: String, attributes: AttributeRules
  ) async throws -> StepArea {
    let rules = EditRules(attributes: PathAttributes(attributes), parseCheck: faults)
    let transaction = try await EditTransaction.open(
      try RootFolder(worktree.path), journal: "\(state)/edits/\(worktree.slot)", rules: rules)
    // What it took back may be what the commit has.
    if !transaction.recovered.isEmpty { try await worktree.bring(to: commit) }
    try await transaction.forgetRuns(before: .max)
    return StepArea(worktree: worktree, area: area, transaction: transaction)
  }

  /// Puts the files of changes back, newest first.
  ///
  /// - Parameter commit: what the area is brought to if something else has changed them meanwhile.
  func restore(_ changes: [AppliedChange], to commit: ObjectID) async throws {
    var isWhole = true
    for change in changes.reversed() {
      if try await !transaction.restore(change).left.isEmpty { isWhole = false }
    }
    if !isWhole { try await worktree.bring(to: commit) }
    try await transaction.forgetRuns(before: .max)
  }

  /// Whether a file's syntax is looked at.
  static func parses(_ path: RelativePath) -> Bool { path.fileExtension == "swift" }

  private static let faults: ParseCheck = { path, bytes in
    guard parses(path) else { return nil }
    return SwiftParse.faults(in: String(decoding: bytes, as: UTF8.self))
  }
}
