import CommandLineSupport

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Where a series of patches goes: a file that is not there yet, or the standard output.
struct PatchOutput {
  /// Absolute; nil for the standard output.
  let path: String?

  /// - Parameter word: what `--patch` was given.
  init(_ word: String) { path = word == "-" ? nil : WorkingFolder.absolute(word) }

  /// Finds out before hours of work whether the patches can be written at their end.
  ///
  /// - Parameter mayBeThere: whether it may be there, as when a process of the same run was killed after it wrote them; it is
  ///   not written over.
  /// - Throws: `CommandLineError` when something lies there, or no file can be made.
  func check(mayBeThere: Bool) throws(CommandLineError) {
    guard let path else { return }
    var entry = stat()
    guard mayBeThere || lstat(path, &entry) != 0 else {
      throw CommandLineError(
        .usage, "there is a file \(String(reflecting: path)) already; choose another name for the patch")
    }
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard access(folder, W_OK | X_OK) == 0 else {
      throw CommandLineError(
        .usage,
        "no patch can be written into \(String(reflecting: folder)): \(String(cString: strerror(errno))); choose another place"
      )
    }
  }

  /// Writes patches to the standard output, byte for byte: one with a byte changed does not apply any more.
  ///
  /// - Throws: `CommandLineError`, as `StandardStream.write`.
  static func writeToStandardOutput(_ bytes: [UInt8]) throws(CommandLineError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(StandardStream.output.rawValue, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var entry = pollfd(fd: StandardStream.output.rawValue, events: Int16(POLLOUT), revents: 0)
        _ = poll(&entry, 1, -1)
      case EPIPE: throw CommandLineError(.closedOutput, "nobody reads the output any more")
      default:
        throw CommandLineError(.inputOutput, "the patches cannot be written: \(String(cString: strerror(errno)))")
      }
    }
  }
}
