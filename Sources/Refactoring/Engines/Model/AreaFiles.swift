internal import AgentKernel
internal import Editing
internal import SourceText
internal import Tools
internal import Verification

/// The files of the commit that the work area is at, as a model's tools read them in one conversation; what builds and tests
/// have left beside them is no part of it.
///
/// No link is followed, and files whose names say that they hold secrets are not shown.
actor AreaFiles: FileView {
  private nonisolated let root: RootFolder
  private nonisolated let scope: EditScope

  /// The hash of each file that the model has seen all of, as it has seen it.
  private(set) var seen: [RelativePath: ContentHash] = [:]

  /// What tools have read of a file for the model, which need not have seen all of it.
  private var read: [RelativePath: (hash: ContentHash, lines: Set<Int>)] = [:]

  /// - Throws: `EditingError` when the area is not there.
  init(_ scope: EditScope) throws {
    root = try RootFolder(scope.area.path)
    self.scope = scope
  }

  func text(at path: RelativePath, in version: FileVersion) throws -> String {
    try Self.check(version)
    guard let file = try readable(path) else {
      throw ToolError("there is no file \(path) here; `list_files` and `glob` show what there is")
    }
    guard !BinaryContent.isLikely(file.bytes) else { throw ToolError("\(path) is a binary file") }
    if read[path]?.hash != file.hash { read[path] = (file.hash, []) }
    return String(decoding: file.bytes, as: UTF8.self)
  }

  func didShow(_ lines: Set<Int>, of count: Int, in path: RelativePath, _ version: FileVersion) {
    guard version == .new else { return }
    read[path]?.lines.formUnion(lines)
    if read[path]?.lines.count == count { didShowAll(of: path) }
  }

  /// Takes note that the model sees all of what was read last of a file.
  func didShowAll(of path: RelativePath) { seen[path] = read[path]?.hash }

  nonisolated func files(below folder: RelativePath?, in version: FileVersion) throws -> [ViewedFile] {
    try Self.check(version)
    let below = folder.map { [$0] } ?? []
    let paths =
      scope.index?.files(below: below) ?? scope.files.filter { CommitIndex.lies($0, below: below.map(\.string)) }
    return paths.map { ViewedFile(path: $0, isRegular: true) }
  }

  nonisolated func contents(of files: [ViewedFile]) async throws -> [RelativePath: [UInt8]] {
    var contents: [RelativePath: [UInt8]] = [:]
    for file in files {
      try Task.checkCancellation()
      contents[file.path] = (try? readable(file.path))?.bytes
    }
    return contents
  }

  /// A file that may be changed; nil when nothing is there.
  ///
  /// - Throws: `ToolError`, in words for the model, for one that may not.
  nonisolated func changeable(_ path: RelativePath) throws -> StoredFile? {
    if let objection = scope.objection(to: path) { throw ToolError(objection) }
    guard let file = try stored(path) else { return nil }
    guard scope.contains(path) else {
      throw ToolError("\(path) is no file of the project: a build or a test has made it")
    }
    return file
  }

  private nonisolated func readable(_ path: RelativePath) throws -> StoredFile? {
    guard !SensitiveFile.contains(path) else { throw ToolError(SensitiveFile.notice(path)) }
    return scope.contains(path) ? try stored(path) : nil
  }

  private nonisolated func stored(_ path: RelativePath) throws -> StoredFile? {
    do { return try root.file(at: path, limit: scope.rules.fileSize) } catch {
      if error.code == .inputOutput { throw error }
      throw ToolError("\(error)")
    }
  }

  private static func check(_ version: FileVersion) throws {
    guard version == .new else { throw ToolError("there is no older version here; leave `version` out") }
  }
}

extension EditScope {
  /// Whether the commit has a file.
  func contains(_ path: RelativePath) -> Bool { index?.contains(path) ?? files.contains(path) }

  /// Why a path is not to be changed; nil when it may be.
  func objection(to path: RelativePath) -> String? {
    guard CommitIndex.lies(path, below: paths.map(\.string)) else {
      return "\(path) lies outside of what may be changed, which is \(placeWords)"
    }
    guard let folder = index?.submodules.first(where: { CommitIndex.lies(path, below: [$0.string]) }) else {
      return nil
    }
    return "\(folder) is a submodule, in which nothing is changed"
  }

  /// `Sources, Tests`.
  var placeWords: String { paths.isEmpty ? "the whole project" : paths.map(\.string).joined(separator: ", ") }
}
