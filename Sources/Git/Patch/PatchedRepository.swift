package import SourceText

/// A repository with a patch laid over its checked out commit, or a patch alone.
///
/// The patched state stands in the place of the work tree (`Snapshot.workTree`), which is not read here. Everything is
/// made in memory.
package struct PatchedRepository: Repository {
  private let repository: (any Repository)?
  private let patch: Patch
  private let files: PatchedFiles

  /// The state that the patch is compared with: the checked out commit; nothing without one.
  package let base: Snapshot

  /// Why the model's tools cannot show all of the patched files; nil when they can.
  package let limitation: String?

  /// - Parameters:
  ///   - patch: the patch.
  ///   - repository: what it is a patch of; nil when nobody knows.
  package init(_ patch: Patch, over repository: (any Repository)?) async throws {
    self.patch = patch
    self.repository = repository
    guard let repository, let head = try await Self.head(of: repository) else {
      files = PatchedFiles()
      base = .empty
      limitation =
        repository == nil
        ? "there is no repository: the patch was reviewed by its lines alone, without the files around them"
        : "there is no commit yet: the patch was reviewed by its lines alone, without the files around them"
      return
    }
    base = .commit(head)
    files = try await PatchedFiles(patch, at: head, in: repository)
    limitation = Self.limitation(of: files.unknown)
  }

  private static func head(of repository: any Repository) async throws -> ObjectID? {
    do {
      return try await repository.commit(named: "HEAD").id
    } catch let error as GitError where error.code == .noSuchRevision {
      return nil
    }
  }

  private static func limitation(of unknown: [RelativePath: String]) -> String? {
    guard let first = unknown.min(by: { $0.key < $1.key }) else { return nil }
    let more = unknown.count > 1 ? ", and \(unknown.count - 1) more" : ""
    return "reviewed by the patch's lines alone, without the rest of the file: "
      + "\(quoted(first.key.string)) (\(first.value))\(more)"
  }

  // MARK: The patched state

  package func changes(from old: Snapshot, to new: Snapshot, limits: DiffLimits) async throws -> ChangeSet {
    guard new == .workTree, old == base else {
      guard let repository else { return ChangeSet() }
      return try await repository.changes(from: old, to: new, limits: limits)
    }
    var change = patch.change
    for index in change.files.indices {
      let path = change.files[index].path
      if let id = files.blob(at: path) { change.files[index].new?.blob = id }
      change.files[index].new?.size = files.size(at: path)
    }
    return change
  }

  package func entry(at path: RelativePath, in snapshot: Snapshot) async throws -> TreeEntry? {
    if snapshot == .workTree {
      if let state = files.states[path] { return state.entry(at: path) }
      if let reason = files.unknown[path] {
        throw GitError(.noSuchObject, "the whole of \(quoted(path.string)) is not known (\(reason)); only its diff is")
      }
      return try await repository?.entry(at: path, in: base)
    }
    // A patch may be one of another version than the checked out one.
    if snapshot == base, let old = files.originals[path] { return old }
    return try await repository?.entry(at: path, in: snapshot)
  }

  package func entries(in snapshot: Snapshot, below folder: RelativePath?) async throws -> [TreeEntry] {
    guard snapshot == .workTree else { return try await repository?.entries(in: snapshot, below: folder) ?? [] }
    let known = try await repository?.entries(in: base, below: folder) ?? []
    let prefix = folder.map { "\($0)/" } ?? ""
    let patched = files.states.compactMap { path, state in
      path.string.hasPrefix(prefix) ? state.entry(at: path) : nil
    }
    return (known.filter { files.states[$0.path] == nil } + patched).sorted { $0.path < $1.path }
  }

  package func listings(
    of folders: [RelativePath?], in snapshot: Snapshot, limit: Int
  ) async throws -> [FolderListing] {
    guard snapshot == .workTree else {
      return try await repository?.listings(of: folders, in: snapshot, limit: limit)
        ?? folders.map { FolderListing(folder: $0) }
    }
    let known = try await repository?.listings(of: folders, in: base, limit: limit)
    let patched = files.states.compactMap { $1.entry(at: $0) }
    let laidOver = FolderListing.listings(of: folders, among: patched, limit: .max)
    var left = limit
    return zip(laidOver, known ?? laidOver).map { laidOver, known in
      var listing = FolderListing(
        folder: known.folder,
        files: (known.files.filter { files.states[$0.path] == nil } + laidOver.files).sorted { $0.path < $1.path },
        folders: Set(known.folders + laidOver.folders).sorted())
      listing.cut(to: &left)
      return listing
    }
  }

  package func blob(_ id: ObjectID, limit: Int) async throws -> [UInt8] {
    if let content = files.contents[id] {
      guard content.count <= limit else {
        throw GitError(.tooLarge, "the patched file has \(content.count) bytes, more than the limit of \(limit)")
      }
      return content
    }
    return try await known().blob(id, limit: limit)
  }

  package func blobs(_ ids: [ObjectID], limit: Int) async throws -> [ObjectID: [UInt8]] {
    let patched = ids.reduce(into: [ObjectID: [UInt8]]()) { $0[$1] = files.contents[$1] }
    let others = try await repository?.blobs(ids.filter { patched[$0] == nil }, limit: limit) ?? [:]
    return others.merging(patched.filter { $0.value.count <= limit }) { $1 }
  }

  // MARK: The repository below

  package var reader: RepositoryReader {
    get async { await repository?.reader ?? .library }
  }

  package func blame(_ path: RelativePath, at commit: ObjectID, lines: LineRange?) async throws -> [BlameLine] {
    try await known().blame(path, at: commit, lines: lines)
  }

  package func blob(abbreviated digits: String) async throws -> ObjectID? {
    try await repository?.blob(abbreviated: digits)
  }

  package var location: RepositoryLocation {
    get async { await repository?.location ?? RepositoryLocation(gitFolder: ".", commonFolder: ".", workTree: nil) }
  }

  package func commit(named revision: String) async throws -> Commit {
    try await known().commit(named: revision)
  }

  package func mergeBase(of first: ObjectID, and second: ObjectID) async throws -> ObjectID? {
    try await known().mergeBase(of: first, and: second)
  }

  package func commits(
    reachableFrom tips: [ObjectID], hiding hidden: [ObjectID], limit: Int
  ) async throws -> [Commit] {
    try await known().commits(reachableFrom: tips, hiding: hidden, limit: limit)
  }

  package func references(startingWith prefix: String) async throws -> [Reference] {
    try await repository?.references(startingWith: prefix) ?? []
  }

  package func checkedOutReference() async throws -> String? { try await repository?.checkedOutReference() }

  package func contains(_ id: ObjectID) async throws -> Bool {
    if files.contents[id] != nil { return true }
    return try await repository?.contains(id) ?? false
  }

  package func configuration(_ key: String) async throws -> ConfigurationValue? {
    try await repository?.configuration(key)
  }

  private func known() throws -> any Repository {
    guard let repository else {
      throw GitError(.noRepository, "there is no repository, only the patch; use its diff")
    }
    return repository
  }
}
