internal import CSandbox
internal import Processes

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A private copy of a file or a folder with all below it.
///
/// Contents share their blocks where the file system can do that, and are never the same file under two names: builds write
/// into files in place. Links stay links, times stay as they are, and the copy can be written by its owner.
struct FolderCopy {
  let source: String
  let target: String

  /// Absolute links to below the first of the two are made to lead below the second: where a folder lay when its links were
  /// written, and where it is to lie.
  var moved: (from: String, to: String)?

  /// - Throws: `VerificationError` with code `.folder`; what was copied until then stays.
  func run() throws(VerificationError) {
    switch FolderTree.kind(at: source) {
    case .folder?: try copyFolder()
    case .file?: try copyFile(source, target)
    default: throw VerificationError(.folder, "\(String(reflecting: source)) is neither a file nor a folder")
    }
  }

  private func copyFolder() throws(VerificationError) {
    let entries: [FolderTree.Entry]
    do throws(ProcessError) {
      entries = try FolderTree.entries(below: source)
    } catch {
      throw VerificationError(.folder, "\(error)")
    }
    guard mkdir(target, 0o700) == 0 else { throw Self.fault(target, "cannot be made") }
    for entry in entries {
      let (from, to) = ("\(source)/\(entry.path)", "\(target)/\(entry.path)")
      switch entry.kind {
      case .folder: guard mkdir(to, mode_t(entry.mode) | 0o700) == 0 else { throw Self.fault(to, "cannot be made") }
      case .file: try copyFile(from, to)
      case .link: try copyLink(from, to)
      case .other: throw VerificationError(.folder, "\(String(reflecting: from)) is a pipe, a socket or a device")
      }
    }
    // Filling a folder changes its time, so the times come last and from the inside out.
    for entry in entries.reversed() where entry.kind == .folder {
      try copyTimes("\(source)/\(entry.path)", "\(target)/\(entry.path)")
    }
    try copyTimes(source, target)
  }

  private func copyFile(_ from: String, _ to: String) throws(VerificationError) {
    let input = open(from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard input >= 0 else { throw Self.fault(from, "cannot be opened") }
    defer { close(input) }
    var status = stat()
    guard fstat(input, &status) == 0 else { throw Self.fault(from, "cannot be looked at") }
    let mode = status.st_mode & 0o777 | 0o600
    let output = open(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard output >= 0 else { throw Self.fault(to, "cannot be written") }
    defer { close(output) }
    guard fulcrum_copy_content(input, output) == 0, futimens(output, Self.times(of: status)) == 0 else {
      throw Self.fault(to, "cannot be written")
    }
  }

  private func copyLink(_ from: String, _ to: String) throws(VerificationError) {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(from, &buffer, buffer.count)
    guard count > 0 else { throw Self.fault(from, "cannot be read") }
    var leads = String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if let moved, leads == moved.from || leads.hasPrefix(moved.from + "/") {
      leads = moved.to + leads.dropFirst(moved.from.count)
    }
    guard symlink(leads, to) == 0 else { throw Self.fault(to, "cannot be made a link") }
  }

  private func copyTimes(_ from: String, _ to: String) throws(VerificationError) {
    var status = stat()
    guard lstat(from, &status) == 0, utimensat(AT_FDCWD, to, Self.times(of: status), AT_SYMLINK_NOFOLLOW) == 0 else {
      throw Self.fault(to, "cannot get its time")
    }
  }

  private static func times(of status: stat) -> [timespec] {
    #if canImport(Darwin)
      [status.st_atimespec, status.st_mtimespec]
    #else
      [status.st_atim, status.st_mtim]
    #endif
  }

  private static func fault(_ path: String, _ what: String) -> VerificationError {
    VerificationError(.folder, "\(String(reflecting: path)) \(what): \(String(cString: strerror(errno)))")
  }
}
