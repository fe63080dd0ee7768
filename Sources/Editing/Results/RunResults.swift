package import Git
package import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The ways in which what a run made reaches its user: as a branch, as a patch, or in the files of the work tree.
///
/// All of them either do what they say or change nothing, and say in one sentence why.
package struct RunResults: Sendable {
  private let writer: any RepositoryWriter

  package init(of writer: any RepositoryWriter) {
    self.writer = writer
  }

  // MARK: - A branch

  /// Makes a branch at a commit, or moves one from where it was seen.
  ///
  /// - Parameters:
  ///   - name: without `refs/heads/`.
  ///   - commit: where it leads.
  ///   - expected: where it must lead before; nil: it must not exist.
  /// - Returns: the reference's full name.
  /// - Throws: `EditingError`: `.conflict` when the branch is elsewhere, exists already or is in use in a work tree,
  ///   `.busy` when another program holds it, `.invalid` for a name that git does not allow.
  @discardableResult
  package func makeBranch(
    named name: String, at commit: ObjectID, movingFrom expected: ObjectID? = nil, message: String
  ) async throws -> String {
    let reference = "refs/heads/\(name)"
    return try await inWords {
      if let place = try await writer.branchesInUse()[reference] {
        throw EditingError(
          .conflict,
          "the branch \(quoted(name)) is checked out in \(quoted(place)), and moving it would leave the files there behind; "
            + "choose another name")
      }
      let current = try await writer.target(ofReference: reference)
      if expected == nil, current != nil {
        throw EditingError(
          .conflict, "there is a branch \(quoted(name)) already, and it is not moved; choose another name")
      }
      let update: ReferenceUpdate =
        if let expected {
          .move(reference, from: expected, to: commit, message: message)
        } else {
          .create(reference, at: commit, message: message)
        }
      try await writer.update(update)
      return reference
    }
  }

  // MARK: - A patch

  /// The change from one state to another as a patch that `git apply` takes.
  ///
  /// - Parameters:
  ///   - base: a commit or a tree.
  ///   - result: the same.
  /// - Throws: `EditingError`; with code `.invalid` when nothing differs.
  package func patch(from base: ObjectID, to result: ObjectID) async throws -> [UInt8] {
    try await inWords {
      let patch = try await writer.patch(from: base, to: result)
      guard !patch.isEmpty else { throw EditingError(.invalid, "there is nothing to make a patch of: nothing changed") }
      return patch
    }
  }

  /// Commits as a series of patches that `git am --keep-cr` takes.
  ///
  /// - Parameter commits: oldest first, no merges.
  /// - Throws: `EditingError`.
  package func series(of commits: [ObjectID]) async throws -> [UInt8] {
    try await inWords {
      guard !commits.isEmpty else {
        throw EditingError(.invalid, "there is nothing to make patches of: no commit was made")
      }
      return try await writer.patchSeries(of: commits)
    }
  }

  /// Writes a patch into a file that does not exist yet: whole or not at all, also when the process is killed meanwhile.
  ///
  /// - Parameter path: absolute.
  /// - Throws: `EditingError`; with code `.conflict` when something is there already.
  package static func write(_ patch: [UInt8], to path: String) throws(EditingError) {
    // Half a patch could be taken for a whole one.
    let part = "\(path).part"
    do throws(SystemFault) {
      unlink(part)
      let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
      do throws(SystemFault) {
        let file = OwnedDescriptor(owning: try uninterrupted { open(part, flags, 0o644) })
        try file.write(patch)
        try file.synchronize()
        // Unlike a renaming this fails when something lies there.
        try uninterrupted { link(part, path) }
      } catch {
        unlink(part)
        throw error
      }
      unlink(part)
    } catch {
      guard error.code != EEXIST else {
        throw EditingError(.conflict, "there is a file \(quoted(path)) already; choose another name for the patch")
      }
      throw EditingError(.inputOutput, "the patch \(quoted(path)) cannot be written: \(error.reason)")
    }
  }

  /// Passes errors of git on as errors of this room.
  private func inWords<Result>(_ action: () async throws -> Result) async throws -> Result {
    do {
      return try await action()
    } catch let error as GitError {
      throw EditingError(error)
    }
  }
}

extension EditingError {
  /// What went wrong with a repository, in this room's terms.
  init(_ error: GitError) {
    switch error.code {
    case .referenceMoved: self.init(.conflict, error.description)
    case .locked: self.init(.busy, error.description)
    case .invalidInput, .tooLarge: self.init(.invalid, error.description)
    default: self.init(.inputOutput, error.description)
    }
  }
}
