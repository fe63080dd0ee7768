package import SourceText

/// A repository to read, whatever reads it.
///
/// Nothing here runs anything of the repository: no hooks, filters, text conversions, external diffs or monitors.
/// All functions throw `GitError`.
package protocol Repository: Sendable {
  var location: RepositoryLocation { get async }

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

  /// Whether an object is in this repository's object database.
  func contains(_ id: ObjectID) async throws -> Bool

  /// What changed from one state to another, with renames found.
  func changes(from old: Snapshot, to new: Snapshot, limits: DiffLimits) async throws -> ChangeSet

  /// What stands at a path of a snapshot; nil when nothing does.
  func entry(at path: RelativePath, in snapshot: Snapshot) async throws -> TreeEntry?

  /// All files of a snapshot below a folder (nil: all), in the order of their paths; folders themselves are not listed.
  func entries(in snapshot: Snapshot, below folder: RelativePath?) async throws -> [TreeEntry]

  /// The content of a blob.
  ///
  /// - Parameter limit: bytes; a larger blob is not read and throws `GitError` with code `.tooLarge`.
  func blob(_ id: ObjectID, limit: Int) async throws -> [UInt8]

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
