package import SourceText

/// All files of a tree, and what of it is no file that could be written anywhere.
package struct TreeFiles: Hashable, Sendable {
  /// In the order of their paths; submodules are among them.
  package var entries: [TreeEntry] = []

  /// Names that are not UTF-8, reach git's own folder or leave the tree, paths that are too long or too deep: each with
  /// the reason, control characters escaped.
  package var omissions: [Omission] = []

  package init() {}
}

extension RepositoryWriter {
  /// All files of a commit or tree.
  ///
  /// - Parameters:
  ///   - id: a commit or a tree.
  ///   - limit: how many files and folders are looked at.
  /// - Throws: `GitError` with code `.tooLarge` past the limit: a tree that holds another tree many times can name more
  ///   files than there is room for. With code `.corrupt` for a folder that names a file twice.
  package func files(of id: ObjectID, limit: Int = 1_000_000) async throws -> TreeFiles {
    let nameLength = await nameLength
    var files = TreeFiles()
    var folders: [(path: RelativePath?, id: ObjectID)] = [(nil, try await treeName(of: id))]
    var known: [ObjectID: TreeContent] = [:]
    var seen = 0
    while !folders.isEmpty {
      try Task.checkCancellation()
      // Folders of one depth are read together, since each question may be a process.
      for (id, object) in try await objects(
        Array(Set(folders.map(\.id)).subtracting(known.keys)), limit: Self.structureLimit)
      {
        guard object.kind == .tree else { throw GitError(.corrupt, "\(id) is not a tree; run `git fsck`") }
        known[id] = try TreeContent(object.content, of: id, nameLength: nameLength)
      }
      var inner: [(path: RelativePath?, id: ObjectID)] = []
      for folder in folders {
        guard let content = known[folder.id] else { continue }
        seen += content.entries.count + 1
        guard seen <= limit else {
          throw GitError(.tooLarge, "\(id) has more than \(limit) files and folders; it is not written out")
        }
        for (name, entry) in content.entries {
          guard let path = files.path(name, in: folder.path) else { continue }
          if entry.isFolder {
            inner.append((path, entry.id))
          } else {
            files.entries.append(TreeEntry(path: path, mode: FileMode(rawMode: entry.mode), id: entry.id))
          }
        }
      }
      folders = inner
    }
    files.entries.sort { $0.path < $1.path }
    files.omissions.sort { ($0.path ?? "") < ($1.path ?? "") }
    return files
  }
}

extension TreeFiles {
  /// The most folders inside one another.
  private static let depth = 200

  /// The path of an entry; nil when it is none, which is noted.
  fileprivate mutating func path(_ name: [UInt8], in folder: RelativePath?) -> RelativePath? {
    let prefix = folder.map { "\($0)/" } ?? ""
    let shown = prefix + String(decoding: name, as: UTF8.self)
    guard let text = String(validating: name, as: UTF8.self), !text.contains("/") else {
      omissions.append(Omission(path: shown, reason: "the name is not UTF-8, or no name"))
      return nil
    }
    guard name.count <= 255, shown.utf8.count < 4096, (folder?.components.count ?? 0) < Self.depth else {
      omissions.append(Omission(path: shown, reason: "the path is too long, or in more than \(Self.depth) folders"))
      return nil
    }
    do throws(SourceTextError) {
      return try RelativePath(shown)
    } catch {
      omissions.append(Omission(path: shown, reason: error.description))
      return nil
    }
  }
}

extension FileMode {
  /// The mode as git takes it: old ones that say more about permissions are regular or executable files.
  fileprivate init(rawMode: UInt32) {
    switch rawMode & 0o170000 {
    case 0o120000: self = .symbolicLink
    case 0o160000: self = .submodule
    case 0o040000: self = .folder
    default: self = rawMode & 0o100 != 0 ? .executable : .regular
    }
  }
}
