package import SourceText

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What the ignore files of one commit say (gitignore(5)), and the repository's own `info/exclude`.
///
/// The user's own ignore file is not read.
package struct IgnoreRules: Hashable, Sendable {
  private struct Line: Hashable, Sendable {
    var pattern: GlobPattern
    var isNegated: Bool
    var isForFolders: Bool

    /// Whether the pattern is about names alone, at any depth.
    var isName: Bool
  }

  /// The lines of each folder that has an ignore file, by the folder's path with a slash at its end; the root is "".
  private var folders: [String: [Line]] = [:]

  private var own: [Line] = []

  /// - Parameters:
  ///   - files: the contents of ignore files, by the paths of the folders they lie in; nil for the root.
  ///   - own: the content of the repository's `info/exclude`.
  package init(files: [RelativePath?: [UInt8]] = [:], own: [UInt8] = []) {
    for (folder, content) in files { folders[folder.map { "\($0)/" } ?? ""] = Self.lines(in: content) }
    self.own = Self.lines(in: own)
  }

  /// Whether a path is ignored by itself; what lies in an ignored folder is ignored too, which the caller sees who comes
  /// from above.
  package func isIgnored(_ path: RelativePath, isFolder: Bool) -> Bool {
    var folder = path.parent
    while true {
      let prefix = folder.map { "\($0)/" } ?? ""
      if let lines = folders[prefix],
        let verdict = Self.verdict(lines, String(path.string.dropFirst(prefix.count)), isFolder)
      {
        return verdict
      }
      guard let inner = folder else { break }
      folder = inner.parent
    }
    return Self.verdict(own, path.string, isFolder) ?? false
  }

  /// What the last line says that matches; nil when none does.
  private static func verdict(_ lines: [Line], _ text: String, _ isFolder: Bool) -> Bool? {
    guard let path = try? RelativePath(text), let name = try? RelativePath(path.name) else { return nil }
    let line = lines.last { line in
      (isFolder || !line.isForFolders) && line.pattern.matchesWhole(line.isName ? name : path)
    }
    return line.map { !$0.isNegated }
  }

  private static func lines(in content: [UInt8]) -> [Line] {
    content.split(separator: UInt8(ascii: "\n")).compactMap { line in
      var text = String(decoding: line, as: UTF8.self)
      if text.hasSuffix("\r") { text.removeLast() }
      while text.hasSuffix(" "), !text.hasSuffix("\\ ") { text.removeLast() }
      if text.hasPrefix("#") { return nil }
      let isNegated = text.hasPrefix("!")
      if isNegated { text.removeFirst() }
      let isForFolders = text.hasSuffix("/")
      if isForFolders { text.removeLast() }
      let isName = !text.contains("/")
      if text.hasPrefix("/") { text.removeFirst() }
      let escaped = GlobPattern.escapingBraces(text[...])
      guard let pattern = try? GlobPattern("/\(escaped)") else { return nil }
      return Line(pattern: pattern, isNegated: isNegated, isForFolders: isForFolders, isName: isName)
    }
  }
}

extension GlobPattern {
  /// A pattern of git's, to which braces mean nothing.
  static func escapingBraces(_ pattern: Substring) -> String {
    var result = ""
    var isEscaped = false
    for character in pattern {
      if !isEscaped, character == "{" || character == "}" || character == "," { result.append("\\") }
      isEscaped = !isEscaped && character == "\\"
      result.append(character)
    }
    return result
  }
}

extension RepositoryWriter {
  /// Reads the ignore files of a commit or tree.
  ///
  /// - Parameter files: all files of it.
  /// - Throws: `GitError`, with code `.tooLarge` for an ignore file of more than 4 MiB.
  package func ignoreRules(among files: TreeFiles) async throws -> IgnoreRules {
    let entries = files.entries.filter {
      $0.path.name == ".gitignore" && ($0.mode == .regular || $0.mode == .executable)
    }
    let contents = try await objects(entries.map(\.id), limit: 4 << 20)
    var texts: [RelativePath?: [UInt8]] = [:]
    for entry in entries { texts[entry.path.parent] = contents[entry.id]?.content }
    let own = FileManager.default.contents(atPath: "\(await location.commonFolder)/info/exclude")
    return IgnoreRules(files: texts, own: own.map { Array($0.prefix(4 << 20)) } ?? [])
  }
}
