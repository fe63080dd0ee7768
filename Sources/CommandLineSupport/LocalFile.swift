#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A file of the user's, by its path: configuration, key, hook.
struct LocalFile: Sendable {
  let path: String

  /// What kind of error trouble with the file is.
  var code = CommandLineError.Code.inputOutput

  struct Contents: Sendable {
    var bytes: [UInt8]

    /// The permission bits.
    var mode: mode_t
  }

  /// The whole file; nil when there is none.
  ///
  /// - Parameters:
  ///   - limit: bytes; a larger file is refused, as is what is not a regular file.
  ///   - takesPipes: whether a pipe will do too, such as `/dev/stdin` or a shell's `<(...)`; it is waited for.
  func read(limit: Int, takesPipes: Bool = false) throws(CommandLineError) -> Contents? {
    var status = stat()
    let isPipe = takesPipes && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    // Without O_NONBLOCK, opening a pipe waits for somebody to write to it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | (isPipe ? 0 : O_NONBLOCK))
    if descriptor < 0 {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw fault("cannot be opened")
    }
    defer { close(descriptor) }
    guard fstat(descriptor, &status) == 0 else { throw fault("cannot be looked at") }
    guard [S_IFREG, isPipe ? S_IFIFO : S_IFREG].contains(status.st_mode & S_IFMT) else {
      throw CommandLineError(code, "\(quoted) is not a regular file")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = SystemCall.read(descriptor, into: &buffer)
      if count < 0 { throw fault("cannot be read") }
      if count == 0 { break }
      bytes += buffer.prefix(count)
      guard bytes.count <= limit else {
        throw CommandLineError(code, "\(quoted) is larger than \(limit) bytes")
      }
    }
    return Contents(bytes: bytes, mode: status.st_mode & 0o7777)
  }

  /// Whether there is anything under this name, also a symbolic link that leads nowhere.
  var exists: Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Puts a file in place in one step, so that nobody ever sees a part of it.
  ///
  /// - Parameter mode: the permission bits, whatever the user's mask.
  func write(_ bytes: [UInt8], mode: mode_t) throws(CommandLineError) {
    var template = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw fault("cannot be written") }
    let temporary = LocalFile(path: String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    defer { close(descriptor) }
    do throws(CommandLineError) {
      try writeAll(bytes, to: descriptor)
      guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else { throw fault("cannot be written") }
      try temporary.move(to: self)
    } catch {
      unlink(temporary.path)
      throw error
    }
  }

  /// Writes into a device, a pipe or a socket that has this name, such as `/dev/stdout`: those are not to be replaced.
  ///
  /// - Returns: whether there is one; otherwise nothing was done.
  func appendIfSpecial(_ bytes: [UInt8]) throws(CommandLineError) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { return false }
    // Without O_NONBLOCK, opening a pipe would wait for somebody to read from it; writing may wait.
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_APPEND | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else { throw fault("cannot be written") }
    defer { close(descriptor) }
    guard fcntl(descriptor, F_SETFL, O_APPEND) == 0 else { throw fault("cannot be written") }
    try writeAll(bytes, to: descriptor)
    return true
  }

  private func writeAll(_ bytes: [UInt8], to descriptor: CInt) throws(CommandLineError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = SystemCall.write(descriptor, rest)
      guard count > 0 else { throw fault("cannot be written") }
      rest = rest.dropFirst(count)
    }
  }

  /// The file that the name leads to through symbolic links, so that a link is not replaced; itself when it is none.
  var followingLinks: LocalFile {
    guard let resolved = realpath(path, nil) else { return self }
    defer { free(resolved) }
    return LocalFile(path: String(cString: resolved), code: code)
  }

  /// Makes the folder that the file is to be in, unless it is there; not the folders above it.
  func createParent() throws(CommandLineError) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw fault("is in a folder that cannot be made") }
  }

  /// Renames the file in one step; what has the new name already is replaced.
  func move(to other: LocalFile) throws(CommandLineError) {
    guard rename(path, other.path) == 0 else { throw fault("cannot be renamed to \(other.quoted)") }
  }

  func remove() throws(CommandLineError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw fault("cannot be removed") }
  }

  private var quoted: String { String(reflecting: path) }

  private func fault(_ what: String) -> CommandLineError {
    CommandLineError(code, "\(quoted) \(what): \(String(cString: strerror(errno)))")
  }
}
