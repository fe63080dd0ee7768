internal import CSandbox

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The owner of an open file or folder, closed when it goes.
///
/// No function here follows a symbolic link in the last component of a name.
struct OwnedDescriptor: ~Copyable, Sendable {
  let number: Int32

  init(owning number: Int32) { self.number = number }

  deinit { close(number) }

  /// Opens an entry of this folder.
  func opened(_ name: String, _ flags: Int32, mode: mode_t = 0) throws(SystemFault) -> OwnedDescriptor {
    let flags = flags | O_NOFOLLOW | O_CLOEXEC
    return OwnedDescriptor(owning: try uninterrupted { openat(number, name, flags, mode) })
  }

  func status() throws(SystemFault) -> stat {
    var status = stat()
    try uninterrupted { fstat(number, &status) }
    return status
  }

  /// The status of an entry of this folder; nil when there is none.
  func status(of name: String) throws(SystemFault) -> stat? {
    var status = stat()
    do {
      try uninterrupted { fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) }
      return status
    } catch {
      guard error.isAbsence else { throw error }
      return nil
    }
  }

  /// Reads to the end.
  ///
  /// - Parameter limit: bytes; nil is given when there are more.
  func content(limit: Int, expecting size: Int) throws(SystemFault) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(limit, size))
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = try uninterrupted { buffer.withUnsafeMutableBytes { read(number, $0.baseAddress, $0.count) } }
      if count == 0 { return bytes }
      bytes += buffer.prefix(count)
      if bytes.count > limit { return nil }
    }
  }

  func write(_ bytes: [UInt8]) throws(SystemFault) {
    var offset = 0
    while offset < bytes.count {
      let start = offset
      let count = try uninterrupted {
        bytes.withUnsafeBytes { buffer in
          #if canImport(Darwin)
            Darwin.write(number, buffer.baseAddress?.advanced(by: start), buffer.count - start)
          #elseif canImport(Musl)
            Musl.write(number, buffer.baseAddress?.advanced(by: start), buffer.count - start)
          #else
            Glibc.write(number, buffer.baseAddress?.advanced(by: start), buffer.count - start)
          #endif
        }
      }
      // A file system that takes nothing and names no fault would keep this loop busy for ever.
      if count == 0 { throw SystemFault(code: EIO) }
      offset += count
    }
  }

  /// Waits until what was written lies on the disk.
  ///
  /// A failure is final: after it the system may forget what it could not write, so that a second call says nothing.
  func synchronize() throws(SystemFault) { try uninterrupted { fulcrum_sync(number) } }

  /// Removes an entry of this folder that is no folder.
  func remove(_ name: String) throws(SystemFault) { try uninterrupted { unlinkat(number, name, 0) } }

  /// The names in this folder but `.` and `..`, in the order of their bytes.
  ///
  /// - Parameter limit: how many names are read at the most; the rest is not looked at.
  func names(limit: Int) throws(SystemFault) -> [Name] {
    let copy = try uninterrupted { openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard let stream = fdopendir(copy) else {
      let fault = SystemFault.last
      close(copy)
      throw fault
    }
    defer { closedir(stream) }
    var names: [Name] = []
    while names.count < limit {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw .last }
        break
      }
      guard let pointer = fulcrum_entry_name(entry) else { continue }
      let name = Name(bytes: Array(UnsafeBufferPointer(start: pointer, count: strlen(pointer))))
      if name.text != "." && name.text != ".." { names.append(name) }
    }
    return names.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }

  /// A name as the file system has it.
  struct Name {
    let bytes: [UInt8]

    /// Nil when the bytes are no UTF-8.
    let text: String?

    init(bytes: [CChar]) {
      self.bytes = bytes.map { UInt8(bitPattern: $0) }
      text = String(validating: self.bytes, as: UTF8.self)
    }
  }
}
