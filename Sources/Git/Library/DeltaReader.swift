internal import CLibgit2
internal import SourceText

/// Turns libgit2's changed files into plain values, within limits.
struct DeltaReader {
  private(set) var files: [FileChange] = []
  private(set) var omissions: [Omission] = []

  /// Lent by the caller, who keeps the repository open for as long as this value is used.
  private let repository: OpaquePointer?

  private var hunks: HunkReader

  init(repository: OpaquePointer?, limits: DiffLimits) {
    self.repository = repository
    hunks = HunkReader(limits: limits)
  }

  /// Adds one changed file, or why it was left out.
  mutating func read(_ delta: git_diff_delta) {
    let file = delta.status == GIT_DELTA_DELETED ? delta.old_file : delta.new_file
    guard let path = RelativePath(libraryPath: file.path) else { return }
    var change: FileChange?
    do throws(GitError) {
      try read(delta, at: path, into: &change)
    } catch {
      omissions.append(Omission(path: path.string, reason: error.description))
    }
    if let change { files.append(change) }
  }

  /// Reads one changed file; when its lines cannot be had, what is known besides them stays in `result`.
  private mutating func read(
    _ delta: git_diff_delta, at path: RelativePath, into result: inout FileChange?
  ) throws(GitError) {
    var change = FileChange(kind: FileChange.Kind(delta.status), path: path)
    if change.kind == .renamed { change.oldPath = RelativePath(libraryPath: delta.old_file.path) }
    let oldBlob = try blob(delta.old_file)
    let newBlob = try blob(delta.new_file)
    change.old = FileChange.Version(delta.old_file, size: oldBlob.content.count)
    change.new = FileChange.Version(delta.new_file, size: newBlob.content.count)
    change.isBinary = oldBlob.content.isBinary || newBlob.content.isBinary
    result = change
    if change.old?.mode == .submodule || change.new?.mode == .submodule { return }
    if change.isBinary || change.old?.blob == change.new?.blob { return }
    result?.hunks = try hunks.hunks(from: oldBlob.content, to: newBlob.content)
  }

  /// The content of one side; an empty handle for a side that is absent or a submodule.
  private func blob(_ file: git_diff_file) throws(GitError) -> Handle<BlobResource> {
    guard file.mode != 0, UInt32(file.mode) != FileMode.submodule.rawValue else { return Handle() }
    var name = file.id
    do throws(LibraryFailure) {
      return try Handle { git_blob_lookup($0, repository, &name) }
    } catch {
      let id = (try? ObjectID(name))?.hexadecimal ?? "?"
      throw GitError(.corrupt, "the blob \(id) cannot be read: \(quoted(error.message))")
    }
  }
}

extension FileChange.Version {
  /// One side of a changed file; nil for a side that is absent.
  init?(_ file: git_diff_file, size: Int?) {
    guard file.mode != 0 else { return nil }
    let mode = FileMode(rawValue: UInt32(file.mode)) ?? .regular
    // A submodule's name is that of a commit in another repository.
    self.init(blob: try? ObjectID(file.id), mode: mode, size: mode == .submodule ? nil : size)
  }
}

extension FileChange.Kind {
  init(_ status: git_delta_t) {
    switch status {
    case GIT_DELTA_ADDED: self = .added
    case GIT_DELTA_DELETED: self = .deleted
    case GIT_DELTA_RENAMED: self = .renamed
    case GIT_DELTA_COPIED: self = .copied
    case GIT_DELTA_TYPECHANGE: self = .typeChanged
    default: self = .modified
    }
  }
}
