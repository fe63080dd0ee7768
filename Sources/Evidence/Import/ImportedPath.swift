internal import SourceText

/// The paths that linters write, and what they mean in a repository.
enum ImportedPath {
  /// A URI reference as a path: without `file://` and its host, percent-encoding taken out.
  static func decoded(_ uri: String) -> String {
    var rest = uri[...]
    let isURI = rest.lowercased().hasPrefix("file:")
    if isURI {
      rest = rest.dropFirst(5)
      if rest.hasPrefix("//") { rest = rest.dropFirst(2).drop { $0 != "/" } }
    }
    guard rest.contains("%") else { return String(rest) }
    var bytes: [UInt8] = []
    var source = Array(rest.utf8)[...]
    while let byte = source.popFirst() {
      let digits = source.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        source = source.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A path relative to the top of the repository; nil when it leads out of it.
  ///
  /// - Parameter root: the work tree's folder; nil when there is none.
  static func relative(_ path: String, root: String?) -> RelativePath? {
    var path = path
    // A backslash is a separator where there is no other, and behind the letter of a drive.
    if !path.contains("/") || hasDrive(path[...]) { path = path.replacing("\\", with: "/") }
    // In a `file` URI the drive stands behind a slash.
    if path.hasPrefix("/"), hasDrive(path.dropFirst()) { path.removeFirst() }
    if path.hasPrefix("/") || hasDrive(path[...]) {
      guard let root, path.hasPrefix(root.hasSuffix("/") ? root : root + "/") else { return nil }
      path = String(path.dropFirst(root.count))
    }
    var components: [Substring] = []
    for component in path.split(separator: "/") where component != "." {
      if component != ".." {
        components.append(component)
      } else if components.popLast() == nil {
        return nil
      }
    }
    return try? RelativePath(components.joined(separator: "/"))
  }

  /// Whether a path begins with the letter of a drive of Windows, as in `C:/` and `C:\`.
  private static func hasDrive(_ path: Substring) -> Bool {
    let start = Array(path.utf8.prefix(3))
    guard start.count == 3, start[1] == UInt8(ascii: ":") else { return false }
    let letter = start[0] | 0x20
    return letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")
      && (start[2] == UInt8(ascii: "/") || start[2] == UInt8(ascii: "\\"))
  }
}
