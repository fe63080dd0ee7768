package import Git
package import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Brings a change that was made elsewhere into the user's work tree, through a transaction.
///
/// It is carried out only when each file that it touches lies there exactly as in the state that the change was made from,
/// and is staged so too. Nothing else is touched: no other file, not the index, no branch.
package struct WorkTreeApplication: Sendable {
  private let repository: any Repository
  private let writer: any RepositoryWriter
  private let limit: Int

  /// - Parameters:
  ///   - repository: opened anew, since a reader keeps the state of the work tree that it saw first.
  ///   - limit: bytes of one file.
  package init(of repository: any Repository, _ writer: any RepositoryWriter, limit: Int = 32 << 20) {
    self.repository = repository
    self.writer = writer
    self.limit = limit
  }

  /// The operations that turn one state into another.
  ///
  /// - Parameters:
  ///   - base: the commit that the files are to be as in.
  ///   - staged: the commit that what is staged may be as in too, where an earlier result was applied; nil for `base` alone.
  ///   - result: a commit or a tree.
  ///   - root: the root of the work tree.
  /// - Throws: `EditingError`: `.conflict` when the work tree or the index is not as in `base`, `.unsafe` for a change that
  ///   cannot be made file by file, `.busy` when git is at work there, `.invalid` when nothing differs.
  package func operations(
    from base: ObjectID, staged: ObjectID? = nil, to result: ObjectID, in root: RootFolder, reason: String
  ) async throws -> [FileOperation] {
    do {
      try await checkPlace(root)
      let (old, new) = (try await writer.files(of: base), try await writer.files(of: result))
      let before = Dictionary(uniqueKeysWithValues: old.entries.map { ($0.path, $0) })
      var indexed = before
      if let staged, staged != base {
        indexed = Dictionary(uniqueKeysWithValues: try await writer.files(of: staged).entries.map { ($0.path, $0) })
      }
      let after = Dictionary(uniqueKeysWithValues: new.entries.map { ($0.path, $0) })
      let paths = Set(before.keys).union(after.keys).filter {
        before[$0]?.id != after[$0]?.id || before[$0]?.mode != after[$0]?.mode
      }.sorted()
      guard !paths.isEmpty else { throw EditingError(.invalid, "there is nothing to apply: nothing changed") }
      var operations: [FileOperation] = []
      for path in paths {
        try await checkIndex(path, [before[path], indexed[path]])
        operations.append(try await operation(path, before[path], after[path], in: root, reason))
      }
      return operations
    } catch let error as GitError {
      throw EditingError(error)
    }
  }

  /// Applies the change: all of it or nothing.
  ///
  /// - Parameter transaction: one on the root of the work tree.
  /// - Throws: `EditingError`, also for what the transaction's rules refuse.
  package func apply(
    from base: ObjectID, staged: ObjectID? = nil, to result: ObjectID, with transaction: EditTransaction, reason: String
  ) async throws -> AppliedChange {
    let operations = try await operations(
      from: base, staged: staged, to: result, in: transaction.root, reason: reason)
    let checked = try await transaction.check(operations)
    // A part of a change is none: what its other part needs may be in the rest.
    if let skipped = checked.skipped.first {
      throw EditingError(
        .unsafe,
        "\(quoted(skipped.path.string)) is not edited here (\(skipped.reason)), so that nothing was changed; take the "
          + "result as a branch or a patch")
    }
    return try await transaction.apply(checked)
  }

  private func checkPlace(_ root: RootFolder) async throws {
    let location = await repository.location
    guard let workTree = location.workTree else {
      throw EditingError(
        .invalid,
        "the repository \(quoted(location.gitFolder)) has no work tree; take the result as a branch or a patch")
    }
    guard try RootFolder(workTree).identity == root.identity else {
      throw EditingError(.invalid, "\(quoted(root.path)) is not the work tree \(quoted(workTree))")
    }
    let lock = "\(location.gitFolder)/index.lock"
    guard access(lock, F_OK) != 0 else {
      throw EditingError(
        .busy,
        "git is at work in \(quoted(workTree)), so that nothing was changed; wait for its end, or, if no git program runs, "
          + "delete \(quoted(lock))")
    }
  }

  private func operation(
    _ path: RelativePath, _ old: TreeEntry?, _ new: TreeEntry?, in root: RootFolder, _ reason: String
  ) async throws -> FileOperation {
    for mode in [old?.mode, new?.mode].compactMap({ $0 }) where mode == .symbolicLink || mode == .submodule {
      throw EditingError(
        .unsafe,
        "\(quoted(path.string)) is a \(mode == .submodule ? "submodule" : "symbolic link"), which is not changed here; take "
          + "the result as a branch or a patch")
    }
    guard let old else {
      guard case .absent = try root.entry(at: path, limit: 0) else {
        throw conflict(path, "is there already, and is not in the state that the change was made from")
      }
      let content = try await content(of: new)
      return FileOperation(path, .create(content, isExecutable: new?.mode == .executable), reason: reason)
    }
    let base = try await content(of: old)
    guard case .file(let file) = try root.entry(at: path, limit: limit) else {
      throw conflict(path, "is not there as a file, as it is in the state that the change was made from")
    }
    guard file.bytes == base else { throw conflict(path, "was edited since the state that the change was made from") }
    guard file.isExecutable == (old.mode == .executable) else {
      throw conflict(path, "has other permissions than in the state that the change was made from")
    }
    guard let new else { return FileOperation(path, .delete(base: file.hash), reason: reason) }
    guard new.mode == old.mode else {
      throw EditingError(
        .unsafe,
        "\(quoted(path.string)) changes its permissions, which is not done here; take the result as a branch or a patch"
      )
    }
    let replacement = FileOperation.Replacement(from: base, to: try await content(of: new))
    return FileOperation(path, .edit(base: file.hash, [replacement]), reason: reason)
  }

  /// A file that is staged otherwise was edited too, though the work tree does not show it.
  private func checkIndex(_ path: RelativePath, _ states: [TreeEntry?]) async throws {
    let staged = try await repository.entry(at: path, in: .index)
    guard states.contains(where: { staged?.id == $0?.id && staged?.mode == $0?.mode }) else {
      throw conflict(path, "is staged otherwise than in the state that the change was made from")
    }
  }

  private func content(of entry: TreeEntry?) async throws -> [UInt8] {
    guard let entry, let object = try await writer.objects([entry.id], limit: limit)[entry.id] else { return [] }
    return object.content
  }

  private func conflict(_ path: RelativePath, _ what: String) -> EditingError {
    EditingError(
      .conflict, "\(quoted(path.string)) \(what); nothing was changed; take the result as a branch or a patch")
  }
}

extension FileOperation.Replacement {
  /// The one replacement that turns some bytes into others: what lies between what both begin and end with.
  init(from old: [UInt8], to new: [UInt8]) {
    let shorter = min(old.count, new.count)
    var start = 0
    while start < shorter, old[start] == new[start] { start += 1 }
    var end = 0
    while end < shorter - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
    self.init(start..<(old.count - end), Array(new[start..<(new.count - end)]))
  }
}
