internal import Redaction

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A document in the program's own folders, which nobody but the user may read.
package enum PrivateDocument {
  private static let sizeLimit = 256 << 20

  /// Writes a document in one step, without known secrets; its folder is made.
  ///
  /// - Parameters:
  ///   - text: the whole document.
  ///   - path: an absolute path below the state folder.
  /// - Throws: `CommandLineError`.
  package static func write(_ text: String, to path: String) throws(CommandLineError) {
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    var made = ""
    for name in folder.split(separator: "/") {
      made += "/\(name)"
      if mkdir(made, 0o700) != 0, errno != EEXIST {
        throw CommandLineError(.inputOutput, "the folder \(made) cannot be made: \(String(cString: strerror(errno)))")
      }
    }
    try LocalFile(path: path).write(Array(KnownSecrets.ofProcess.redactor.maskingKnown(in: text).utf8), mode: 0o600)
  }

  /// Reads a document; nil when there is none.
  ///
  /// - Throws: `CommandLineError`.
  package static func read(_ path: String) throws(CommandLineError) -> String? {
    guard let contents = try LocalFile(path: path).read(limit: sizeLimit) else { return nil }
    return String(decoding: contents.bytes, as: UTF8.self)
  }
}
