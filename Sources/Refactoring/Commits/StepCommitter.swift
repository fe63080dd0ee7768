package import Git
package import SourceText

/// Makes a commit of a step and moves the run's reference to it, by compare-and-swap.
///
/// The same step onto the same commit gives the same commit, so that a run that goes on finds out whether the killed one
/// had come that far.
package struct StepCommitter: Sendable {
  private let writer: any RepositoryWriter

  /// Nil when commits are not to be signed.
  private let signing: SigningProgram?

  /// When this process began, in nanoseconds since 1970, if it goes on with a run that was killed; nil otherwise.
  private let takenUp: Int64?

  /// - Parameter takenUp: when this process began, in nanoseconds since 1970, if it goes on with a run that was killed.
  package init(_ writer: any RepositoryWriter, signing: SigningProgram? = nil, takenUp: Int64? = nil) {
    self.writer = writer
    self.signing = signing
    self.takenUp = takenUp
  }

  /// - Parameters:
  ///   - files: what the steps made of the files; nothing else gets into the commit.
  ///   - head: the commit before.
  ///   - header: the reference, and who commits.
  /// - Returns: the commit, to which the reference leads when this returns.
  /// - Throws: `GitError`; `RefactoringError` with code `.precondition` when the reference is elsewhere.
  package func commit(
    _ files: [FileVersions], onto head: ObjectID, message: String, header: RunHeader
  ) async throws -> ObjectID {
    let changes = try await writer.treeChanges(of: files)
    let content = CommitContent(
      tree: try await writer.writeTree(changes, onto: head), parents: [head], author: header.author,
      committer: header.committer, message: message)
    let current = try await writer.target(ofReference: header.reference)
    if let current, current != head, try await isSame(current, content) { return current }
    let commit: ObjectID
    if let signing {
      commit = try await signing.signedCommit(content)
    } else {
      commit = try await writer.writeCommit(content)
      if current == commit { return commit }
    }
    try await move(header.reference, from: head == header.base && current == nil ? nil : head, to: commit, current)
    return commit
  }

  private func move(_ reference: String, from old: ObjectID?, to new: ObjectID, _ current: ObjectID?) async throws {
    if reference.hasPrefix("refs/heads/"), let place = try await writer.branchesInUse()[reference] {
      throw RefactoringError(
        .precondition,
        "the branch \(String(reflecting: reference)) was checked out in \(String(reflecting: place)) meanwhile, and is not "
          + "moved; check another branch out there and run again with --resume")
    }
    let update: ReferenceUpdate =
      if let old {
        .move(reference, from: old, to: new, message: "refactor: step")
      } else {
        .create(reference, at: new, message: "refactor: first step")
      }
    do {
      do {
        try await writer.update(update)
      } catch let error as GitError where error.code == .locked {
        // The process that was killed may have been moving it.
        guard let takenUp, try await isOwnLock(of: reference, new, takenUp) else { throw error }
        try await writer.update(update)
      }
    } catch let error as GitError where error.code == .referenceMoved {
      // So that git does not throw the commits away that no branch leads to any more.
      if let old { try? await writer.update(.create("\(Self.kept)\(old)", at: old, message: "refactor: kept")) }
      throw RefactoringError(
        .precondition,
        "\(reference) is not where this run left it (\(old?.short ?? "nowhere")): somebody moved it to "
          + "\(current?.short ?? "nowhere"). It was left as it is, and the steps up to here are the commit "
          + "\((old ?? new).short) (\(Self.kept)\(old ?? new)); begin anew with another --branch")
    }
  }

  private func isOwnLock(of reference: String, _ new: ObjectID, _ takenUp: Int64) async throws -> Bool {
    guard reference.hasPrefix("refs/heads/") else {
      // Nobody but runs changes it, and the run's folder is locked.
      try await writer.removeAbandonedLock(ofReference: reference)
      return true
    }
    return try await writer.removeAbandonedLock(ofBranch: reference, movingTo: new, olderThan: takenUp)
  }

  /// Where commits are kept whose branch was moved by somebody.
  static let kept = "\(ReferenceUpdate.privatePrefix)refactor/"

  /// Whether a commit is the one that was about to be made, but perhaps for its signature.
  private func isSame(_ id: ObjectID, _ content: CommitContent) async throws -> Bool {
    let found = try await writer.commitContent(id)
    return found.tree == content.tree && found.parents == content.parents && found.author == content.author
      && found.message == content.message
  }
}
