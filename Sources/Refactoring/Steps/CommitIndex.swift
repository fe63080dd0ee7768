package import Git
package import SourceText

/// The regular files of the commit that the next step stands on, by path.
package struct CommitIndex: Sendable {
  private var files: [RelativePath: TreeEntry] = [:]

  /// Symbolic links, which are not edited.
  private let links: Set<RelativePath>

  /// Bytes of the largest file that a worktree holds.
  static let fileSize = 256 << 20

  /// Digits of an object's name.
  private let nameLength: Int

  /// Folders of submodules, in which nothing is edited.
  package let submodules: [RelativePath]

  package init(_ files: TreeFiles, nameLength: Int) {
    self.nameLength = nameLength
    for entry in files.entries where entry.mode == .regular || entry.mode == .executable {
      self.files[entry.path] = entry
    }
    links = Set(files.entries.lazy.filter { $0.mode == .symbolicLink }.map(\.path))
    submodules = files.entries.filter { $0.mode == .submodule }.map(\.path)
  }

  /// The files that lie at some paths or below them, sorted; all when no path is given.
  package func files(below paths: [RelativePath]) -> [RelativePath] {
    let names = paths.map(\.string)
    return files.keys.filter { Self.lies($0, below: names) }.sorted()
  }

  /// Whether a path is one of some, or lies below one.
  static func lies(_ path: RelativePath, below names: [String]) -> Bool {
    names.isEmpty || names.contains { path.string == $0 || path.string.hasPrefix($0 + "/") }
  }

  /// Whether a file is what the commit has there: nil stands for no file.
  func holds(_ bytes: [UInt8]?, at path: RelativePath) throws -> Bool {
    guard let bytes else { return files[path] == nil }
    return try files[path]?.id == StoredObject(.blob, bytes).id(nameLength: nameLength)
  }

  /// Whether a file is what the commit has there, its mode included.
  func holds(_ bytes: [UInt8], isExecutable: Bool, at path: RelativePath) throws -> Bool {
    try holds(bytes, at: path) && (files[path]?.mode == .executable) == isExecutable
  }

  func contains(_ path: RelativePath) -> Bool { files[path] != nil }

  /// The paths of all files and links, in no order.
  var paths: [RelativePath] { Array(files.keys) + links }

  /// Whether the commit has a file or a link at a path.
  func tracks(_ path: RelativePath) -> Bool { files[path] != nil || links.contains(path) }

  /// Takes a step's files in, which are a commit now.
  mutating func update(_ changed: [FileVersions]) throws {
    for file in changed {
      files[file.path] = try file.new.map { new in
        TreeEntry(
          path: file.path, mode: new.isExecutable ? .executable : .regular,
          id: try StoredObject(.blob, new.bytes).id(nameLength: nameLength))
      }
    }
  }
}
