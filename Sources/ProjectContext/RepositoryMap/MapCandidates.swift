internal import Git
internal import SourceCode
internal import SourceText

/// Which files a map is made of: code, the changed files first and then those that are likely to have to do with them.
///
/// A large project is not read whole. The choice depends on paths and on the changed files' names alone, so that the same state
/// and change always give the same one.
struct MapCandidates {
  /// Files that are looked through.
  static let fileLimit = 2_000

  /// The changed files first, then those that are most likely to matter; in one order for one state and change.
  let entries: [TreeEntry]

  /// How many of them the change is about.
  let focusCount: Int

  /// - Parameters:
  ///   - files: the files around the change, and those that it is about.
  ///   - changed: the paths that the change is about.
  ///   - stems: the names that the changed files use, as `stem` gives them.
  init(_ files: [SurroundingFiles.File], changed: Set<RelativePath>, stems: Set<String>) {
    let code = files.filter { Self.isCode($0.entry) }
    let focus = code.filter { changed.contains($0.entry.path) }.map(\.entry).sorted { $0.path < $1.path }
    var others = code.filter { !changed.contains($0.entry.path) }.map { file in
      (file: file, isNamed: !stems.isEmpty && stems.contains(Self.stem(ofFile: file.entry.path)))
    }
    others.sort { left, right in
      if left.isNamed != right.isNamed { return left.isNamed }
      if left.file.distance != right.file.distance { return left.file.distance < right.file.distance }
      return left.file.entry.path < right.file.entry.path
    }
    entries = focus.prefix(Self.fileLimit) + others.prefix(max(0, Self.fileLimit - focus.count)).map(\.file.entry)
    focusCount = min(focus.count, Self.fileLimit)
  }

  private static func isCode(_ entry: TreeEntry) -> Bool {
    (entry.mode == .regular || entry.mode == .executable) && Language(path: entry.path) != nil
      && !SensitiveFile.contains(entry.path)
  }

  /// A name without case and joints, so that `CartService` and `cart_service.py` are alike.
  static func stem(_ name: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    for byte in name.utf8 where byte != UInt8(ascii: "_") && byte != UInt8(ascii: "-") {
      bytes.append((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func stem(ofFile path: RelativePath) -> String { stem(path.name.prefix { $0 != "." }) }
}
