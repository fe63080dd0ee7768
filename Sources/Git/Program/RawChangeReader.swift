internal import SourceText

/// Turns changed files and their contents into plain values, within limits: what `DeltaReader` does for libgit2.
struct RawChangeReader {
  private(set) var files: [FileChange] = []
  private(set) var omissions: [Omission] = []

  private let headers: [ObjectID: ObjectHeader]
  private var hunks: HunkReader

  init(headers: [ObjectID: ObjectHeader], limits: DiffLimits) {
    self.headers = headers
    hunks = HunkReader(limits: limits)
  }

  /// Adds one changed file, or why it was left out; when its lines cannot be had, what is known besides them.
  mutating func read(_ raw: RawChange, _ contents: [ObjectID: Result<[UInt8], GitError>]) {
    guard let text = String(validating: raw.path, as: UTF8.self), let path = try? RelativePath(text) else { return }
    var change = FileChange(kind: raw.kind, path: path, oldPath: raw.oldPath)
    do throws(GitError) {
      let old = try content(of: raw.old, contents)
      let new = try content(of: raw.new, contents)
      change.old = FileChange.Version(raw.old, size: old.count)
      change.new = FileChange.Version(raw.new, size: new.count)
      change.isBinary = BinaryContent.isLikely(old) || BinaryContent.isLikely(new)
      files.append(change)
      if raw.old?.isSubmodule == true || raw.new?.isSubmodule == true { return }
      if change.isBinary || raw.old?.id == raw.new?.id { return }
      files[files.count - 1].hunks = try hunks.hunks(from: old, to: new)
    } catch {
      omissions.append(Omission(path: path.string, reason: error.description))
    }
  }

  /// The content of one side; nothing for a side that is absent or a submodule.
  private func content(
    of side: RawChange.Side?, _ contents: [ObjectID: Result<[UInt8], GitError>]
  ) throws(GitError) -> [UInt8] {
    guard let side, !side.isSubmodule else { return [] }
    return try contents[side.id]?.get() ?? []
  }
}
