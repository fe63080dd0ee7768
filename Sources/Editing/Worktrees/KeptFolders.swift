internal import SourceText

/// Folders of a tree that no commit has and that stay all the same, such as those that a build fills.
struct KeptFolders: Sendable {
  let patterns: [GlobPattern]

  /// Whether an entry is such a folder, or lies in one.
  func contains(_ path: RelativePath, isFolder: Bool) -> Bool {
    if isFolder, isKept(path) { return true }
    var ancestor = path.parent
    while let current = ancestor {
      if isKept(current) { return true }
      ancestor = current.parent
    }
    return false
  }

  private func isKept(_ folder: RelativePath) -> Bool {
    patterns.contains { $0.matchesWhole(folder, isFolder: true) }
  }
}
