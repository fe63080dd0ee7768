#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Removes what a child left behind, and nothing else: no link is followed, however it is planted.
///
/// A child may nest folders more deeply than there are descriptors or stack. So a folder in a folder is moved up to the
/// top, until all are flat; then two open folders do for any depth.
package enum FolderRemoval {
  /// Removes a folder with all in it, as far as the system lets it.
  ///
  /// - Parameter last: an entry of the folder that is no folder and goes when all else is gone, nil for none: what is left
  ///   when the process is killed meanwhile still has it.
  package static func remove(_ path: String, last: String? = nil) {
    let top = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard top >= 0 else { return }
    defer {
      close(top)
      rmdir(path)
    }
    var count = 0
    while true {
      var isFlat = true
      forEachEntry(of: top) { name in
        if let last, strcmp(name, last) == 0 { return }
        if unlinkat(top, name, 0) == 0 { return }
        isFlat = flatten(name, in: top, count: &count) && isFlat
      }
      if isFlat { break }
    }
    if let last { unlinkat(top, last, 0) }
  }

  /// Empties a folder, and removes it.
  ///
  /// - Returns: false when folders were moved up, so that another round is needed.
  private static func flatten(_ name: UnsafePointer<CChar>, in top: Int32, count: inout Int) -> Bool {
    // The child may have taken its own rights away. By now nobody is left who could put a link here.
    guard isFolder(name, in: top) else { return true }
    fchmodat(top, name, 0o700, 0)
    let folder = openat(top, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else { return true }
    defer { close(folder) }
    var movedCount = 0
    forEachEntry(of: folder) { inner in
      if unlinkat(folder, inner, 0) == 0 { return }
      // A folder can be moved only with the right to write it, as its entry for the one above changes.
      guard isFolder(inner, in: folder) else { return }
      fchmodat(folder, inner, 0o700, 0)
      repeat { count += 1 } while faccessat(top, "moved-\(count)", F_OK, AT_SYMLINK_NOFOLLOW) == 0
      if renameat(folder, inner, top, "moved-\(count)") == 0 { movedCount += 1 }
    }
    unlinkat(top, name, AT_REMOVEDIR)
    return movedCount == 0
  }

  private static func isFolder(_ name: UnsafePointer<CChar>, in folder: Int32) -> Bool {
    var status = stat()
    return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func forEachEntry(of folder: Int32, _ body: (UnsafePointer<CChar>) -> Void) {
    // A stream of its own, at the beginning: the folder is read more than once.
    let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { return }
    guard let stream = fdopendir(copy) else {
      close(copy)
      return
    }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) { name in
          if strcmp(name, ".") != 0, strcmp(name, "..") != 0 { body(name) }
        }
      }
    }
  }
}
