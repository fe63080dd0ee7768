#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A file of the work tree whose content goes through a program before it is stored, as with Git LFS.
///
/// The program is not run. So whether the file changed is seen from its size and time alone, which the index notes when
/// git writes the file or looks at it.
struct FilteredFile: Hashable, Sendable {
  /// When a file was last written, and its bytes.
  struct Stamp: Hashable, Sendable {
    var seconds: Int
    var nanoseconds: Int
    var size: Int
  }

  var filter: String

  /// What the index notes; nil for a file that it does not have.
  var staged: Stamp?

  /// Whether the file at a path is the one that the index knows.
  func isUntouched(at path: String) -> Bool {
    var status = stat()
    guard let staged, lstat(path, &status) == 0 else { return false }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return staged == Stamp(seconds: time.tv_sec, nanoseconds: time.tv_nsec, size: Int(status.st_size))
  }

  /// Reads what `git ls-files --debug -z` tells: for each file its path, a NUL, and five lines.
  ///
  /// Git does not promise this form; what cannot be read is left out, and such files count as changed.
  static func stamps(in output: [UInt8]) -> [[UInt8]: Stamp] {
    var stamps: [[UInt8]: Stamp] = [:]
    var rest = output[...]
    while let end = rest.firstIndex(of: 0) {
      let path = Array(rest[..<end])
      let lines = rest[(end + 1)...].split(separator: UInt8(ascii: "\n"), maxSplits: 5)
      guard lines.count >= 5 else { break }
      rest = rest[(lines[4].endIndex + 1)...]
      let numbers = lines[..<5].map { line in
        String(decoding: line, as: UTF8.self).split { !$0.isNumber }.compactMap { Int($0) }
      }
      if numbers[1].count == 2, let size = numbers[4].first {
        stamps[path] = Stamp(seconds: numbers[1][0], nanoseconds: numbers[1][1], size: size)
      }
    }
    return stamps
  }
}
