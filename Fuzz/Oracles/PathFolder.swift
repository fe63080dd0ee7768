internal import CSandbox

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A temporary folder in which paths are looked up, with links in it that lead out; removed with its owner.
struct PathFolder: ~Copyable {
  private let path: String
  private let descriptor: Int32

  /// Links and what they lead to; they are named by one letter so that they are soon met.
  private static let links = [("l", "/"), ("u", ".."), ("p", "/proc/self/root"), ("h", ".")]

  init() throws(Violation) {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/fulcrum-fuzz-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.flatMap { realpath($0, nil) }
    }
    guard let made else { throw Violation("no temporary folder can be made below \(base)") }
    let path = String(cString: made)
    free(made)
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Violation("\(path) cannot be opened") }
    self.path = path
    self.descriptor = descriptor
    for (name, target) in Self.links { symlinkat(target, descriptor, name) }
  }

  deinit {
    for (name, _) in Self.links { unlinkat(descriptor, name, 0) }
    close(descriptor)
    rmdir(path)
  }

  /// Looks a path up without leaving the folder.
  ///
  /// - Parameter isAccepted: whether the path was accepted, so that nothing but a link of the folder leads out of it.
  func checkLookup(of text: String, isAccepted: Bool) throws(Violation) {
    if text.utf8.contains(0) { return }
    let found = fulcrum_open_beneath(descriptor, text, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0)
    let reason = errno
    if found < 0 {
      if reason == ENOSYS { return }
      try require(
        !isAccepted || [ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG].contains(reason),
        "\(String(reflecting: text)) is accepted, and its lookup fails with \(String(cString: strerror(reason)))")
      return
    }
    defer { close(found) }
    guard let place = Self.place(of: found) else { return }
    try require(
      place == path || place.utf8.starts(with: "\(path)/".utf8),
      "\(String(reflecting: text)) leads to \(String(reflecting: place))")
  }

  /// Makes the file step by step, and compares it with what a lookup of the whole path finds.
  func checkWalk(to components: [String]) throws(Violation) {
    guard components.count <= 24, components.allSatisfy({ $0.utf8.count <= 255 }), let first = components.first,
      !Self.links.contains(where: { $0.0 == first })
    else { return }
    var folders = [openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)]
    var names: [String] = []
    defer {
      for (index, name) in names.enumerated().reversed() {
        unlinkat(folders[index], name, index == components.count - 1 ? 0 : AT_REMOVEDIR)
      }
      for folder in folders { close(folder) }
    }
    for name in components.dropLast() {
      let parent = folders[folders.count - 1]
      guard mkdirat(parent, name, 0o700) == 0 else { return }
      names.append(name)
      let folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard folder >= 0 else { return }
      folders.append(folder)
    }
    guard let last = components.last else { return }
    let walked = openat(folders[folders.count - 1], last, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard walked >= 0 else { return }
    names.append(last)
    defer { close(walked) }
    let whole = components.joined(separator: "/")
    let found = fulcrum_open_beneath(descriptor, whole, O_RDONLY | O_CLOEXEC, 0)
    if found < 0, errno == ENOSYS { return }
    defer { close(found) }
    try require(found >= 0, "\(String(reflecting: whole)) is there, and is not found")
    try require(
      Self.identity(of: found) == Self.identity(of: walked), "\(String(reflecting: whole)) leads to another file")
  }

  private static func identity(of descriptor: Int32) -> [UInt64]? {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    return [UInt64(status.st_dev), UInt64(status.st_ino)]
  }

  /// Where an open file lies, as Linux tells it.
  private static func place(of descriptor: Int32) -> String? {
    var buffer = [CChar](repeating: 0, count: 8192)
    let count = readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
    return count > 0 ? String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
  }
}
