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
    String(string[(string.lastIndex(of: "/").map(string.index(after:)) ?? string.startIndex)...])
  }

  /// The path without its last component; nil at the top level.
  package var parent: RelativePath? {
    guard let slash = string.lastIndex(of: "/") else { return nil }
    return RelativePath(unchecked: String(string[..<slash]))
  }

  /// The part of the name after its last dot, in lower case; empty when there is none.
  package var fileExtension: String {
    let name = self.name
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// The components from the top down.
  package var components: [Substring] { string.split(separator: "/") }

  package static func < (left: Self, right: Self) -> Bool { left.string < right.string }

  private init(unchecked string: String) { self.string = string }

  private static func fault(in string: String) -> String? {
    if string.isEmpty { return "is empty" }
    if string.utf8.contains(0) { return "holds a NUL byte" }
    if string.utf8.first == UInt8(ascii: "/") { return "is absolute" }
    for component in string.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      if component.isEmpty { return "has an empty component" }
      if component.elementsEqual(".".utf8) { return "has the component ." }
      if component.elementsEqual("..".utf8) { return "has the component .." }
      if isGitFolder(Substring(component)) { return "reaches git's own folder" }
    }
    return nil
  }

  /// Whether some file system may open the component as `.git`: letter case, HFS+'s ignored code points, and NTFS's
  /// trailing dots and spaces, stream suffix and short name (CVE-2014-9390, CVE-2019-1352).
  private static func isGitFolder(_ component: Substring) -> Bool {
    var scalars = component.unicodeScalars.filter { !hfsIgnores($0) }.map(\.properties.lowercaseMapping).joined()
    if let colon = scalars.firstIndex(of: ":") { scalars.removeSubrange(colon...) }
    while let last = scalars.last, last == "." || last == " " { scalars.removeLast() }
    return scalars == ".git" || scalars == "git~1"
  }

  private static func hfsIgnores(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200C...0x200F, 0x202A...0x202E, 0x206A...0x206F, 0xFEFF: true
    default: false
    }
  }
}
