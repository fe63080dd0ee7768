internal import Git
internal import SourceText

/// What is to lie in a folder of a tree, folder by folder.
struct WorktreePlan: Sendable {
  struct File: Sendable, Equatable {
    var mode: FileMode
    var id: ObjectID

    /// Bytes.
    var size: Int
  }

  var files: [EntryName: File] = [:]
  var folders: [EntryName: WorktreePlan] = [:]

  /// Submodules, which become empty folders.
  var submodules: Set<EntryName> = []

  init() {}

  /// - Parameters:
  ///   - entries: the files of a commit.
  ///   - sizes: the sizes of their contents.
  init(_ entries: [TreeEntry], sizes: [ObjectID: StoredObjectHeader]) {
    for entry in entries {
      let size = sizes[entry.id]?.size ?? 0
      insert(entry, size: size, components: entry.path.components[...])
    }
  }

  /// The file at a path; nil when there is none.
  func file(at path: RelativePath) -> File? {
    var plan = self
    for component in path.components.dropLast() {
      guard let folder = plan.folders[EntryName(component)] else { return nil }
      plan = folder
    }
    return plan.files[EntryName(path.name)]
  }

  private mutating func insert(_ entry: TreeEntry, size: Int, components: ArraySlice<Substring>) {
    guard let first = components.first else { return }
    let name = EntryName(first)
    if components.count > 1 {
      folders[name, default: WorktreePlan()].insert(entry, size: size, components: components.dropFirst())
    } else if entry.mode == .submodule {
      submodules.insert(name)
    } else {
      files[name] = File(mode: entry.mode, id: entry.id, size: size)
    }
  }
}

/// Which part of a tree is looked at.
enum WorktreeScope: Sendable {
  case all

  /// These paths, and what is below them.
  case paths(Set<RelativePath>)

  enum Coverage {
    case whole

    /// Something below the path is looked at, but not the path itself.
    case partly
    case none
  }

  func coverage(of path: RelativePath) -> Coverage {
    guard case .paths(let paths) = self else { return .whole }
    var ancestor: RelativePath? = path
    while let current = ancestor {
      if paths.contains(current) { return .whole }
      ancestor = current.parent
    }
    let prefix = "\(path)/"
    return paths.contains { $0.string.hasPrefix(prefix) } ? .partly : .none
  }
}
