package import SourceText

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A private folder that is filled for a child, and gone with its owner.
///
/// Files go where they belong through folders that are no links, so that what a commit holds leads nowhere else; links are
/// put in last, by `link`.
package struct ChildFolder: ~Copyable {
  /// The absolute path, free of symbolic links.
  package let path: String

  private let place: PrivateFolder

  /// Makes an empty folder that only this user can enter.
  ///
  /// - Parameter parent: an absolute path of a folder that is there; nil: the user's folder for temporary files.
  /// - Throws: `ProcessError` with code `.folder`.
  package init(in parent: String? = nil) throws(ProcessError) {
    let place = try Self.privateFolder(in: parent)
    // In a folder of its own, since the private one holds its marker.
    let path = place.path + "/files"
    guard mkdir(path, 0o700) == 0 else { throw Self.fault(path, "cannot be made") }
    self.init(path, place)
  }

  private init(_ path: String, _ place: consuming PrivateFolder) {
    self.path = path
    self.place = place
  }

  private static func privateFolder(in parent: String?) throws(ProcessError) -> PrivateFolder {
    do throws(ProcessError) {
      return try PrivateFolder(in: parent)
    } catch {
      throw ProcessError(.folder, error.description)
    }
  }

  /// Removes what killed processes have left of such folders; those of living ones, and what is not marked, stay.
  ///
  /// - Parameter parent: the folder that they were made in; nil: the user's folder for temporary files.
  package static func removeAbandoned(in parent: String? = nil) { PrivateFolder.removeAbandoned(in: parent) }

  /// Writes a new file and the folders that it needs.
  ///
  /// - Throws: `ProcessError` with code `.folder`, also when something has the name already.
  package func write(_ bytes: [UInt8], to file: RelativePath, isExecutable: Bool = false) throws(ProcessError) {
    let folder = try open(parentOf: file)
    defer { close(folder) }
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = openat(folder, file.name, flags, isExecutable ? 0o755 : 0o644)
    guard descriptor >= 0 else { throw Self.fault(file.string, "cannot be written") }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Self.write($0, to: descriptor) }
      guard count > 0 else { throw Self.fault(file.string, "cannot be written") }
      rest = rest.dropFirst(count)
    }
  }

  /// Makes an empty folder and those above it.
  ///
  /// - Throws: `ProcessError` with code `.folder`, also when something has the name already.
  package func makeFolder(_ folder: RelativePath) throws(ProcessError) {
    let parent = try open(parentOf: folder)
    defer { close(parent) }
    guard mkdirat(parent, folder.name, 0o755) == 0 else { throw Self.fault(folder.string, "cannot be made") }
  }

  /// Makes a symbolic link; nothing can be written below it, or below what it takes the place of, afterwards.
  ///
  /// - Parameter target: where it leads, as it is.
  /// - Throws: `ProcessError` with code `.folder`, also when something has the name already.
  package func link(_ file: RelativePath, to target: String) throws(ProcessError) {
    let folder = try open(parentOf: file)
    defer { close(folder) }
    guard symlinkat(target, folder, file.name) == 0 else { throw Self.fault(file.string, "cannot be made a link") }
  }

  /// Opens the folder that a file is to be in, and makes it and those above it.
  private func open(parentOf file: RelativePath) throws(ProcessError) -> CInt {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    var descriptor = Self.open(path, flags)
    guard descriptor >= 0 else { throw Self.fault(path, "cannot be opened") }
    for component in file.components.dropLast().map(String.init) {
      let made = mkdirat(descriptor, component, 0o755) == 0 || errno == EEXIST
      let next = made ? openat(descriptor, component, flags) : -1
      let reason = errno
      close(descriptor)
      errno = reason
      guard next >= 0 else { throw Self.fault(file.string, "needs a folder that cannot be made") }
      descriptor = next
    }
    return descriptor
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

  private static func fault(_ path: String, _ what: String) -> ProcessError {
    ProcessError(.folder, "\(String(reflecting: path)) \(what): \(String(cString: strerror(errno)))")
  }
}
