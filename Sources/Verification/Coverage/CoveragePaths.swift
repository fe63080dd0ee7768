package import SourceText

/// Says which file of a project a report of coverage means.
///
/// By the whole path, first as an absolute and then as a relative one; never by a file's name alone, since a project may have many
/// of one name.
package struct CoveragePaths: Sendable {
  private let area: String
  private let known: Set<RelativePath>?

  /// - Parameters:
  ///   - area: the absolute path of the folder that was measured.
  ///   - files: the project's files; nil to believe every path inside the area.
  package init(area: String, files: [RelativePath]? = nil) {
    self.area = area
    known = files.map { Set($0) }
  }

  /// The file that a path means; nil for what lies outside or is not there.
  ///
  /// - Parameters:
  ///   - path: absolute, or relative to one of the folders or the area.
  ///   - folders: absolute, or relative to the area; the first in which the file is counts.
  func file(_ path: String, in folders: [String] = []) -> RelativePath? {
    let path = path.replacing("\\", with: "/")
    if path.hasPrefix("/") { return inside(path).flatMap(existing) }
    let places = folders.compactMap { folder in
      folder.hasPrefix("/") ? inside(folder + "/" + path) : (folder.isEmpty ? path : folder + "/" + path)
    }
    return (places + [path]).lazy.compactMap(existing).first
  }

  /// The one file of the project whose path ends with this one, component by component; nil when there is none or several.
  ///
  /// For formats that know packages and no folders: `com/acme/Parser.java`. One component alone would be a file's name.
  func file(endingWith path: String) -> RelativePath? {
    guard path.contains("/"), let known else { return file(path) }
    let found = known.filter { $0.string == path || $0.string.hasSuffix("/" + path) }
    return found.count == 1 ? found.first : nil
  }

  private func inside(_ path: String) -> String? {
    path.hasPrefix(area + "/") ? String(path.dropFirst(area.count + 1)) : nil
  }

  private func existing(_ path: String) -> RelativePath? {
    let parts = path.split(separator: "/").filter { $0 != "." }
    guard let file = try? RelativePath(parts.joined(separator: "/")) else { return nil }
    guard let known else { return file }
    return known.contains(file) ? file : nil
  }
}
