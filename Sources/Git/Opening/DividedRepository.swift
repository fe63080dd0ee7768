internal import SourceText

/// A repository that libgit2 reads, but for what the git program has to read: histories, the index or the work tree.
struct DividedRepository: Repository {
  let library: LibraryRepository
  let division: Division

  var location: RepositoryLocation { library.location }

  var reader: RepositoryReader {
    .divided(reasons: division.reasons)
  }

  func commit(named revision: String) async throws -> Commit { try await library.commit(named: revision) }

  func mergeBase(of first: ObjectID, and second: ObjectID) async throws -> ObjectID? {
    try await walker.mergeBase(of: first, and: second)
  }

  func commits(reachableFrom tips: [ObjectID], hiding hidden: [ObjectID], limit: Int) async throws -> [Commit] {
    try await walker.commits(reachableFrom: tips, hiding: hidden, limit: limit)
  }

  func references(startingWith prefix: String) async throws -> [Reference] {
    try await library.references(startingWith: prefix)
  }

  func checkedOutReference() async throws -> String? { try await library.checkedOutReference() }

  func contains(_ id: ObjectID) async throws -> Bool { try await library.contains(id) }

  func changes(from old: Snapshot, to new: Snapshot, limits: DiffLimits) async throws -> ChangeSet {
    try await reader(of: [old, new]).changes(from: old, to: new, limits: limits)
  }

  func entry(at path: RelativePath, in snapshot: Snapshot) async throws -> TreeEntry? {
    try await reader(of: [snapshot]).entry(at: path, in: snapshot)
  }

  func entries(in snapshot: Snapshot, below folder: RelativePath?) async throws -> [TreeEntry] {
    try await reader(of: [snapshot]).entries(in: snapshot, below: folder)
  }

  func listings(of folders: [RelativePath?], in snapshot: Snapshot, limit: Int) async throws -> [FolderListing] {
    try await reader(of: [snapshot]).listings(of: folders, in: snapshot, limit: limit)
  }

  func blob(_ id: ObjectID, limit: Int) async throws -> [UInt8] {
    // The git program knows the contents of changed files that it has read from the work tree.
    if let program = await library.openedProgram, await !program.workTree.contents(of: [id]).isEmpty {
      return try await program.blob(id, limit: limit)
    }
    return try await library.blob(id, limit: limit)
  }

  func blob(abbreviated digits: String) async throws -> ObjectID? { try await library.blob(abbreviated: digits) }

  func configuration(_ key: String) async throws -> ConfigurationValue? { try await library.configuration(key) }

  func blame(_ path: RelativePath, at commit: ObjectID, lines: LineRange?) async throws -> [BlameLine] {
    try await library.blame(path, at: commit, lines: lines)
  }

  /// Who can walk the history.
  private var walker: any Repository {
    get async throws {
      guard division.walks != nil else { return library }
      do {
        return try await library.program()
      } catch let error as GitError where error.code == .unsupported {
        // There is no git program, and libgit2 says itself what it cannot walk.
        return library
      }
    }
  }

  /// Who tells the truth about all of some states.
  private func reader(of snapshots: [Snapshot]) async throws -> any Repository {
    let needsProgram = snapshots.contains { snapshot in
      switch snapshot {
      case .index: division.index != nil
      case .workTree: division.workTree != nil
      case .commit, .empty: false
      }
    }
    return needsProgram ? try await library.program() : library
  }
}
