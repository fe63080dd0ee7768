internal import CLibgit2
package import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension LibraryRepository {
  package func listings(
    of folders: [RelativePath?], in snapshot: Snapshot, limit: Int
  ) throws(GitError) -> [FolderListing] {
    var left = limit
    switch snapshot {
    case .empty:
      return folders.map { FolderListing(folder: $0) }
    case .workTree:
      return try readWorkTree().index.listings(of: folders, limit: limit)
    case .index:
      return try index().listings(of: folders, limit: limit)
    case .commit(let commit):
      if toldFolders?.commit != commit { toldFolders = (commit, [:]) }
      return try folders.map { (folder) throws(GitError) in try treeListing(of: folder, in: snapshot, left: &left) }
    }
  }

  /// The name of the tree at a path; nil when there is none.
  private func treeName(of folder: RelativePath, in snapshot: Snapshot) throws(GitError) -> git_oid? {
    if let told = toldFolders?.names[folder.string] { return told }
    guard let entry = try entry(at: folder, in: snapshot), entry.mode == .folder else { return nil }
    return try libraryName(of: entry.id)
  }

  /// - Parameter left: files and folders that may still be told.
  private func treeListing(
    of folder: RelativePath?, in snapshot: Snapshot, left: inout Int
  ) throws(GitError) -> FolderListing {
    var listing = FolderListing(folder: folder)
    let tree: Handle<TreeResource>
    if let folder {
      guard var name = try treeName(of: folder, in: snapshot) else { return listing }
      do throws(LibraryFailure) {
        tree = try Handle { git_tree_lookup($0, repository.pointer, &name) }
      } catch {
        throw failure(error, reading: "tree", try ObjectID(name))
      }
    } else {
      tree = try self.tree(of: snapshot)
    }
    let prefix = folder.map { "\($0)/" } ?? ""
    for position in 0..<git_tree_entrycount(tree.pointer) where listing.count < left {
      let entry = git_tree_entry_byindex(tree.pointer, position)
      guard let child = git_tree_entry_id(entry)?.pointee, let text = git_tree_entry_name(entry),
        let component = String(validatingCString: text), let path = try? RelativePath(prefix + component)
      else { continue }
      let mode = git_tree_entry_filemode(entry).rawValue
      if mode == FileMode.folder.rawValue {
        listing.folders.append(path)
        toldFolders?.names[path.string] = child
      } else {
        listing.files.append(try TreeEntry(path: path, mode: mode, name: child))
      }
    }
    left -= listing.count
    // Git orders a folder as if its name ended in a slash.
    listing.files.sort { $0.path < $1.path }
    listing.folders.sort()
    return listing
  }
}

extension Handle where Resource == IndexResource {
  borrowing func listings(of folders: [RelativePath?], limit: Int) throws(GitError) -> [FolderListing] {
    var left = limit
    var listings: [FolderListing] = []
    for folder in folders {
      let listing = try listing(of: folder, limit: left)
      left -= listing.count
      listings.append(listing)
    }
    return listings
  }

  /// What stands directly in a folder: the index is one list of all files, in which those of a folder follow each other.
  private borrowing func listing(of folder: RelativePath?, limit: Int) throws(GitError) -> FolderListing {
    var listing = FolderListing(folder: folder)
    let prefix = folder.map { "\($0)/" } ?? ""
    let length = prefix.utf8.count
    var position = 0
    if folder != nil, git_index_find_prefix(&position, pointer, prefix) != 0 { return listing }
    var subfolder: String?
    while listing.count < limit, let entry = git_index_get_byindex(pointer, position), let text = entry.pointee.path {
      position += 1
      guard strncmp(text, prefix, length) == 0 else { break }
      let rest = text + length
      if let subfolder, strncmp(rest, subfolder, subfolder.utf8.count) == 0 { continue }
      guard git_index_entry_stage(entry) == 0 else { continue }
      if let slash = strchr(rest, CInt(UInt8(ascii: "/"))) {
        let length = UnsafePointer(slash) - rest
        let name = String(decoding: UnsafeRawBufferPointer(start: rest, count: length), as: UTF8.self)
        subfolder = name + "/"
        if let path = try? RelativePath(prefix + name) { listing.folders.append(path) }
      } else if let path = RelativePath(libraryPath: text) {
        listing.files.append(try TreeEntry(path: path, mode: entry.pointee.mode, name: entry.pointee.id))
      }
    }
    listing.folders.sort()
    return listing
  }
}
