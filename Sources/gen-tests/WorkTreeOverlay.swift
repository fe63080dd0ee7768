import Git
import SourceText
import Verification

/// What a work tree holds that its commit does not, as far as it is taken over into copies.
struct WorkTreeOverlay {
  /// A file as it lies in the work tree.
  struct File: Hashable {
    /// The content, or the target of a link.
    let content: [UInt8]
    let mode: FileMode
  }

  /// Nil for a file that is gone.
  private(set) var files: [RelativePath: File?] = [:]

  /// Files that are not taken over, with the reason; the copies have them as they were committed.
  private(set) var leftOut: [(path: String, reason: String)] = []

  /// Bytes of a changed file that are taken over at most.
  static let sizeLimit = 32 << 20

  static let none = WorkTreeOverlay()

  private init() {}

  /// Reads what has changed since a commit.
  ///
  /// - Throws: `GitError`; a file that cannot be read is left out.
  init(since commit: ObjectID, in repository: any Repository) async throws {
    let changes = try await repository.changes(from: .commit(commit), to: .workTree, limits: DiffLimits())
    let known = Set(changes.files.map(\.path.string))
    // What is only too long for a difference is among the files.
    for omission in changes.omissions {
      if let path = omission.path, known.contains(path) { continue }
      leftOut.append((omission.path ?? "what is more", omission.reason))
    }
    for file in changes.files {
      if file.new == nil {
        files[file.path] = .some(nil)
      } else if let size = file.new?.size, size > Self.sizeLimit {
        leftOut.append((file.path.string, "it has \(size) bytes, more than \(Self.sizeLimit)"))
      } else if let entry = try await repository.entry(at: file.path, in: .workTree) {
        await take(entry, of: repository)
      }
      if file.kind == .renamed, let old = file.oldPath, files[old] == nil { files[old] = .some(nil) }
    }
  }

  private mutating func take(_ entry: TreeEntry, of repository: any Repository) async {
    guard [.regular, .executable, .symbolicLink].contains(entry.mode) else { return }
    do {
      let bytes = try await repository.blob(entry.id, limit: Self.sizeLimit)
      files[entry.path] = File(content: bytes, mode: entry.mode)
    } catch {
      leftOut.append((entry.path.string, "\(error)"))
    }
  }

  /// Brings a copy of the commit to what lies in the work tree.
  func write(into area: WorkArea) throws {
    try area.change(files.mapValues { $0.map { ($0.content, $0.mode) } })
  }
}
