internal import SourceText

/// Makes the trees of a state of files out of another state and what changes, without an index.
///
/// Only folders with a change in them are read and made anew. The names of the new objects are computed here, so that
/// they can be written all at once.
struct TreeBuilder {
  /// The new trees, inner ones first.
  private(set) var made: [StoredObject] = []

  private let writer: any RepositoryWriter
  private let nameLength: Int

  /// What is to happen at a path and below it.
  fileprivate struct Node {
    var action: TreeChange.Action?
    var children: [[UInt8]: Node] = [:]
  }

  init(writer: any RepositoryWriter, nameLength: Int) {
    self.writer = writer
    self.nameLength = nameLength
  }

  /// Makes the root.
  ///
  /// - Parameter base: the tree that changes; nil for none.
  /// - Throws: `GitError` with code `.invalidInput` when changes contradict each other or the tree.
  mutating func build(_ changes: [TreeChange], onto base: ObjectID?) async throws -> ObjectID {
    var root = Node()
    for change in changes {
      try Self.check(change)
      try Self.insert(change, path: change.path.components[...], into: &root)
    }
    if let tree = try await tree(root, onto: base, path: "") { return tree }
    return try add(TreeContent())
  }

  /// The new tree of a folder; nil when it would be empty.
  private mutating func tree(_ node: Node, onto base: ObjectID?, path: String) async throws -> ObjectID? {
    var content = TreeContent()
    if let base { content = try await writer.tree(base) }
    for (name, child) in node.children {
      let childPath = path + String(decoding: name, as: UTF8.self)
      var entry = content.entries[name]
      switch child.action {
      case .put(let id, let mode):
        content.entries[name] = TreeContent.Entry(mode: mode.rawValue, id: id)
        continue
      case .remove:
        guard entry != nil else {
          throw GitError(.invalidInput, "\(quoted(childPath)) cannot be removed: the tree does not have it")
        }
        entry = nil
      case nil:
        if let entry, !entry.isFolder {
          throw GitError(.invalidInput, "\(quoted(childPath)) is a file, and nothing can lie below it; remove it first")
        }
      }
      let folder = try await tree(child, onto: entry?.id, path: "\(childPath)/")
      content.entries[name] = folder.map { TreeContent.Entry(mode: FileMode.folder.rawValue, id: $0) }
    }
    return content.entries.isEmpty ? nil : try add(content)
  }

  private mutating func add(_ content: TreeContent) throws(GitError) -> ObjectID {
    let object = StoredObject(.tree, content.encoded)
    made.append(object)
    return try object.id(nameLength: nameLength)
  }

  private static func check(_ change: TreeChange) throws(GitError) {
    guard change.path.string.utf8.count <= 4096 else {
      throw GitError(.invalidInput, "the path \(quoted(change.path.string)) is longer than 4096 bytes; shorten it")
    }
    guard case .put(_, let mode) = change.action else { return }
    if mode == .folder {
      throw GitError(.invalidInput, "\(quoted(change.path.string)) is put as a folder; put the files in it")
    }
    // Git refuses such a repository (CVE-2018-11235 and its kin).
    if mode == .symbolicLink, [".gitmodules", ".gitattributes", ".gitignore", ".mailmap"].contains(change.path.name) {
      throw GitError(.invalidInput, "\(quoted(change.path.string)) must not be a symbolic link, which git refuses")
    }
  }

  private static func insert(
    _ change: TreeChange, path: ArraySlice<Substring>, into node: inout Node
  ) throws(GitError) {
    var rest = path
    guard let name = rest.popFirst() else {
      if node.action != nil { throw contradiction(change) }
      node.action = change.action
      if case .put = change.action, node.putsSomethingBelow { throw contradiction(change) }
      return
    }
    let isPut = if case .put = change.action { true } else { false }
    if isPut, case .put = node.action { throw contradiction(change) }
    try insert(change, path: rest, into: &node.children[Array(name.utf8), default: Node()])
  }

  private static func contradiction(_ change: TreeChange) -> GitError {
    GitError(.invalidInput, "two changes contradict each other at \(quoted(change.path.string)); make them one")
  }
}

extension TreeBuilder.Node {
  fileprivate var putsSomethingBelow: Bool {
    children.values.contains { child in
      if case .put = child.action { return true }
      return child.putsSomethingBelow
    }
  }
}
