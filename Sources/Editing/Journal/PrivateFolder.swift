#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A folder of this program alone, which nobody else may read: names in it are fixed or random, files are never links.
/// (A file with a fixed name in a folder of everybody: CVE-2026-46406.)
final class PrivateFolder: Sendable {
  let path: String
  let descriptor: OwnedDescriptor

  /// Opens a folder, and makes it and those above it where they are missing.
  ///
  /// - Parameter path: absolute.
  /// - Throws: `EditingError` when it belongs to somebody else, or when the system refuses.
  convenience init(_ path: String) throws(EditingError) {
    guard path.hasPrefix("/"), !path.utf8.contains(0) else {
      throw EditingError(.outside, "the folder \(quoted(path)) is not named by an absolute path")
    }
    do {
      var made = ""
      for component in path.split(separator: "/") {
        made += "/" + component
        guard mkdir(made, 0o700) != 0 else { continue }
        let fault = SystemFault.last
        // A read-only disk does not say that the folder is there.
        if fault.code != EEXIST, access(made, F_OK) != 0 { throw fault }
      }
      let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
      try self.init(path, OwnedDescriptor(owning: try uninterrupted { open(path, flags) }))
    } catch let fault as SystemFault {
      throw fault.error("open", path)
    } catch let error as EditingError {
      throw error
    } catch {
      throw EditingError(.inputOutput, "\(error)")
    }
  }

  private init(_ path: String, _ descriptor: consuming OwnedDescriptor) throws {
    let status = try descriptor.status()
    guard status.st_uid == geteuid() else {
      throw EditingError(.unsafe, "the folder \(quoted(path)) belongs to another user; remove it and try again")
    }
    if status.st_mode & 0o077 != 0 { try uninterrupted { fchmod(descriptor.number, 0o700) } }
    self.path = path
    self.descriptor = descriptor
  }

  /// A folder in this one, made where it is missing.
  func folder(_ name: String) throws -> PrivateFolder {
    if mkdirat(descriptor.number, name, 0o700) != 0, errno != EEXIST { throw SystemFault.last }
    return try existingFolder(name)
  }

  func existingFolder(_ name: String) throws -> PrivateFolder {
    try PrivateFolder("\(path)/\(name)", try descriptor.opened(name, O_RDONLY | O_DIRECTORY))
  }

  /// Writes a new file that lies on the disk when this returns; the folder itself is not waited for.
  func write(_ bytes: [UInt8], as name: String) throws(SystemFault) {
    let file = try descriptor.opened(name, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
    try file.write(bytes)
    try file.synchronize()
  }

  /// Reads a file; nil when it is not there or longer than the limit.
  func content(of name: String, limit: Int) throws(SystemFault) -> [UInt8]? {
    do {
      let file = try descriptor.opened(name, O_RDONLY | O_NONBLOCK)
      let status = try file.status()
      guard status.st_mode & S_IFMT == S_IFREG else { return nil }
      return try file.content(limit: limit, expecting: Int(status.st_size))
    } catch {
      guard error.isAbsence else { throw error }
      return nil
    }
  }

  /// Removes a folder in this one with the files in it; it must not hold folders.
  func removeFolder(_ name: String) throws {
    do {
      let folder = try descriptor.opened(name, O_RDONLY | O_DIRECTORY)
      for entry in try folder.names(limit: .max) { try folder.remove(entry.text ?? "") }
    } catch {
      guard error.isAbsence else { throw error }
      return
    }
    try uninterrupted { unlinkat(descriptor.number, name, AT_REMOVEDIR) }
  }
}
