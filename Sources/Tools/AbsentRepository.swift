internal import Git
internal import SourceText

/// Stands where a tool is looked at and never run, as when a permission is explained.
struct AbsentRepository: Repository {
  private static let absence = GitError(.noRepository, "there is no repository here")

  var location: RepositoryLocation { RepositoryLocation(gitFolder: "", commonFolder: "", workTree: nil) }

  var reader: RepositoryReader { .library }

  func commit(named revision: String) async throws -> Commit { throw Self.absence }

  func mergeBase(of first: ObjectID, and second: ObjectID) async throws -> ObjectID? { throw Self.absence }

  func commits(
    reachableFrom tips: [ObjectID], hiding hidden: [ObjectID], limit: Int
  ) async throws -> [Commit] { throw Self.absence }

  func references(startingWith prefix: String) async throws -> [Reference] { throw Self.absence }

  func checkedOutReference() async throws -> String? { throw Self.absence }

  func contains(_ id: ObjectID) async throws -> Bool { throw Self.absence }

  func changes(from old: Snapshot, to new: Snapshot, limits: DiffLimits) async throws -> ChangeSet {
    throw Self.absence
  }

  func entry(at path: RelativePath, in snapshot: Snapshot) async throws -> TreeEntry? { throw Self.absence }

  func entries(in snapshot: Snapshot, below folder: RelativePath?) async throws -> [TreeEntry] { throw Self.absence }

  func listings(of folders: [RelativePath?], in snapshot: Snapshot, limit: Int) async throws -> [FolderListing] {
    throw Self.absence
  }

  func blob(_ id: ObjectID, limit: Int) async throws -> [UInt8] { throw Self.absence }

  func blame(_ path: RelativePath, at commit: ObjectID, lines: LineRange?) async throws -> [BlameLine] {
    throw Self.absence
  }

  func configuration(_ key: String) async throws -> Git.ConfigurationValue? { throw Self.absence }
}
