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

  /// The changed files first; in one order for one state and change.
  let entries: [TreeEntry]

  /// How many of them the change is about.
  let focusCount: Int

  /// - Parameters:
  ///   - all: all files of the state after the change.
  ///   - changed: the paths that the change is about.
  ///   - names: the names that the changed files use, as `stem` gives them.
  ///   - isExcluded: whether a file was made by a program, or is another project's.
  init(
    _ all: [TreeEntry], changed: Set<RelativePath>, stems: Set<String>, isExcluded: (RelativePath) -> Bool
  ) {
    let focus = all.filter { changed.contains($0.path) && Self.isCode($0) }
    let folders = Self.folders(of: focus)
    var others: [(entry: TreeEntry, isNamed: Bool, distance: Int)] = []
    for entry in all where !changed.contains(entry.path) && Self.isCode(entry) && !isExcluded(entry.path) {
      let isNamed = !stems.isEmpty && stems.contains(Self.stem(ofFile: entry.path))
      others.append((entry, isNamed, Self.distance(of: entry.path, from: folders)))
    }
    if others.count + focus.count > Self.fileLimit {
      others.sort { left, right in
        if left.isNamed != right.isNamed { return left.isNamed }
        if left.distance != right.distance { return left.distance < right.distance }
        return left.entry.path < right.entry.path
      }
    }
    entries = focus.prefix(Self.fileLimit) + others.prefix(max(0, Self.fileLimit - focus.count)).map(\.entry)
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

  /// By folder, how many steps away a changed file is at the least, for the folders above the changed files.
  private static func folders(of focus: [TreeEntry]) -> [String: Int] {
    var folders: [String: Int] = [:]
    for entry in focus {
      var folder = entry.path.parent
      var steps = 0
      while true {
        let name = folder?.string ?? ""
        folders[name] = min(folders[name] ?? .max, steps)
        guard let current = folder else { break }
        folder = current.parent
        steps += 1
      }
    }
    return folders
  }

  /// Steps up and down from a file to the nearest changed one.
  private static func distance(of path: RelativePath, from folders: [String: Int]) -> Int {
    var folder = path.parent
    var down = 0
    while true {
      if let up = folders[folder?.string ?? ""] { return up + down }
      guard let current = folder else { return down }
      folder = current.parent
      down += 1
    }
  }
}
