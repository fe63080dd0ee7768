internal import Editing
internal import Processes
internal import SourceText
internal import Verification

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A private copy of a project for a program that changes files, gone with its owner.
struct ProjectCopy: ~Copyable {
  private let folder: ChildFolder
  private let hashes: [RelativePath: ContentHash]
  private let scope: EditScope

  var path: String { folder.path }

  /// What builds and package managers fill, which is large: it is linked, and may only be read.
  private static let linked: Set<String> = [".build", ".venv", "node_modules"]

  private static let mostFiles = 100_000
  private static let sizeLimit = 64 << 20

  /// Copies all files of a scope's area but those of builds; links are left out.
  ///
  /// - Throws: `ProcessError`, `VerificationError`.
  init(of scope: EditScope) throws {
    let folder = try ChildFolder()
    var hashes: [RelativePath: ContentHash] = [:]
    for path in try Self.files(in: scope.area) {
      try Task.checkCancellation()
      guard let bytes = try scope.area.content(of: path, limit: Self.sizeLimit) else { continue }
      try folder.write(bytes, to: path, isExecutable: access("\(scope.area.path)/\(path)", X_OK) == 0)
      hashes[path] = ContentHash(of: bytes)
    }
    for name in Self.linked.sorted() {
      let link = try RelativePath(name)
      if scope.area.has(link) { try folder.link(link, to: "\(scope.area.path)/\(name)") }
    }
    self.folder = folder
    self.hashes = hashes
    self.scope = scope
  }

  /// What is different now.
  ///
  /// - Parameters:
  ///   - area: the copy as a work area.
  ///   - wanted: which changes are taken.
  ///   - known: files of the project that may be changed.
  /// - Throws: `VerificationError`.
  func changes(
    in area: WorkArea, wanted: FileChoice, among known: Set<RelativePath>
  ) throws -> (operations: [FileOperation], skipped: [SkippedFile]) {
    var operations: [FileOperation] = []
    var skipped: [SkippedFile] = []
    let now = try Self.files(in: area)
    func take(_ operation: FileOperation, isNew: Bool) {
      if wanted.contains(operation.path), isNew || known.contains(operation.path) {
        operations.append(operation)
      } else {
        skipped.append(SkippedFile(operation.path, .notAllowed, "the program changed it, and the step is not for it"))
      }
    }
    for path in now {
      guard let bytes = try area.content(of: path, limit: Self.sizeLimit) else { continue }
      guard let old = hashes[path] else {
        let isExecutable = access("\(area.path)/\(path)", X_OK) == 0
        take(FileOperation(path, .create(bytes, isExecutable: isExecutable), reason: "new"), isNew: true)
        continue
      }
      guard old != ContentHash(of: bytes), let before = try scope.area.content(of: path, limit: Self.sizeLimit) else {
        continue
      }
      take(FileOperation(path, .edit(base: old, [Self.difference(before, bytes)])), isNew: false)
    }
    let there = Set(now)
    for (path, hash) in hashes where !there.contains(path) {
      take(FileOperation(path, .delete(base: hash), reason: "deleted"), isNew: false)
    }
    return (operations.sorted { $0.path < $1.path }, skipped.sorted { $0.path < $1.path })
  }

  /// The bytes between the common beginning and the common end.
  static func difference(_ old: [UInt8], _ new: [UInt8]) -> FileOperation.Replacement {
    let shorter = min(old.count, new.count)
    var head = 0
    while head < shorter, old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < shorter - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
    return FileOperation.Replacement(head..<old.count - tail, Array(new[head..<new.count - tail]))
  }

  private static func files(in area: WorkArea) throws -> [RelativePath] {
    try area.files(limit: mostFiles) { path in
      !linked.contains(String(path.components.first ?? ""))
    }
  }
}
