internal import CSandbox
package import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The folder below which files are read and changed, fixed when it is made.
///
/// All paths are resolved from its descriptor, not from its name, so that nobody can put another folder in its place. No
/// symbolic link is followed below it, and what does not resolve is refused. (An agent that wrote through a link which a
/// sandboxed child had planted: CVE-2026-39861; a fallback to the raw path: CVE-2026-50549.)
package final class RootFolder: Sendable {
  /// The absolute path, free of symbolic links, as it was at the start.
  package let path: String

  package let identity: FileIdentity

  private let descriptor: OwnedDescriptor

  /// Whether the kernel keeps paths below a folder by itself; otherwise they are walked here.
  private let hasOpenBeneath: Bool

  /// Opens the folder.
  ///
  /// - Parameter path: absolute; it may lead over links, since the user named it.
  /// - Throws: `EditingError` with code `.outside` when the path cannot be resolved, or is the root of the whole file
  ///   system, or lies in one that the kernel makes up.
  package convenience init(_ path: String) throws(EditingError) {
    try self.init(path, walking: false)
  }

  /// - Parameter walking: whether to do without the kernel's help, as on systems that have none.
  init(_ path: String, walking: Bool) throws(EditingError) {
    let canonical = try Self.canonical(path)
    do {
      let number = try uninterrupted { open(canonical, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
      descriptor = OwnedDescriptor(owning: number)
      identity = FileIdentity(try descriptor.status())
    } catch {
      throw EditingError(.outside, "the folder \(quoted(path)) cannot be opened: \(error.reason)")
    }
    self.path = canonical
    let probe = walking ? -1 : fulcrum_open_beneath(descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    hasOpenBeneath = probe >= 0
    if probe >= 0 { close(probe) }
    guard fulcrum_is_kernel_file_system(descriptor.number) == 0, !Self.isSystemFolder(canonical) else {
      throw EditingError(.outside, "\(quoted(canonical)) belongs to the system, and nothing in it is edited")
    }
  }

  /// The folder at a path, or this folder for nil.
  func folder(_ path: RelativePath?) throws(SystemFault) -> OwnedDescriptor {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    guard let path else { return try descriptor.opened(".", flags) }
    guard hasOpenBeneath else {
      var folder = try descriptor.opened(".", flags)
      for component in path.components { folder = try folder.opened(String(component), flags) }
      return folder
    }
    // The kernel answers EAGAIN when a folder was renamed while it looked.
    for _ in 0..<16 {
      do {
        return OwnedDescriptor(
          owning: try uninterrupted { fulcrum_open_beneath(descriptor.number, path.string, flags, 0) })
      } catch {
        if error.code != EAGAIN { throw error }
      }
    }
    throw SystemFault(code: EAGAIN)
  }

  /// What stands at a path.
  ///
  /// - Parameter limit: bytes of content to read at the most.
  /// - Throws: `EditingError` with code `.outside` when the path leads over a link or a file, `.inputOutput` when the
  ///   system refuses.
  package func entry(at path: RelativePath, limit: Int) throws(EditingError) -> FolderEntry {
    do {
      return try entry(path.name, in: try folder(path.parent), limit: limit)
    } catch {
      if error.isAbsence { return .absent }
      throw error.error("read", path.string)
    }
  }

  /// Reads a regular file.
  ///
  /// - Parameter limit: bytes.
  /// - Returns: nil when nothing is there.
  /// - Throws: `EditingError`; with code `.unsafe` when it is no regular file or has more bytes.
  package func file(at path: RelativePath, limit: Int) throws(EditingError) -> StoredFile? {
    switch try entry(at: path, limit: limit) {
    case .absent: return nil
    case .file(let file): return file
    case .huge(let size):
      throw EditingError(.unsafe, "\(quoted(path.string)) has \(size) bytes, more than the limit of \(limit)")
    case .folder: throw EditingError(.unsafe, "\(quoted(path.string)) is a folder")
    case .symbolicLink: throw EditingError(.unsafe, "\(quoted(path.string)) is a symbolic link, which is not followed")
    case .special: throw EditingError(.unsafe, "\(quoted(path.string)) is no regular file")
    }
  }

  /// What an entry of a folder is.
  func entry(_ name: String, in folder: borrowing OwnedDescriptor, limit: Int) throws(SystemFault) -> FolderEntry {
    guard let seen = try folder.status(of: name) else { return .absent }
    switch seen.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: return .folder
    case S_IFLNK: return .symbolicLink
    default: return .special
    }
    // Between the look and the opening it may have become a pipe, for whose writer O_NONBLOCK does not wait.
    let file = try folder.opened(name, O_RDONLY | O_NONBLOCK)
    let status = try file.status()
    guard status.st_mode & S_IFMT == S_IFREG else { return .special }
    let isForeignSystem = UInt64(truncatingIfNeeded: status.st_dev) != identity.device
    if isForeignSystem, fulcrum_is_kernel_file_system(file.number) != 0 { return .special }
    guard status.st_size <= limit, let bytes = try file.content(limit: limit, expecting: Int(status.st_size)) else {
      return .huge(size: Int(status.st_size))
    }
    let attributes = try uninterrupted { fulcrum_has_attributes(file.number) }
    return .file(
      StoredFile(
        bytes: bytes, hash: ContentHash(of: bytes), mode: UInt32(status.st_mode & 0o7777),
        linkCount: Int(status.st_nlink), identity: FileIdentity(status), hasAttributes: attributes != 0,
        owner: status.st_uid, group: status.st_gid))
  }

  private static func canonical(_ path: String) throws(EditingError) -> String {
    guard path.hasPrefix("/"), !path.utf8.contains(0) else {
      throw EditingError(.outside, "the folder \(quoted(path)) is not named by an absolute path")
    }
    guard let pointer = realpath(path, nil) else {
      throw EditingError(.outside, "the folder \(quoted(path)) cannot be resolved: \(SystemFault.last.reason)")
    }
    defer { free(pointer) }
    guard let canonical = String(validatingCString: pointer) else {
      throw EditingError(.outside, "the path of the folder \(quoted(path)) is not UTF-8, which is not supported")
    }
    return canonical
  }

  private static func isSystemFolder(_ path: String) -> Bool {
    path == "/" || ["/proc", "/sys", "/dev"].contains { path == $0 || path.hasPrefix($0 + "/") }
  }
}
