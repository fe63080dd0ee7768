package import SourceText

/// A repository to write objects and references into, whatever writes them.
///
/// There is no index and no work tree here: files become objects, objects become trees and commits, and a reference moves
/// to a commit only from where it was seen. Nothing of the repository runs, no hooks, no filters. Objects and references
/// are on the disk, and not only in the system's memory, when a call returns. All functions throw `GitError`.
package protocol RepositoryWriter: Sendable {
  var location: RepositoryLocation { get async }

  /// Hexadecimal digits of an object's name: 40 or 64.
  var nameLength: Int { get async }

  /// Writes objects as they are; what is there already stays.
  ///
  /// - Returns: their names, in order.
  /// - Throws: `GitError` with code `.notWritable` when the disk is full or the folder cannot be written.
  func write(_ objects: [StoredObject]) async throws -> [ObjectID]

  /// The kinds and sizes of those objects that are there.
  func headers(of ids: [ObjectID]) async throws -> [ObjectID: StoredObjectHeader]

  /// The objects themselves.
  ///
  /// - Parameter limit: bytes of one object.
  /// - Throws: `GitError` with code `.noSuchObject` when one is missing, `.tooLarge` when one is larger.
  func objects(_ ids: [ObjectID], limit: Int) async throws -> [ObjectID: StoredObject]

  /// Changes a reference if it is what was expected.
  ///
  /// - Throws: `GitError` with code `.referenceMoved` when it is not, `.locked` when another program holds it,
  ///   `.invalidInput` for a name that is not allowed, `.noSuchObject` for a target that is not there.
  func update(_ update: ReferenceUpdate) async throws

  /// What a reference leads to by itself; nil when there is none, or it names another reference.
  func target(ofReference name: String) async throws -> ObjectID?

  /// The suite's own references whose names begin with a prefix, which begins with `refs/fulcrum/` itself.
  func privateReferences(startingWith prefix: String) async throws -> [Reference]

  /// The branches that must not move under somebody, by their full names, each with the folder where it is checked out
  /// or where a rebase will put it.
  func branchesInUse() async throws -> [String: String]
}

extension RepositoryWriter {
  /// Bytes of one folder or commit that is read at the most.
  static var structureLimit: Int { 64 << 20 }

  /// Writes the content of a file.
  package func write(blob content: [UInt8]) async throws -> ObjectID {
    try await write([StoredObject(.blob, content)])[0]
  }

  /// Writes the tree of another tree with some changes.
  ///
  /// - Parameters:
  ///   - changes: what changes; nothing else does.
  ///   - base: a commit or a tree; nil for no files at all.
  /// - Returns: the tree's name.
  /// - Throws: `GitError` with code `.invalidInput` when the changes contradict each other or the tree, `.noSuchObject`
  ///   when a file's content was not written before.
  package func writeTree(_ changes: [TreeChange], onto base: ObjectID?) async throws -> ObjectID {
    let puts = changes.compactMap { change in
      if case .put(let id, let mode) = change.action, mode != .submodule { (change.path, id) } else { nil }
    }
    let headers = try await headers(of: puts.map(\.1))
    for (path, id) in puts where headers[id]?.kind != .blob {
      throw GitError(
        .noSuchObject, "the content \(id) of \(quoted(path.string)) is not in \(quoted(await location.commonFolder))")
    }
    var builder = TreeBuilder(writer: self, nameLength: await nameLength)
    var tree: ObjectID?
    if let base { tree = try await treeName(of: base) }
    let root = try await builder.build(changes, onto: tree)
    _ = try await write(builder.made)
    return root
  }

  /// Writes a commit; no reference leads to it yet.
  ///
  /// - Throws: `GitError` with code `.invalidInput` for what git could not read again, `.noSuchObject` when its tree or a
  ///   parent is missing.
  package func writeCommit(_ commit: CommitContent) async throws -> ObjectID {
    let headers = try await headers(of: [commit.tree] + commit.parents)
    for (id, kind) in [(commit.tree, ObjectKind.tree)] + commit.parents.map({ ($0, .commit) }) {
      guard headers[id]?.kind == kind else {
        throw GitError(.noSuchObject, "there is no \(kind.rawValue) \(id) in \(quoted(await location.commonFolder))")
      }
    }
    return try await write([StoredObject(.commit, commit.encoded())])[0]
  }

  /// All that a commit says.
  package func commitContent(_ id: ObjectID) async throws -> CommitContent {
    let object = try await object(id)
    guard object.kind == .commit else {
      throw GitError(.noSuchObject, "\(id) in \(quoted(await location.commonFolder)) is not a commit")
    }
    return try CommitContent(object.content, of: id)
  }

  /// The tree that a commit names, or a tree itself.
  func treeName(of id: ObjectID) async throws -> ObjectID {
    let object = try await object(id)
    switch object.kind {
    case .tree: return id
    case .commit: return try CommitContent(object.content, of: id).tree
    case .blob, .tag:
      throw GitError(.noSuchObject, "\(id) in \(quoted(await location.commonFolder)) is neither a commit nor a tree")
    }
  }

  /// The entries of a folder.
  func tree(_ id: ObjectID) async throws -> TreeContent {
    let object = try await object(id)
    guard object.kind == .tree else {
      throw GitError(.corrupt, "\(id) in \(quoted(await location.commonFolder)) is not a tree; run `git fsck`")
    }
    return try TreeContent(object.content, of: id, nameLength: await nameLength)
  }

  private func object(_ id: ObjectID) async throws -> StoredObject {
    guard let object = try await objects([id], limit: Self.structureLimit)[id] else {
      throw GitError(.noSuchObject, "there is no object \(id) in \(quoted(await location.commonFolder))")
    }
    return object
  }
}
