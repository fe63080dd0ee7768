internal import SourceText

/// The names in the folders that get new ones, to find those which some file systems take for the same.
struct FolderNames {
  let root: RootFolder

  /// By folder (nil is the root), the names that are there or will be.
  private var names: [RelativePath?: [FoldedName: [String]]] = [:]

  init(root: RootFolder) { self.root = root }

  /// Adds a path with the folders that it needs.
  ///
  /// - Returns: the other spelling of one of its components that is there already; nil when there is none.
  mutating func clash(addingPath path: RelativePath) throws(EditingError) -> String? {
    var folder: RelativePath?
    for component in path.components {
      let name = String(component)
      var known: [FoldedName: [String]]
      if let seen = names[folder] { known = seen } else { known = try read(folder) }
      let others = known[FoldedName(name), default: []]
      if !others.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
        if let other = others.first { return folder.map { "\($0)/\(other)" } ?? other }
        known[FoldedName(name)] = [name]
      }
      names[folder] = known
      guard let next = try? RelativePath(folder.map { "\($0)/\(name)" } ?? name) else { return nil }
      folder = next
    }
    return nil
  }

  private func read(_ folder: RelativePath?) throws(EditingError) -> [FoldedName: [String]] {
    do throws(SystemFault) {
      let texts = try root.folder(folder).names(limit: 100_000).compactMap(\.text)
      return Dictionary(grouping: texts) { FoldedName($0) }
    } catch {
      if error.isAbsence { return [:] }
      throw error.error("list", folder?.string ?? root.path)
    }
  }
}
