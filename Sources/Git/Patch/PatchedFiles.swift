internal import SourceText

/// The files of a patch as they are after it, as far as what they were before it is known.
struct PatchedFiles: Sendable {
  /// What becomes of a path.
  enum State: Hashable, Sendable {
    case file(ObjectID, FileMode)
    case gone

    func entry(at path: RelativePath) -> TreeEntry? {
      if case .file(let id, let mode) = self { TreeEntry(path: path, mode: mode, id: id) } else { nil }
    }
  }

  private(set) var states: [RelativePath: State] = [:]

  /// The patched contents, by names of their own: hashes that no git object has.
  private(set) var contents: [ObjectID: [UInt8]] = [:]

  /// What the patch is one of, where that is not what is checked out.
  private(set) var originals: [RelativePath: TreeEntry] = [:]

  /// The files whose whole content cannot be known, and why.
  private(set) var unknown: [RelativePath: String] = [:]

  /// Bytes of one file and of all patched files.
  private static let fileSizeLimit = 8 << 20
  private static let sizeLimit = 256 << 20

  private var size = 0

  /// No files: all that is known is the patch.
  init() {}

  /// Applies a patch in memory.
  init(_ patch: Patch, at head: ObjectID, in repository: any Repository) async throws {
    for file in patch.files {
      try Task.checkCancellation()
      try await apply(file, at: head, in: repository)
    }
  }

  func blob(at path: RelativePath) -> ObjectID? {
    if case .file(let id, _) = states[path] { id } else { nil }
  }

  func size(at path: RelativePath) -> Int? { blob(at: path).flatMap { contents[$0]?.count } }

  private struct Original {
    var content: [UInt8]
    var mode: FileMode
  }

  /// Why a file's content cannot be known.
  private struct Gap: Error {
    let reason: String
  }

  private mutating func apply(_ file: Patch.File, at head: ObjectID, in repository: any Repository) async throws {
    let change = file.change
    if change.kind == .renamed, let old = change.oldPath { states[old] = .gone }
    guard let new = change.new else {
      states[change.path] = .gone
      unknown[change.path] = nil
      return
    }
    do {
      if change.isBinary { throw Gap(reason: "binary, and not in the patch as text") }
      if new.mode == .submodule { return }
      let original = try await original(of: file, at: head, in: repository)
      guard let content = change.applied(to: original?.content ?? []) else {
        throw Gap(reason: "the patch does not apply to the checked out version")
      }
      guard content.count <= Self.fileSizeLimit, size + content.count <= Self.sizeLimit,
        let id = try? ObjectID(ContentHash(of: content).hexadecimal)
      else { throw Gap(reason: "too large") }
      size += content.count
      contents[id] = content
      let isModeGiven = change.old?.mode != new.mode || original == nil
      states[change.path] = .file(id, isModeGiven ? new.mode : original?.mode ?? new.mode)
    } catch let gap as Gap {
      states[change.path] = nil
      unknown[change.path] = gap.reason
    }
  }

  /// The content that a file's patch is one of; nil for a new file.
  private mutating func original(
    of file: Patch.File, at head: ObjectID, in repository: any Repository
  ) async throws -> Original? {
    guard file.change.old != nil else { return nil }
    let path = file.change.oldPath ?? file.change.path
    if case .file(let id, let mode) = states[path], let content = contents[id] {
      return Original(content: content, mode: mode)
    }
    if let reason = unknown[path] { throw Gap(reason: reason) }
    var entry = try await repository.entry(at: path, in: .commit(head))
    if let digits = file.oldBlob, entry.map({ !$0.id.hexadecimal.hasPrefix(digits) }) ?? true,
      let id = try await repository.blob(abbreviated: digits)
    {
      entry = TreeEntry(path: path, mode: entry?.mode ?? file.change.old?.mode ?? .regular, id: id)
      originals[path] = entry
    }
    guard let entry, entry.mode != .submodule, entry.mode != .folder else {
      throw Gap(reason: "the repository has no such file")
    }
    do {
      return Original(content: try await repository.blob(entry.id, limit: Self.fileSizeLimit), mode: entry.mode)
    } catch let error as GitError {
      throw Gap(reason: error.description)
    }
  }
}
