/// Which paths may be used inside a repository, written from the description of `RelativePath` alone.
enum ReferencePath {
  /// Whether the path stays where it is looked up, and none of its components may be taken for `.git`.
  static func isSafe(_ path: String) -> Bool {
    if path.utf8.contains(0) { return false }
    let components = components(of: path)
    return components.allSatisfy { !["", ".", ".."].contains($0) && !isGitFolder($0) }
  }

  /// The pieces between the bytes of `/`; a path that is empty has one that is empty.
  static func components(of path: String) -> [String] {
    Array(path.utf8).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// What is left of a name when each file system has done its worst: HFS+ and folding ext4 folders pass over ignorable
  /// code points and letter case, NTFS over dots and spaces at the end and over the name of a stream, git for Windows
  /// takes a backslash for a slash, and `git~1` is the short name of `.git`.
  private static func isGitFolder(_ name: String) -> Bool {
    var scalars = name.unicodeScalars.map(\.value).filter { scalar in !ignorable.contains { $0.contains(scalar) } }
    scalars = Array(scalars.prefix { $0 != 0x3A && $0 != 0x5C })
    while scalars.last == 0x2E || scalars.last == 0x20 { scalars.removeLast() }
    let folded = scalars.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    return [".git", "git~1"].contains { $0.unicodeScalars.map(\.value) == folded }
  }

  /// Default_Ignorable_Code_Point of Unicode 16 (DerivedCoreProperties.txt).
  private static let ignorable: [ClosedRange<UInt32>] = [
    0xAD...0xAD, 0x34F...0x34F, 0x61C...0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200F,
    0x202A...0x202E, 0x2060...0x206F, 0x3164...0x3164, 0xFE00...0xFE0F, 0xFEFF...0xFEFF, 0xFFA0...0xFFA0,
    0xFFF0...0xFFF8, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF,
  ]
}
