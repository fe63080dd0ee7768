internal import Git
internal import SourceText

/// The files that lie nearest to some others, found folder by folder from these outward, so that it costs as much in a
/// repository of a million files as in one of some thousands.
struct SurroundingFiles {
  struct File {
    var entry: TreeEntry

    /// Steps up and down from the file's folder to the folder of the nearest of the others.
    var distance: Int
  }

  /// Files and folders that are looked at: all of most projects.
  static let entryLimit = 20_000

  /// Nearest first, those of one distance in the order of their folders.
  private(set) var files: [File] = []

  /// By folder, how many steps away one of the others is at the least, for the folders above them.
  private let above: [String: Int]

  private let isExcluded: (RelativePath) -> Bool

  /// Folders still to be looked into, by their distances.
  private var pending: [Int: [RelativePath?]] = [:]

  private var left: Int

  /// - Parameters:
  ///   - places: the files in whose surroundings others are looked for.
  ///   - limit: files and folders that are looked at.
  ///   - isExcluded: whether a file does not count; a folder in which no file does is not looked into.
  init(of places: Set<RelativePath>, limit: Int = entryLimit, isExcluded: @escaping (RelativePath) -> Bool) {
    above = Self.folders(above: places)
    left = limit
    self.isExcluded = isExcluded
    for (name, steps) in above { pending[steps, default: []].append(try? RelativePath(name)) }
  }

  /// Whether there are folders to look into, and room for what stands in them.
  var goesOn: Bool { left > 0 && !pending.isEmpty }

  /// Looks into the nearest folders that are left, all of one distance.
  mutating func lookFurther(in repository: any Repository, at snapshot: Snapshot) async throws {
    guard let distance = pending.keys.min(), let found = pending.removeValue(forKey: distance) else { return }
    let folders = found.sorted { ($0?.string ?? "").utf8.lexicographicallyPrecedes(($1?.string ?? "").utf8) }
    for listing in try await repository.listings(of: folders, in: snapshot, limit: left) {
      left -= listing.count
      for entry in listing.files where !isExcluded(entry.path) { files.append(File(entry: entry, distance: distance)) }
      for folder in listing.folders where above[folder.string] == nil && !isLeftOut(folder) {
        pending[distance + 1, default: []].append(folder)
      }
    }
  }

  /// Whether the folder's name is enough for a file in it not to count.
  private func isLeftOut(_ folder: RelativePath) -> Bool {
    (try? RelativePath("\(folder)/any")).map(isExcluded) ?? true
  }

  private static func folders(above places: Set<RelativePath>) -> [String: Int] {
    var folders: [String: Int] = [:]
    for place in places {
      var folder = place.parent
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
}
