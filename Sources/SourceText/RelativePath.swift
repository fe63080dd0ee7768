/// A path inside a repository or a work area, which can neither leave it nor reach git's own folder.
///
/// The components are joined by `/`. Names with control characters, spaces or newlines are allowed, as git allows them:
/// what shows a path to a person escapes it. Absolute paths, empty, `.` and `..` components, NUL, and every spelling
/// under which a file system may take a component for `.git` are refused.
package struct RelativePath: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The path, its components joined by `/`.
  package let string: String

  /// Checks a path.
  ///
  /// - Parameter string: the path, with `/` between components; no trailing slash.
  /// - Throws: `SourceTextError` with code `.invalidPath`.
  package init(_ string: String) throws(SourceTextError) {
    if let fault = Self.fault(in: string) {
      throw SourceTextError(.invalidPath, "the path \(String(reflecting: string)) \(fault)")
    }
    self.string = string
  }

  package var description: String { string }

  /// The last component.
  package var name: String {
    guard let slash = lastSlash else { return string }
    return String(string[string.utf8.index(after: slash)...])
  }

  /// The path without its last component; nil at the top level.
  package var parent: RelativePath? {
    guard let slash = lastSlash else { return nil }
    return RelativePath(unchecked: String(string[..<slash]))
  }

  /// The part of the name after its last dot, in lower case; empty when there is none.
  package var fileExtension: String {
    let name = self.name
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return "" }
    return name[name.utf8.index(after: dot)...].lowercased()
  }

  /// The components from the top down.
  package var components: [Substring] {
    string.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init)
  }

  /// Looked for by bytes: to Swift, a slash and a combining character behind it are one character, which is no slash.
  private var lastSlash: String.Index? { string.utf8.lastIndex(of: UInt8(ascii: "/")) }

  /// Paths are equal when their bytes are: two forms of one letter name two files.
  package static func == (left: Self, right: Self) -> Bool {
    // The library compares whole words, and two forms of one letter alone need a look at the bytes.
    left.string == right.string && left.string.utf8.elementsEqual(right.string.utf8)
  }

  // Strings that are equal by bytes have equal hashes.
  package func hash(into hasher: inout Hasher) { hasher.combine(string) }

  package static func < (left: Self, right: Self) -> Bool {
    left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
  }

  private init(unchecked string: String) { self.string = string }

  private static func fault(in string: String) -> String? {
    if string.isEmpty { return "is empty" }
    if string.utf8.contains(0) { return "holds a NUL byte" }
    if string.utf8.first == UInt8(ascii: "/") { return "is absolute" }
    for component in string.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      if component.isEmpty { return "has an empty component" }
      if component.elementsEqual(".".utf8) { return "has the component `.`" }
      if component.elementsEqual("..".utf8) { return "has the component `..`" }
      if isGitFolder(Substring(component)) { return "reaches git's own folder" }
    }
    return nil
  }

  /// Whether some file system may open the component as `.git`: letter case, code points that HFS+ and folding folders of
  /// Linux ignore, and NTFS's trailing dots and spaces, stream suffix, backslash and short name (CVE-2014-9390,
  /// CVE-2019-1352).
  private static func isGitFolder(_ component: Substring) -> Bool {
    let scalars = component.unicodeScalars.lazy.filter { !isIgnored($0) }
    return [".git", "git~1"].contains { name in
      var rest = scalars[...]
      for wanted in name.unicodeScalars {
        guard let scalar = rest.popFirst(), scalar.properties.lowercaseMapping.unicodeScalars.elementsEqual([wanted])
        else { return false }
      }
      guard let next = rest.first(where: { $0 != "." && $0 != " " }) else { return true }
      return next == ":" || next == "\\"
    }
  }

  private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.isASCII && scalar.properties.isDefaultIgnorableCodePoint
  }
}
