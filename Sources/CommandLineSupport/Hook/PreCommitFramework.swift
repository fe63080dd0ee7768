package import Git
internal import SourceText

/// A push as the pre-commit framework (pre-commit.com) tells its hooks of it: in variables, where git writes lines to the
/// standard input.
///
/// It tells of one reference of a push only, the first that brings commits.
package struct PreCommitFramework: Hashable, Sendable {
  /// The remote's name and address; empty for a run without a push.
  package let remote: String
  package let address: String

  /// The pushed revision, and the one that the remote has; nil for a first push, of which only the branch is told.
  private let newRevision: String?
  private let oldRevision: String?

  private let localBranch: String?
  private let remoteBranch: String?

  /// Nil outside of a run of the framework that tells of commits.
  package init?(environment: [String: String]) {
    func value(_ name: String) -> String? {
      environment["PRE_COMMIT_\(name)"].flatMap { $0.isEmpty ? nil : $0 }
    }
    newRevision = value("TO_REF")
    oldRevision = newRevision == nil ? nil : value("FROM_REF")
    localBranch = value("LOCAL_BRANCH")
    remoteBranch = value("REMOTE_BRANCH")
    remote = value("REMOTE_NAME") ?? ""
    address = value("REMOTE_URL") ?? ""
    if newRevision == nil, localBranch == nil { return nil }
  }

  /// The push in git's own terms.
  ///
  /// - Throws: `GitError` for revisions that do not exist.
  package func references(in repository: any Repository) async throws -> [PushedReference] {
    guard let revision = newRevision ?? localBranch else { return [] }
    let new = try await repository.commit(named: revision).id
    var old: ObjectID?
    if let oldRevision { old = try await repository.commit(named: oldRevision).id }
    guard let nothing = try? ObjectID(String(repeating: "0", count: new.hexadecimal.utf8.count)) else { return [] }
    return [
      PushedReference(
        localReference: localBranch ?? revision, localID: new, remoteReference: remoteBranch ?? revision,
        remoteID: old ?? nothing)
    ]
  }
}
