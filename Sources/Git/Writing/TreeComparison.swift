internal import SourceText

/// What differs between two trees, file by file, without a search for renames.
///
/// Names are bytes here, so that nothing is left out: a patch has to tell all of a change.
struct TreeComparison {
  private let writer: any RepositoryWriter

  /// How many files and folders are looked at.
  private let limit: Int

  /// Two folders that stand at the same place.
  private struct Pair {
    var prefix: [UInt8]
    var old: ObjectID?
    var new: ObjectID?
  }

  init(writer: any RepositoryWriter, limit: Int = 1_000_000) {
    self.writer = writer
    self.limit = limit
  }

  /// The changed files in the order of their paths.
  ///
  /// - Throws: `GitError` with code `.tooLarge` past the limit.
  func changes(from old: ObjectID?, to new: ObjectID?) async throws -> [RawChange] {
    let nameLength = await writer.nameLength
    var changes: [RawChange] = []
    var pairs = old == new ? [] : [Pair(prefix: [], old: old, new: new)]
    var seen = 0
    while !pairs.isEmpty {
      try Task.checkCancellation()
      // Folders of one depth are read together, since each question may be a process.
      let objects = try await writer.objects(
        Array(Set(pairs.flatMap { [$0.old, $0.new].compactMap { $0 } })), limit: 64 << 20)
      var inner: [Pair] = []
      for pair in pairs {
        func entries(_ id: ObjectID?) throws(GitError) -> [[UInt8]: TreeContent.Entry] {
          guard let id, let object = objects[id] else { return [:] }
          guard object.kind == .tree else { throw GitError(.corrupt, "\(id) is not a tree; run `git fsck`") }
          return try TreeContent(object.content, of: id, nameLength: nameLength).entries
        }
        let (before, after) = (try entries(pair.old), try entries(pair.new))
        seen += before.count + after.count
        guard seen <= limit, pair.prefix.count <= 4096 else {
          throw GitError(.tooLarge, "the states differ in more than \(limit) files and folders; compare nearer commits")
        }
        for name in Set(before.keys).union(after.keys) where before[name] != after[name] {
          compare(before[name], after[name], at: pair.prefix + name, &changes, &inner)
        }
      }
      pairs = inner
    }
    return changes.sorted { $0.path.lexicographicallyPrecedes($1.path) }
  }

  private func compare(
    _ old: TreeContent.Entry?, _ new: TreeContent.Entry?, at path: [UInt8], _ changes: inout [RawChange],
    _ inner: inout [Pair]
  ) {
    let folders = [old, new].map { entry in entry.flatMap { $0.isFolder ? $0.id : nil } }
    if folders[0] != folders[1] {
      inner.append(Pair(prefix: path + [UInt8(ascii: "/")], old: folders[0], new: folders[1]))
    }
    let files = [old, new].map { entry in
      entry.flatMap { $0.isFolder ? nil : RawChange.Side(id: $0.id, mode: $0.mode) }
    }
    guard files[0] != files[1] else { return }
    let status: Character = files[0] == nil ? "A" : files[1] == nil ? "D" : "M"
    changes.append(RawChange(status: status, path: path, old: files[0], new: files[1]))
  }
}
