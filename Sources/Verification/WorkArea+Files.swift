internal import Processes
package import SourceText

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Files of the work area, reached from its folder step by step without following a link: what runs there may plant some.
extension WorkArea {
  /// Makes a folder and those above it; one that is there already stays.
  ///
  /// - Throws: `VerificationError` with code `.folder`.
  package func makeFolder(_ folder: RelativePath) throws(VerificationError) {
    let descriptor = try open(folder.components, isMaking: true, for: folder)
    if descriptor >= 0 { close(descriptor) }
  }

  /// Reads a file whole.
  ///
  /// - Parameter limit: bytes that it may have at the most.
  /// - Returns: nil when nothing is there.
  /// - Throws: `VerificationError` with code `.folder` for what is no regular file, lies behind a link, or is larger.
  package func content(of file: RelativePath, limit: Int) throws(VerificationError) -> [UInt8]? {
    let folder = try open(file.components.dropLast(), for: file)
    guard folder >= 0 else { return nil }
    defer { close(folder) }
    let descriptor = openat(folder, file.name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    if descriptor < 0, errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw Self.fault(file, "cannot be read") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw VerificationError(.folder, "\(String(reflecting: file.string)) is no regular file")
    }
    guard status.st_size <= limit else {
      throw VerificationError(
        .folder, "\(String(reflecting: file.string)) has \(status.st_size) bytes, where \(limit) are read")
    }
    return try Self.read(descriptor, count: Int(status.st_size), file)
  }

  /// Writes a file anew, and the folders that it needs.
  ///
  /// - Parameters:
  ///   - bytes: the content, or the target of a link.
  ///   - file: where.
  ///   - mode: what it is: a file that can be run or not, or a link.
  /// - Throws: `VerificationError` with code `.folder`.
  package func write(
    _ bytes: [UInt8], to file: RelativePath, mode: FileMode = .regular
  ) throws(VerificationError) {
    let folder = try open(file.components.dropLast(), isMaking: true, for: file)
    defer { close(folder) }
    guard unlinkat(folder, file.name, 0) == 0 || errno == ENOENT else { throw Self.fault(file, "cannot be written") }
    if mode == .symbolicLink {
      guard symlinkat(String(decoding: bytes, as: UTF8.self), folder, file.name) == 0 else {
        throw Self.fault(file, "cannot be written")
      }
      return
    }
    let rights: mode_t = mode == .executable ? 0o755 : 0o644
    let descriptor = openat(folder, file.name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, rights)
    guard descriptor >= 0 else { throw Self.fault(file, "cannot be written") }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Self.write($0, to: descriptor) }
      guard count > 0 else { throw Self.fault(file, "cannot be written") }
      rest = rest.dropFirst(count)
    }
  }

  /// Whether a folder or a file of this name is there; a link does not count.
  package func has(_ path: RelativePath) -> Bool {
    switch FolderTree.kind(at: "\(self.path)/\(path)") {
    case .file?, .folder?: true
    default: false
    }
  }

  /// The files below the work area, sorted; links and what is no file are left out.
  ///
  /// - Parameters:
  ///   - limit: how many are taken at the most.
  ///   - isWanted: whether a file is taken, or a folder looked into.
  /// - Throws: `VerificationError` with code `.folder` when there are more, or a folder cannot be read.
  package func files(limit: Int, _ isWanted: (RelativePath) -> Bool) throws(VerificationError) -> [RelativePath] {
    var files: [RelativePath] = []
    var pending: [RelativePath?] = [nil]
    while let folder = pending.popLast() {
      let absolute = folder.map { "\(path)/\($0)" } ?? path
      let names: [String]
      do throws(ProcessError) { names = try FolderTree.names(in: absolute) } catch {
        throw VerificationError(.folder, "\(error)")
      }
      for name in names {
        guard let place = try? RelativePath(folder.map { "\($0)/\(name)" } ?? name), isWanted(place) else { continue }
        switch FolderTree.kind(at: "\(absolute)/\(name)") {
        case .folder?: pending.append(place)
        case .file?: files.append(place)
        default: break
        }
      }
      guard files.count <= limit else { throw VerificationError(.folder, "the project has more than \(limit) files") }
    }
    return files.sorted()
  }

  /// Removes a file, or a link itself, if it is there.
  ///
  /// - Throws: `VerificationError` with code `.folder`.
  package func removeFile(_ file: RelativePath) throws(VerificationError) {
    let folder = try open(file.components.dropLast(), for: file)
    guard folder >= 0 else { return }
    defer { close(folder) }
    guard unlinkat(folder, file.name, 0) == 0 || errno == ENOENT else { throw Self.fault(file, "cannot be removed") }
  }

  /// Brings files to another state, whatever of it was a folder before and is a file now, and the other way round.
  ///
  /// - Parameter files: the content, or the target of a link, with what it is; nil for what is gone, with all in it and the
  ///   folders that are empty without it.
  /// - Throws: `VerificationError` with code `.folder`.
  package func change(
    _ files: [RelativePath: (content: [UInt8], mode: FileMode)?]
  ) throws(VerificationError) {
    let paths = files.keys.sorted { ($1.components.count, $0) < ($0.components.count, $1) }
    for path in paths {
      guard let file = files[path], file == nil else { continue }
      // A file may lie where this path has a folder.
      if isBehindFile(path) { continue }
      if FolderTree.kind(at: "\(self.path)/\(path)") == .folder { removeFolder(path) } else { try removeFile(path) }
      try removeEmptyFolders(above: path)
    }
    for path in paths {
      guard let file = files[path], let file else { continue }
      if FolderTree.kind(at: "\(self.path)/\(path)") == .folder { removeFolder(path) }
      try write(file.content, to: path, mode: file.mode)
    }
  }

  /// Whether something else than a folder stands above a path.
  private func isBehindFile(_ file: RelativePath) -> Bool {
    var folder = path
    for component in file.components.dropLast() {
      folder += "/\(component)"
      guard let kind = FolderTree.kind(at: folder) else { return false }
      if kind != .folder { return true }
    }
    return false
  }

  private func removeEmptyFolders(above file: RelativePath) throws(VerificationError) {
    var rest = file.components.dropLast()
    while let name = rest.last {
      rest = rest.dropLast()
      let folder = try open(rest, for: file)
      guard folder >= 0 else { continue }
      let isGone = unlinkat(folder, String(name), CInt(AT_REMOVEDIR)) == 0 || errno == ENOENT
      close(folder)
      guard isGone else { return }
    }
  }

  /// Removes a folder with all in it, as far as that can be done.
  package func removeFolder(_ folder: RelativePath) { FolderRemoval.remove("\(path)/\(folder)") }

  /// Opens a folder.
  ///
  /// - Returns: its descriptor, which the caller closes; -1 when it is not there and is not to be made.
  private func open(_ components: some Collection<Substring>, isMaking: Bool = false, for path: RelativePath)
    throws(VerificationError) -> CInt
  {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    var descriptor = Self.open(self.path, flags)
    guard descriptor >= 0 else { throw Self.fault(path, "cannot be reached") }
    for component in components.map(String.init) {
      if isMaking { mkdirat(descriptor, component, 0o755) }
      let next = openat(descriptor, component, flags)
      let reason = errno
      close(descriptor)
      errno = reason
      if next < 0, errno == ENOENT, !isMaking { return -1 }
      guard next >= 0 else { throw Self.fault(path, "cannot be reached") }
      descriptor = next
    }
    return descriptor
  }

  private static func read(_ descriptor: CInt, count: Int, _ file: RelativePath) throws(VerificationError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        #if canImport(Darwin)
          return Darwin.read(descriptor, rest.baseAddress, rest.count)
        #else
          return Glibc.read(descriptor, rest.baseAddress, rest.count)
        #endif
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw fault(file, "cannot be read") }
      if got == 0 { break }
      filled += got
    }
    return Array(bytes.prefix(filled))
  }

  private static func open(_ path: String, _ flags: CInt) -> CInt {
    #if canImport(Darwin)
      Darwin.open(path, flags)
    #else
      Glibc.open(path, flags)
    #endif
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) -> Int {
    while true {
      #if canImport(Darwin)
        let count = Darwin.write(descriptor, bytes.baseAddress, bytes.count)
      #else
        let count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
      #endif
      if count >= 0 || errno != EINTR { return count }
    }
  }

  private static func fault(_ path: RelativePath, _ what: String) -> VerificationError {
    VerificationError(.folder, "\(String(reflecting: path.string)) \(what): \(String(cString: strerror(errno)))")
  }
}
