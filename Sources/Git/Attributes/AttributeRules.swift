package import SourceText

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What the attribute files of one commit say, and the repository's own `info/attributes`.
///
/// They are read here and not by libgit2 or git, since libgit2 looks into the work tree too, and git can be asked about a
/// commit only from 2.40 on. The user's and the system's attribute files are not read.
package struct AttributeRules: Hashable, Sendable {
  /// The lines of each folder that has an attribute file, by the folder's path with a slash at its end; the root is "".
  private var folders: [String: [AttributeLine]] = [:]

  /// The lines that stand above all folders.
  private var own: [AttributeLine] = []

  /// The short names and what they stand for.
  private var macros: [String: AttributeLine] = [:]

  /// - Parameters:
  ///   - files: the contents of attribute files, by the paths of the folders they lie in; nil for the root.
  ///   - own: the content of the repository's `info/attributes`.
  package init(files: [RelativePath?: [UInt8]], own: [UInt8] = []) {
    for (folder, content) in files {
      folders[folder.map { "\($0)/" } ?? ""] = AttributeLine.list(in: content)
    }
    self.own = AttributeLine.list(in: own)
    let builtIn = AttributeLine.list(in: Array("[attr]binary -diff -merge -text\n".utf8))
    // Only here may short names be defined; the last definition counts.
    for line in builtIn + (folders[""] ?? []) + self.own {
      if case .macro(let name) = line.subject { macros[name] = line }
    }
  }

  /// What is said of a file.
  ///
  /// The repository's own file stands above the folders', an inner folder above an outer one, a later line above an
  /// earlier one.
  package func attributes(of path: RelativePath) -> FileAttributes {
    var values: [String: FileAttributes.Value] = [:]
    apply(own, to: path.string, &values)
    var folder = path.parent
    while true {
      let prefix = folder.map { "\($0)/" } ?? ""
      if let lines = folders[prefix] { apply(lines, to: String(path.string.dropFirst(prefix.count)), &values) }
      guard let inner = folder else { break }
      folder = inner.parent
    }
    return FileAttributes(values: values)
  }

  private func apply(_ lines: [AttributeLine], to text: String, _ values: inout [String: FileAttributes.Value]) {
    guard let path = try? RelativePath(text), let name = try? RelativePath(path.name) else { return }
    for line in lines.reversed() {
      switch line.subject {
      case .name(let pattern): if pattern.matchesWhole(name) { fill(line, &values) }
      case .path(let pattern): if pattern.matchesWhole(path) { fill(line, &values) }
      case .unreadable:
        // Better a file too many that is left alone than one whose filter is passed over.
        for (name, value) in line.settings where name == "filter" && values[name] == nil { values[name] = value }
      case .macro: break
      }
    }
  }

  /// Takes over what a line says; what is known already stays.
  private func fill(_ line: AttributeLine, _ values: inout [String: FileAttributes.Value]) {
    for (name, value) in line.settings.reversed() where values[name] == nil {
      values[name] = value
      if value == .set, let macro = macros[name] { fill(macro, &values) }
    }
  }
}

extension Repository {
  /// Reads the attribute files of a commit.
  ///
  /// - Throws: `GitError`, with code `.tooLarge` for an attribute file of more than 4 MiB.
  package func attributeRules(at commit: ObjectID) async throws -> AttributeRules {
    let isFile: Set<FileMode> = [.regular, .executable]
    let entries = try await entries(in: .commit(commit), below: nil).filter {
      $0.path.name == ".gitattributes" && isFile.contains($0.mode)
    }
    var files: [RelativePath?: [UInt8]] = [:]
    for entry in entries { files[entry.path.parent] = try await blob(entry.id, limit: 4 << 20) }
    let own = FileManager.default.contents(atPath: "\(await location.commonFolder)/info/attributes")
    return AttributeRules(files: files, own: own.map { Array($0.prefix(4 << 20)) } ?? [])
  }
}
