internal import JSON
internal import Processes
internal import SourceText

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The folder that holds the captures of one repository: `KEY` for each that is whole, `KEY.lock` beside it, and private
/// folders while something is prepared or removed.
struct CaptureFolder: Sendable {
  /// Captures of one repository that are kept; the oldest go.
  private static let countLimit = 8

  let path: String

  func path(of key: String) -> String { "\(path)/\(key)" }

  func lockPath(of key: String) -> String { "\(path)/\(key).lock" }

  /// The whole captures, the newest first.
  var captures: [Capture] {
    keys.compactMap { Capture(at: path(of: $0)) }
  }

  /// Makes the folder and those above it, for this user alone.
  func make() throws(VerificationError) {
    var made = ""
    for component in path.split(separator: "/") {
      made += "/\(component)"
      guard mkdir(made, 0o700) == 0 || errno == EEXIST || errno == EROFS && access(made, X_OK) == 0 else {
        throw Self.fault(made, "cannot be made")
      }
    }
  }

  /// Puts what a preparation left into place, whole or not at all.
  ///
  /// - Parameters:
  ///   - names: what to keep.
  ///   - tree: the folder that the command ran in; it has ended.
  ///   - work: a private folder of the same file system, in which the capture is put together.
  /// - Throws: `VerificationError` with code `.preparationFailed` when something to keep is not there, or is a link.
  func keep(
    _ names: [RelativePath], from tree: String, under inputs: PreparationInputs, in work: String
  ) throws(VerificationError) -> Capture {
    let assembled = "\(work)/capture"
    let content = "\(assembled)/\(Capture.contentName)"
    guard mkdir(assembled, 0o700) == 0, mkdir(content, 0o700) == 0 else {
      throw Self.fault(assembled, "cannot be made")
    }
    for name in names {
      try Self.check(name, in: tree)
      try Capture.makeParents(of: name, in: content)
      guard rename("\(tree)/\(name)", "\(content)/\(name)") == 0 else {
        throw Self.fault(name.string, "cannot be kept")
      }
      try Self.makeReadOnly("\(content)/\(name)")
    }
    let target = path(of: inputs.key)
    let capture = Capture(path: target, kept: names, inputs: inputs.hashes, origin: tree)
    try Self.write(Array(capture.record.serialized().utf8), to: "\(assembled)/\(Capture.recordName)")
    guard rename(assembled, target) == 0 else { throw Self.fault(target, "cannot take its place") }
    return capture
  }

  /// Removes the oldest captures beyond the limit, but none that is in use.
  func prune() throws(VerificationError) {
    for key in keys.dropFirst(Self.countLimit) {
      guard let lock = try FolderLock.taken(lockPath(of: key), .exclusive) else { continue }
      // Half a capture must never have a capture's name; a private folder is removed also after a kill.
      let trash: ChildFolder
      do {
        trash = try ChildFolder(in: path)
      } catch {
        throw VerificationError(.folder, "\(error)")
      }
      _ = rename(path(of: key), "\(trash.path)/\(key)")
      _ = consume trash
      _ = consume lock
    }
  }

  /// Removes what killed runs have left here: folders in which they worked, and locks of captures that are not there.
  func removeAbandoned() {
    ChildFolder.removeAbandoned(in: path)
    for name in (try? FolderTree.names(in: path)) ?? [] where name.hasSuffix(".lock") {
      let key = String(name.dropLast(5))
      if Self.isKey(key), FolderTree.kind(at: path(of: key)) == nil { FolderLock.removeIfFree(lockPath(of: key)) }
    }
  }

  /// The keys of what looks like a capture, the newest first.
  private var keys: [String] {
    let names = ((try? FolderTree.names(in: path)) ?? []).filter(Self.isKey)
    return names.map { (key: $0, time: Self.time(of: "\(path)/\($0)")) }.sorted { $0.time > $1.time }.map(\.key)
  }

  private static func isKey(_ name: String) -> Bool {
    name.utf8.count == 64 && name.allSatisfy { $0.isASCII && $0.isHexDigit }
  }

  /// A child may have left a link where a folder is to be kept, or above it: what is kept lies in the tree, or not at all.
  private static func check(_ name: RelativePath, in tree: String) throws(VerificationError) {
    var path = tree
    for component in name.components {
      path += "/\(component)"
      let kind = FolderTree.kind(at: path)
      guard kind == .folder || kind == .file && path == "\(tree)/\(name)" else {
        throw VerificationError(
          .preparationFailed,
          "the preparation left no file or folder \(String(reflecting: name.string)), which `keep` names")
      }
    }
  }

  private static func makeReadOnly(_ path: String) throws(VerificationError) {
    do {
      if FolderTree.kind(at: path) == .folder {
        for entry in try FolderTree.entries(below: path) {
          switch entry.kind {
          case .file, .folder: chmod("\(path)/\(entry.path)", mode_t(entry.mode) & ~0o222 | 0o400)
          // Nobody could copy it, so a capture that held it could never be handed out.
          case .other:
            throw VerificationError(
              .preparationFailed,
              "\(String(reflecting: entry.path)) is a pipe, a socket or a device, which cannot be kept")
          case .link: break
          }
        }
      }
      chmod(path, FolderTree.kind(at: path) == .folder ? 0o500 : 0o400)
    } catch {
      throw error as? VerificationError ?? VerificationError(.folder, "\(error)")
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(VerificationError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o400)
    guard descriptor >= 0 else { throw fault(path, "cannot be written") }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { buffer in send(buffer, to: descriptor) }
      guard count > 0 else { throw fault(path, "cannot be written") }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else { throw fault(path, "cannot be written") }
  }

  private static func send(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) -> Int {
    #if canImport(Darwin)
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  /// Nanoseconds since 1970 of the last change; 0 when it is not known.
  private static func time(of path: String) -> Int {
    var status = stat()
    guard lstat(path, &status) == 0 else { return 0 }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  private static func fault(_ path: String, _ what: String) -> VerificationError {
    VerificationError(.folder, "\(String(reflecting: path)) \(what): \(String(cString: strerror(errno)))")
  }
}
