package import SourceText

/// What stands directly in a folder of a snapshot.
package struct FolderListing: Hashable, Sendable {
  /// Nil for the repository's root.
  package var folder: RelativePath?

  /// The files, links and submodules, in the order of their paths.
  package var files: [TreeEntry]

  /// In the order of their paths.
  package var folders: [RelativePath]

  package init(folder: RelativePath?, files: [TreeEntry] = [], folders: [RelativePath] = []) {
    self.folder = folder
    self.files = files
    self.folders = folders
  }

  /// How many files and folders it tells of.
  package var count: Int { files.count + folders.count }

  /// Listings of some folders, made of a list of files that holds all of theirs.
  ///
  /// - Parameters:
  ///   - folders: those that are asked for.
  ///   - entries: files at any depth, in the order of their paths.
  ///   - limit: files and folders that are told at most, in all.
  static func listings(of folders: [RelativePath?], among entries: [TreeEntry], limit: Int) -> [FolderListing] {
    let places = Dictionary(
      folders.enumerated().map { ($1?.string ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    var listings = folders.map { FolderListing(folder: $0) }
    var told: Set<RelativePath> = []
    for entry in entries {
      var child = entry.path
      while true {
        let parent = child.parent
        if let place = places[parent?.string ?? ""] {
          if child == entry.path {
            listings[place].files.append(entry)
          } else if told.insert(child).inserted {
            listings[place].folders.append(child)
          }
        }
        guard let parent else { break }
        child = parent
      }
    }
    var left = limit
    for place in listings.indices { listings[place].cut(to: &left) }
    return listings
  }

  /// Keeps no more than is left to be told.
  mutating func cut(to left: inout Int) {
    files.removeLast(max(0, files.count - left))
    left -= files.count
    folders.removeLast(max(0, folders.count - left))
    left -= folders.count
  }
}
