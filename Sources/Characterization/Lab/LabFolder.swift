#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The lab's folder, to which code that nobody trusts may write too: no link on the way to a file is followed.
struct LabFolder: ~Copyable {
  private let descriptor: CInt
  private let path: String

  /// - Throws: `CharacterizationError` with code `.file`.
  init(_ path: String) throws(CharacterizationError) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    self.path = path
    guard descriptor >= 0 else { throw Self.fault("\(path) cannot be opened") }
  }

  deinit { close(descriptor) }

  /// Writes a file, and makes the folders that it needs; one that has this text already keeps its time.
  ///
  /// - Parameter file: relative to the folder.
  func write(_ text: String, to file: String) throws(CharacterizationError) {
    if (try? read(file, limit: text.utf8.count + 1)) == Array(text.utf8) { return }
    let (parent, name) = try parent(of: file, isMade: true)
    defer { close(parent) }
    // What has the name, be it a link, is replaced and never written through.
    let temporary = "\(name).new"
    _ = unlinkat(parent, temporary, 0)
    let target = openat(parent, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard target >= 0 else { throw Self.fault("\(path)/\(file) cannot be written") }
    defer { close(target) }
    var rest = ArraySlice(text.utf8)
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { bytes in
        #if canImport(Darwin)
          Darwin.write(target, bytes.baseAddress, bytes.count)
        #else
          Glibc.write(target, bytes.baseAddress, bytes.count)
        #endif
      }
      guard count > 0 else { throw Self.fault("\(path)/\(file) cannot be written") }
      rest = rest.dropFirst(count)
    }
    guard renameat(parent, temporary, parent, name) == 0 else { throw Self.fault("\(path)/\(file) cannot be written") }
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - file: relative to the folder.
  ///   - limit: bytes; what is longer is refused.
  func read(_ file: String, limit: Int) throws(CharacterizationError) -> [UInt8] {
    let (parent, name) = try parent(of: file, isMade: false)
    defer { close(parent) }
    let source = openat(parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard source >= 0 else { throw Self.fault("\(path)/\(file) cannot be read") }
    defer { close(source) }
    var status = stat()
    guard fstat(source, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw CharacterizationError(.file, "\(path)/\(file) is no file")
    }
    guard status.st_size <= limit else {
      throw CharacterizationError(.file, "\(path)/\(file) has \(status.st_size) bytes, where \(limit) are read")
    }
    return try Self.content(of: source, size: Int(status.st_size), limit: limit, "\(path)/\(file)")
  }

  private static func content(
    of source: CInt, size: Int, limit: Int, _ name: String
  ) throws(CharacterizationError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      #if canImport(Darwin)
        let count = Darwin.read(source, &piece, piece.count)
      #else
        let count = Glibc.read(source, &piece, piece.count)
      #endif
      if count < 0 { throw fault("\(name) cannot be read") }
      if count == 0 { return bytes }
      bytes += piece.prefix(count)
    }
    throw CharacterizationError(.file, "\(name) has more than \(limit) bytes")
  }

  /// Removes a file, if it is there.
  func remove(_ file: String) throws(CharacterizationError) {
    guard let (parent, name) = try? parent(of: file, isMade: false) else { return }
    defer { close(parent) }
    if unlinkat(parent, name, 0) != 0, errno != ENOENT { throw Self.fault("\(path)/\(file) cannot be removed") }
  }

  /// The names in a folder; empty when it is not there.
  func names(in folder: String) -> [String] {
    guard let (parent, name) = try? parent(of: folder + "/x", isMade: false), name == "x" else { return [] }
    guard let entries = fdopendir(parent) else {
      close(parent)
      return []
    }
    defer { closedir(entries) }
    var names: [String] = []
    while let entry = readdir(entries) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) {
          String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  private func parent(of file: String, isMade: Bool) throws(CharacterizationError) -> (CInt, String) {
    let parts = file.split(separator: "/").map(String.init)
    guard let name = parts.last else { throw CharacterizationError(.file, "a file of \(path) has no name") }
    var folder = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    for part in parts.dropLast() where folder >= 0 {
      if isMade { _ = mkdirat(folder, part, 0o755) }
      let next = openat(folder, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      close(folder)
      folder = next
    }
    guard folder >= 0 else { throw Self.fault("the folder of \(path)/\(file) cannot be opened") }
    return (folder, name)
  }

  private static func fault(_ what: String) -> CharacterizationError {
    CharacterizationError(.file, "\(what): \(String(cString: strerror(errno)))")
  }
}
