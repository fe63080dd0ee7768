#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A folder that only this user can enter, with a name that nobody can guess, removed with its owner.
///
/// An owner that is killed leaves it behind. So the folder is marked as this program's, and locked for as long as the
/// process lives; `removeAbandoned` removes those that are marked and that nobody holds.
package struct PrivateFolder: ~Copyable {
  /// The absolute path, free of symbolic links.
  package let path: String

  /// The folder itself, locked.
  private let descriptor: CInt

  private static let prefix = "fulcrum-run-"

  /// A symbolic link that leads nowhere, since a link is there with all that it says or not at all.
  static let marker = "marker"

  /// Names that are tried, should others take them away.
  private static let attempts = 20

  /// Makes the folder.
  ///
  /// - Parameter parent: the folder that it is made in; nil for the system's folder for temporary files.
  /// - Throws: `ProcessError` with code `.notStarted`.
  package init(in parent: String?) throws(ProcessError) {
    let place = try SandboxPolicy.resolved(parent ?? Self.temporaryFolder)
    for _ in 0..<Self.attempts {
      let name = Self.prefix + String(UInt64.random(in: UInt64.max / 16...UInt64.max), radix: 16)
      let path = "\(place)/\(name)"
      guard mkdir(path, 0o700) == 0 else {
        if errno == EEXIST { continue }
        throw Self.fault(place)
      }
      // Until it is marked, who clears up here may take it for one that was abandoned at once, and remove it.
      guard let descriptor = Self.locked(path) else { continue }
      if symlinkat(Self.mark(of: name), descriptor, Self.marker) == 0 {
        self.path = path
        self.descriptor = descriptor
        return
      }
      let reason = errno
      close(descriptor)
      if reason == ENOENT { continue }
      rmdir(path)
      errno = reason
      throw Self.fault(place)
    }
    errno = EAGAIN
    throw Self.fault(place)
  }

  deinit {
    FolderRemoval.remove(path, last: Self.marker)
    // A child that another thread is just starting has the descriptor too, until it becomes its program.
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Makes a folder in it.
  ///
  /// - Returns: its path.
  func folder(named name: String) throws(ProcessError) -> String {
    let folder = path + "/" + name
    guard mkdir(folder, 0o700) == 0 else {
      throw ProcessError(.notStarted, "\(folder) cannot be made: \(systemMessage(errno))")
    }
    return folder
  }

  /// Removes the private folders whose owners were killed; what has no mark, or is somebody's, stays as it is.
  ///
  /// - Parameter parent: the folder that they were made in; nil for the system's folder for temporary files.
  static func removeAbandoned(in parent: String?) {
    guard let place = try? SandboxPolicy.resolved(parent ?? temporaryFolder),
      let names = try? FolderTree.names(in: place)
    else { return }
    for name in names where isName(name) {
      let path = "\(place)/\(name)"
      guard let descriptor = locked(path) else { continue }
      defer { close(descriptor) }
      if linkTarget(marker, in: descriptor) == mark(of: name) {
        FolderRemoval.remove(path, last: marker)
      } else {
        // Its owner was killed before it was marked, if it is empty; if it is not, this does nothing.
        rmdir(path)
      }
    }
  }

  /// What the marker of a folder says.
  private static func mark(of name: String) -> String { "private folder of Fulcrum: \(name)" }

  private static func isName(_ name: String) -> Bool {
    name.hasPrefix(prefix) && name.utf8.count == prefix.utf8.count + 16
      && name.dropFirst(prefix.count).allSatisfy { $0.isASCII && $0.isHexDigit && !$0.isUppercase }
  }

  /// Opens and locks a folder of this user; nil when it is gone, somebody else's, or held.
  private static func locked(_ path: String) -> CInt? {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var (held, there) = (stat(), stat())
    // Between the opening and the lock somebody may have removed it.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &held) == 0, lstat(path, &there) == 0,
      held.st_ino == there.st_ino, held.st_dev == there.st_dev, held.st_uid == geteuid()
    else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  private static func linkTarget(_ name: String, in folder: CInt) -> String? {
    var bytes = [CChar](repeating: 0, count: 256)
    let count = readlinkat(folder, name, &bytes, bytes.count)
    return count < 0 ? nil : String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The user's folder for temporary files.
  static var temporaryFolder: String {
    guard let value = getenv("TMPDIR") else { return "/tmp" }
    let path = String(cString: value)
    return path.hasPrefix("/") ? path : "/tmp"
  }

  private static func fault(_ place: String) -> ProcessError {
    ProcessError(.notStarted, "no private folder can be made in \(place): \(systemMessage(errno))")
  }

  /// The name of an entry of a folder.
  static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    withUnsafePointer(to: &entry.pointee.d_name) { tuple in
      tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) {
        String(cString: $0)
      }
    }
  }
}

/// An error number of the system in words.
func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)) }
