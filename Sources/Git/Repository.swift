package import SourceText

/// A repository to read, whatever reads it.
///
/// Nothing here runs anything of the repository: no hooks, filters, text conversions, external diffs or monitors.
/// All functions throw `GitError`.
package protocol Repository: Sendable {
  var location: RepositoryLocation { get async }

  /// What reads it, and why.
  var reader: RepositoryReader { get async }

  /// The commit that a revision names (`HEAD~2`, `main`, an object id, a tag); tags are peeled.
  func commit(named revision: String) async throws -> Commit

  /// A commit that all histories of the two share and no other such commit follows; nil when there is none.
  func mergeBase(of first: ObjectID, and second: ObjectID) async throws -> ObjectID?

  /// The commits that are reachable from `tips` and from none of `hidden`, newest first, children before parents.
  ///
  /// - Parameter limit: how many at the most.
  func commits(
    reachableFrom tips: [ObjectID], hiding hidden: [ObjectID], limit: Int
  ) async throws -> [Commit]

  /// The references whose full names start with a prefix (`refs/remotes/origin/`), peeled to commits where they name one.
  func references(startingWith prefix: String) async throws -> [Reference]

  /// The full name of the reference that is checked out (`refs/heads/main`), whether or not it has a commit yet; nil when a
  /// commit is checked out without one.
  func checkedOutReference() async throws -> String?

  /// Whether an object is in this repository's object database.
  func contains(_ id: ObjectID) async throws -> Bool

  /// What changed from one state to another, with renames found.
  func changes(from old: Snapshot, to new: Snapshot, limits: DiffLimits) async throws -> ChangeSet

  /// What stands at a path of a snapshot; nil when nothing does.
  func entry(at path: RelativePath, in snapshot: Snapshot) async throws -> TreeEntry?

  /// All files of a snapshot below a folder (nil: all), in the order of their paths; folders themselves are not listed.
  func entries(in snapshot: Snapshot, below folder: RelativePath?) async throws -> [TreeEntry]

  /// What stands directly in some folders of a snapshot, one listing for each: for who looks around from a place, in a
  /// repository that may be too large to be listed whole.
  ///
  /// What is no folder there has an empty listing. Files whose paths are not valid, and those with merge conflicts in the
  /// index, are not listed.
  ///
  /// - Parameters:
  ///   - folders: nil is the root.
  ///   - limit: files and folders that are told at most, in all; of what is over, the listings say nothing.
  func listings(of folders: [RelativePath?], in snapshot: Snapshot, limit: Int) async throws -> [FolderListing]

  /// The content of a blob.
  ///
  /// - Parameter limit: bytes; a larger blob is not read and throws `GitError` with code `.tooLarge`.
  func blob(_ id: ObjectID, limit: Int) async throws -> [UInt8]

  /// The contents of those blobs that can be read and are not larger than a limit.
  ///
  /// - Parameters:
  ///   - ids: at the most some hundred, since all contents are given at once.
  ///   - limit: bytes of one blob.
  func blobs(_ ids: [ObjectID], limit: Int) async throws -> [ObjectID: [UInt8]]

  /// Where the lines of a file come from, in order.
  ///
  /// The git program is called for this, whatever reads the repository otherwise.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - commit: the state in which the lines are numbered.
  ///   - lines: the lines that are asked about; nil: all.
  /// - Throws: `GitError` with code `.noSuchObject` when there is no such file, `.invalidInput` for lines past its end,
  ///   `.unsupported` when there is no git program.
  func blame(_ path: RelativePath, at commit: ObjectID, lines: LineRange?) async throws -> [BlameLine]

  /// A value of git's configuration, and the level it comes from; nil when it is not set.
  func configuration(_ key: String) async throws -> ConfigurationValue?

  /// The blob whose name begins with some digits; nil when there is none, or more than one.
  func blob(abbreviated digits: String) async throws -> ObjectID?
}

extension Repository {
  package func blob(abbreviated digits: String) async throws -> ObjectID? {
    guard let id = try? ObjectID(digits), try await contains(id) else { return nil }
    return id
  }
}

extension Repository {
  package func listings(
    of folders: [RelativePath?], in snapshot: Snapshot, limit: Int
  ) async throws -> [FolderListing] {
    FolderListing.listings(of: folders, among: try await entries(in: snapshot, below: nil), limit: limit)
  }

  package func blobs(_ ids: [ObjectID], limit: Int) async throws -> [ObjectID: [UInt8]] {
    var contents: [ObjectID: [UInt8]] = [:]
    for id in ids where contents[id] == nil {
      try Task.checkCancellation()
      contents[id] = try? await blob(id, limit: limit)
    }
    return contents
  }
}
