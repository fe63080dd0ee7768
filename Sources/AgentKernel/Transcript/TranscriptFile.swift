#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The owner of an open file or folder of transcripts, closed when it goes.
///
/// Names are looked up in a folder's descriptor and links are not followed, so that nothing else is written or read.
struct TranscriptFile: ~Copyable, Sendable {
  let number: Int32

  init(owning number: Int32) { self.number = number }

  deinit { close(number) }

  /// Opens a private folder, and makes it and those above it where they are missing.
  ///
  /// - Parameter path: absolute.
  /// - Throws: `AgentKernelError` when it belongs to somebody else or cannot be had.
  static func folder(_ path: String) throws(AgentKernelError) -> TranscriptFile {
    guard path.hasPrefix("/"), !path.utf8.contains(0) else {
      throw fault(path, "is not named by an absolute path")
    }
    var made = ""
    for component in path.split(separator: "/") {
      made += "/" + component
      guard mkdir(made, 0o700) == 0 || errno == EEXIST || access(made, F_OK) == 0 else {
        throw failure(path, "cannot be made")
      }
    }
    return try existingFolder(path)
  }

  /// Opens a folder of this user that is there, and takes others' rights on it away.
  static func existingFolder(_ path: String) throws(AgentKernelError) -> TranscriptFile {
    let number = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard number >= 0 else { throw failure(path, "cannot be opened") }
    let folder = TranscriptFile(owning: number)
    var status = stat()
    guard fstat(number, &status) == 0 else { throw failure(path, "cannot be looked at") }
    guard status.st_uid == geteuid() else { throw fault(path, "belongs to another user; remove it and try again") }
    guard status.st_mode & 0o077 == 0 || fchmod(number, 0o700) == 0 else {
      throw failure(path, "can be read by others, and that cannot be changed")
    }
    return folder
  }

  /// Opens a file of this folder.
  func openedForReading(_ name: String) throws(AgentKernelError) -> TranscriptFile { try opened(name, O_RDONLY) }

  /// Makes a file in this folder, which must not be there yet, for appending.
  func made(_ name: String) throws(AgentKernelError) -> TranscriptFile {
    try opened(name, O_RDWR | O_APPEND | O_CREAT | O_EXCL)
  }

  /// Opens a file of this folder for appending.
  func openedForAppending(_ name: String) throws(AgentKernelError) -> TranscriptFile {
    try opened(name, O_RDWR | O_APPEND)
  }

  private func opened(_ name: String, _ flags: Int32) throws(AgentKernelError) -> TranscriptFile {
    let number = openat(number, name, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard number >= 0 else { throw Self.failure(name, "cannot be opened") }
    return TranscriptFile(owning: number)
  }

  /// Makes a folder in this one, which must not be there yet.
  func makeFolder(_ name: String) throws(AgentKernelError) {
    guard mkdirat(number, name, 0o700) == 0 else { throw Self.failure(name, "cannot be made") }
  }

  /// Bytes of a regular file; nil for anything else.
  var size: Int? {
    var status = stat()
    guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// When the content last changed, in seconds since 1970.
  var modificationTime: Int {
    var status = stat()
    guard fstat(number, &status) == 0 else { return 0 }
    #if canImport(Darwin)
      return status.st_mtimespec.tv_sec
    #else
      return status.st_mtim.tv_sec
    #endif
  }

  /// Writes all bytes at the end; what had no place is taken back, so that no half of a line stays.
  ///
  /// - Returns: why not; nil when they are written.
  func append(_ bytes: [UInt8]) -> String? {
    let before = size
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        write(number, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
      }
      if count > 0 {
        offset += count
      } else if count == 0 || errno != EINTR {
        let reason = count == 0 ? "nothing more can be written" : String(cString: strerror(errno))
        if let before { _ = ftruncate(number, off_t(before)) }
        return reason
      }
    }
    return nil
  }

  /// Waits until what was written lies on the disk; why it does not, or nil.
  func synchronize() -> String? {
    while fsync(number) != 0 {
      // Some file systems know no such thing.
      if errno == EINVAL || errno == ENOTSUP { return nil }
      if errno != EINTR { return String(cString: strerror(errno)) }
    }
    return nil
  }

  /// The whole content of a regular file.
  ///
  /// - Parameters:
  ///   - name: what it is called in messages.
  ///   - limit: bytes; a larger file is refused.
  func content(_ name: String, limit: Int) throws(AgentKernelError) -> [UInt8] {
    guard let size else { throw Self.fault(name, "is no regular file") }
    guard size <= limit else { throw Self.fault(name, "is larger than \(limit) bytes") }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= limit {
      let count = buffer.withUnsafeMutableBytes { pread(number, $0.baseAddress, $0.count, off_t(bytes.count)) }
      if count == 0 { return bytes }
      if count > 0 {
        bytes += buffer.prefix(count)
      } else if errno != EINTR {
        throw Self.failure(name, "cannot be read")
      }
    }
    throw Self.fault(name, "grows while it is read")
  }

  /// Cuts the file off behind so many bytes.
  func cut(to size: Int) { _ = ftruncate(number, off_t(size)) }

  /// Takes the lock of this file, which ends with it; false while another process has it.
  func lock() -> Bool { flock(number, LOCK_EX | LOCK_NB) == 0 }

  func unlock() { flock(number, LOCK_UN) }

  /// The names in this folder that are plain text, sorted by their bytes.
  func names() -> [String] {
    let copy = openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { return [] }
    guard let stream = fdopendir(copy) else {
      close(copy)
      return []
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let name, name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Removes a folder in this one with the files in it; what is in folders of its own stays, and so does then the folder.
  func removeFolder(_ name: String) {
    let inner = openat(number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard inner >= 0 else { return }
    let folder = TranscriptFile(owning: inner)
    for file in folder.names() { unlinkat(inner, file, 0) }
    unlinkat(number, name, AT_REMOVEDIR)
  }

  /// Gives a file of this folder another name, in the place of a file that has it.
  func rename(_ name: String, to new: String) { _ = renameat(number, name, number, new) }

  /// Removes a file of this folder.
  func remove(_ name: String) { unlinkat(number, name, 0) }

  private static func failure(_ name: String, _ what: String) -> AgentKernelError {
    fault(name, "\(what): \(String(cString: strerror(errno)))")
  }

  private static func fault(_ name: String, _ what: String) -> AgentKernelError {
    AgentKernelError(.transcript, "the transcript \(String(reflecting: name)) \(what)")
  }
}
