#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// All that stands below a folder, as it is found by walking it without following any link.
package enum FolderTree {
  /// What a name stands for.
  package enum Kind: Hashable, Sendable {
    case file
    case folder
    case link

    /// A pipe, a socket or a device.
    case other
  }

  /// A name below the folder.
  package struct Entry: Hashable, Sendable {
    /// Relative to the folder that is walked.
    package var path: String
    package var kind: Kind

    /// The permission bits.
    package var mode: UInt32
  }

  /// Names below one folder at the most; a tree of packages of a large project has some 100,000.
  package static let entryLimit = 2_000_000

  /// Everything below a folder, each folder before what it holds.
  ///
  /// - Throws: `ProcessError` with code `.folder` for what cannot be read, or holds more than `entryLimit` names.
  package static func entries(below folder: String) throws(ProcessError) -> [Entry] {
    var entries: [Entry] = []
    var pending = [""]
    while let relative = pending.popLast() {
      let absolute = relative.isEmpty ? folder : "\(folder)/\(relative)"
      for name in try names(in: absolute) {
        var status = stat()
        guard lstat("\(absolute)/\(name)", &status) == 0 else {
          throw fault("\(absolute)/\(name)", "cannot be looked at")
        }
        let entry = Entry(
          path: relative.isEmpty ? name : "\(relative)/\(name)", kind: kind(of: status.st_mode),
          mode: UInt32(status.st_mode & 0o7777))
        entries.append(entry)
        if entry.kind == .folder { pending.append(entry.path) }
        guard entries.count <= entryLimit else {
          throw ProcessError(.folder, "\(String(reflecting: folder)) holds more than \(entryLimit) files")
        }
      }
    }
    return entries
  }

  /// What a path itself stands for, without following a link; nil when there is nothing.
  package static func kind(at path: String) -> Kind? {
    var status = stat()
    return lstat(path, &status) == 0 ? kind(of: status.st_mode) : nil
  }

  /// The names in one folder, sorted.
  package static func names(in folder: String) throws(ProcessError) -> [String] {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0, let stream = fdopendir(descriptor) else { throw fault(folder, "cannot be read") }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func kind(of mode: mode_t) -> Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }

  private static func fault(_ path: String, _ what: String) -> ProcessError {
    ProcessError(.folder, "\(String(reflecting: path)) \(what): \(String(cString: strerror(errno)))")
  }
}
