internal import SourceText

/// Decides, for each changed file that git lists, whether it goes into the change: what `DeltaGate` does for libgit2.
struct RawChangeGate {
  private let headers: [ObjectID: ObjectHeader]
  private let isPartialClone: Bool
  private let limits: DiffLimits

  private(set) var accepted: [RawChange] = []

  /// The files that are too large to be read.
  private(set) var oversized: [FileChange] = []

  private var omissions: [Omission] = []
  private var fileCount: FileCount

  init(headers: [ObjectID: ObjectHeader], isPartialClone: Bool, limits: DiffLimits) {
    self.headers = headers
    self.isPartialClone = isPartialClone
    self.limits = limits
    fileCount = FileCount(limit: limits.files)
  }

  /// What was turned away, and why.
  var allOmissions: [Omission] { omissions + [fileCount.omission].compactMap { $0 } }

  mutating func examine(_ change: RawChange) {
    let text = String(decoding: change.path, as: UTF8.self)
    guard fileCount.admits(text) else { return }
    let path: RelativePath
    do throws(GitError) {
      path = try self.path(of: change)
    } catch {
      omissions.append(Omission(path: text, reason: error.description))
      return
    }
    if let size = [change.old, change.new].compactMap(sizeOf).max(), size > limits.fileSize {
      omissions.append(Omission(path: text, reason: "\(size) bytes, more than the limit of \(limits.fileSize)"))
      oversized.append(
        FileChange(
          kind: change.kind, path: path, old: FileChange.Version(change.old, size: sizeOf(change.old)),
          new: FileChange.Version(change.new, size: sizeOf(change.new))))
      return
    }
    accepted.append(change)
  }

  /// The path of a change that can be read; otherwise throws why it cannot.
  private func path(of change: RawChange) throws(GitError) -> RelativePath {
    guard let text = String(validating: change.path, as: UTF8.self) else {
      throw GitError(.invalidInput, "the path is not UTF-8")
    }
    let path: RelativePath
    do throws(SourceTextError) {
      path = try RelativePath(text)
    } catch {
      throw GitError(.invalidInput, error.description)
    }
    if change.status == "U" { throw GitError(.failed, "the index holds an unresolved merge conflict") }
    for id in change.blobs where headers[id] == nil {
      throw GitError(
        .noSuchObject,
        isPartialClone
          ? "the blob \(id) was left out of this partial clone, and is not fetched"
          : "the blob \(id) is missing from the repository")
    }
    return path
  }

  private func sizeOf(_ side: RawChange.Side?) -> Int? {
    guard let side, !side.isSubmodule else { return nil }
    return headers[side.id]?.size
  }
}

extension FileChange.Version {
  /// One side of a changed file; nil for a side that is absent.
  init?(_ side: RawChange.Side?, size: Int?) {
    guard let side else { return nil }
    self.init(blob: side.id, mode: FileMode(rawValue: side.mode) ?? .regular, size: side.isSubmodule ? nil : size)
  }
}
