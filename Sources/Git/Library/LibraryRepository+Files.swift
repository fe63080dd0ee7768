internal import CLibgit2
package import SourceText

extension LibraryRepository {
  /// What stands at a path of a snapshot; the index holds no folders, so that one is nil there.
  package func entry(at path: RelativePath, in snapshot: Snapshot) throws(GitError) -> TreeEntry? {
    switch snapshot {
    case .empty:
      return nil
    case .workTree:
      return try readWorkTree().index.entry(at: path)
    case .index:
      return try index().entry(at: path)
    case .commit(let id):
      let tree = try tree(of: snapshot)
      let found: Handle<TreeEntryResource>
      do throws(LibraryFailure) {
        found = try Handle { git_tree_entry_bypath($0, tree.pointer, path.string) }
      } catch {
        if error.isNotFound && !error.isAbout(GIT_ERROR_ODB) { return nil }
        try checkFolders(of: snapshot)
        throw GitError(error, doing: "looking up a path of \(id) in", location)
      }
      guard let name = git_tree_entry_id(found.pointer)?.pointee else { return nil }
      return try TreeEntry(path: path, mode: git_tree_entry_filemode(found.pointer).rawValue, name: name)
    }
  }

  /// All files of a snapshot below a folder.
  ///
  /// Files whose paths are not valid (`RelativePath`) and those with merge conflicts in the index are not listed.
  ///
  /// - Throws: `GitError` with code `.tooLarge` past a million files and folders: a tree that holds another tree many
  ///   times can name more files than there is time for.
  package func entries(in snapshot: Snapshot, below folder: RelativePath?) throws(GitError) -> [TreeEntry] {
    let entries =
      switch snapshot {
      case .empty: [TreeEntry]()
      case .workTree: try readWorkTree().index.entries(below: folder)
      case .index: try index().entries(below: folder)
      case .commit: try treeEntries(in: snapshot, below: folder, limit: 1_000_000)
      }
    return entries.sorted { $0.path < $1.path }
  }

  package func blob(_ id: ObjectID, limit: Int) throws(GitError) -> [UInt8] {
    var name = try libraryName(of: id)
    let objects = try objectDatabase()
    let header: (type: git_object_t, size: Int)
    let blob: Handle<BlobResource>
    do throws(LibraryFailure) {
      header = try objects.header(of: name)
    } catch {
      throw failure(error, reading: "blob", id)
    }
    guard header.type == GIT_OBJECT_BLOB else {
      throw GitError(
        .noSuchObject, "\(id) in \(quoted(location.commonFolder)) is a folder, a commit or a tag, not a file")
    }
    guard header.size <= limit else {
      throw GitError(
        .tooLarge,
        "the blob \(id) has \(header.size) bytes, more than the limit of \(limit); raise the limit to read it")
    }
    do throws(LibraryFailure) {
      blob = try Handle { git_blob_lookup($0, repository.pointer, &name) }
    } catch {
      throw failure(error, reading: "blob", id)
    }
    return blob.copy()
  }

  package func blob(abbreviated digits: String) throws(GitError) -> ObjectID? {
    let objects = try objectDatabase()
    let length = min(digits.utf8.count, Int(GIT_OID_HEXSZ))
    var (short, name) = (git_oid(), git_oid())
    guard git_oid_fromstrn(&short, digits, length) == 0,
      git_odb_exists_prefix(&name, objects.pointer, &short, length) == 0,
      (try? objects.header(of: name).type) == GIT_OBJECT_BLOB
    else { return nil }
    return try ObjectID(name)
  }

  package func configuration(_ key: String) throws(GitError) -> ConfigurationValue? {
    do throws(LibraryFailure) {
      let configuration = try Handle<ConfigurationResource> {
        git_repository_config_snapshot($0, repository.pointer)
      }
      return try configuration.value(of: key)
    } catch {
      if error.code == GIT_EINVALIDSPEC.rawValue {
        throw GitError(
          .invalidInput, "\(quoted(key)) is not a configuration key; git's keys look like `core.hooksPath`")
      }
      throw GitError(error, doing: "reading the configuration of", location)
    }
  }

  /// - Parameter limit: how many files and folders are looked at.
  func treeEntries(
    in snapshot: Snapshot, below folder: RelativePath?, limit: Int
  ) throws(GitError) -> [TreeEntry] {
    guard case .commit(let commit) = snapshot else { return [] }
    var folders: [(name: git_oid, prefix: String)] = []
    if let folder {
      guard let entry = try entry(at: folder, in: snapshot), entry.mode == .folder else { return [] }
      folders.append((try libraryName(of: entry.id), "\(folder)/"))
    } else {
      guard let root = git_tree_id(try tree(of: snapshot).pointer)?.pointee else { return [] }
      folders.append((root, ""))
    }

    var entries: [TreeEntry] = []
    var seen = 0
    // A stack, not recursion: the depth is the repository's choice.
    while let (folderName, prefix) = folders.popLast() {
      var name = folderName
      let tree: Handle<TreeResource>
      do throws(LibraryFailure) {
        tree = try Handle { git_tree_lookup($0, repository.pointer, &name) }
      } catch {
        throw failure(error, reading: "tree", try ObjectID(name))
      }
      let count = git_tree_entrycount(tree.pointer)
      seen += count + 1
      guard seen <= limit, prefix.utf8.count <= 4096 else {
        throw GitError(
          .tooLarge,
          "the commit \(commit) has more than \(limit) files and folders, or a path of more than 4096 bytes; "
            + "name a folder of it")
      }
      for position in 0..<count {
        let entry = git_tree_entry_byindex(tree.pointer, position)
        guard let child = git_tree_entry_id(entry)?.pointee, let text = git_tree_entry_name(entry),
          let component = String(validatingCString: text)
        else { continue }
        let mode = git_tree_entry_filemode(entry).rawValue
        if mode == FileMode.folder.rawValue {
          folders.append((child, "\(prefix)\(component)/"))
        } else if let path = try? RelativePath(prefix + component) {
          entries.append(try TreeEntry(path: path, mode: mode, name: child))
        }
      }
    }
    return entries
  }
}

extension Handle where Resource == IndexResource {
  borrowing func entry(at path: RelativePath) throws(GitError) -> TreeEntry? {
    guard let entry = git_index_get_bypath(pointer, path.string, 0)?.pointee else { return nil }
    return try TreeEntry(path: path, mode: entry.mode, name: entry.id)
  }

  borrowing func entries(below folder: RelativePath?) throws(GitError) -> [TreeEntry] {
    let prefix = folder.map { "\($0)/" } ?? ""
    var entries: [TreeEntry] = []
    for position in 0..<git_index_entrycount(pointer) {
      guard let entry = git_index_get_byindex(pointer, position), git_index_entry_stage(entry) == 0,
        let path = RelativePath(libraryPath: entry.pointee.path), path.string.hasPrefix(prefix)
      else { continue }
      entries.append(try TreeEntry(path: path, mode: entry.pointee.mode, name: entry.pointee.id))
    }
    return entries
  }
}

extension TreeEntry {
  init(path: RelativePath, mode: UInt32, name: git_oid) throws(GitError) {
    self.init(path: path, mode: FileMode(rawValue: mode) ?? .regular, id: try ObjectID(name))
  }
}
