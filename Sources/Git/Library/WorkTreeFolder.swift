internal import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The root of a work tree, whose files are read without ever following a symbolic link.
struct WorkTreeFolder: ~Copyable {
  private let descriptor: Int32

  /// What lies at a path.
  enum Content {
    case file([UInt8])

    /// Where a symbolic link leads, as it is written.
    case link([UInt8])

    case folder
    case absent

    /// A file of more bytes than the limit.
    case tooLarge(Int)

    /// Something that is not read, and why.
    case unreadable(String)
  }

  /// - Parameter path: an absolute path; it may lead over symbolic links, since the user named it.
  init?(path: String) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// Reads a file as it is now.
  ///
  /// - Parameter limit: bytes.
  func content(at path: RelativePath, limit: Int) -> Content {
    var folder = dup(descriptor)
    guard folder >= 0 else { return .unreadable(Self.fault) }
    defer { close(folder) }
    for component in path.components.dropLast() {
      // A link in the place of a folder leads elsewhere, perhaps out of the work tree: nothing is there.
      let next = openat(folder, String(component), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard next >= 0 else { return Self.absence }
      close(folder)
      folder = next
    }
    var status = stat()
    guard fstatat(folder, path.name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return Self.absence }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return Self.file(path.name, in: folder, limit: limit)
    case S_IFLNK: return Self.link(path.name, in: folder)
    case S_IFDIR: return .folder
    case S_IFIFO: return .unreadable("a named pipe, which is not read")
    case S_IFSOCK: return .unreadable("a socket, which is not read")
    default: return .unreadable("a device, which is not read")
    }
  }

  private static func file(_ name: String, in folder: Int32, limit: Int) -> Content {
    // Between the look and the opening it may have become a pipe, for whose writer O_NONBLOCK does not wait.
    let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return absence }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { return .unreadable(fault) }
    guard status.st_mode & S_IFMT == S_IFREG else { return .unreadable("not a regular file any more") }
    guard status.st_size <= limit else { return .tooLarge(Int(status.st_size)) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size))
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return .unreadable(fault)
      }
      if count == 0 { return .file(bytes) }
      bytes += buffer.prefix(count)
      // It grows while it is read.
      if bytes.count > limit { return .tooLarge(bytes.count) }
    }
  }

  private static func link(_ name: String, in folder: Int32) -> Content {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlinkat(folder, name, &buffer, buffer.count)
    return count < 0 ? absence : .link(buffer.prefix(count).map { UInt8(bitPattern: $0) })
  }

  private static var absence: Content {
    switch errno {
    case ENOENT, ENOTDIR, ELOOP: .absent
    default: .unreadable(fault)
    }
  }

  private static var fault: String { "it cannot be read: \(String(cString: strerror(errno)))" }
}
