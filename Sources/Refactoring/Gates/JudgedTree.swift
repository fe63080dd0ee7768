internal import Editing
internal import Git
internal import SourceText
internal import Verification

/// The tree that the gates judge, brought back to what the steps made of it whatever builds and tests do to it.
///
/// What is judged has to be what is committed. A test that writes its expectation anew and then passes has judged something
/// else, and so has a build that mends the sources first.
package actor JudgedTree {
  private let worktree: Worktree
  private let writer: any RepositoryWriter
  private let root: RootFolder
  private let area: WorkArea
  private let kept: [GlobPattern]

  /// The commit below the changes.
  private var head: ObjectID
  private var index: CommitIndex
  private var changes: [RelativePath: FileVersions] = [:]
  private var stamps: FileStamps

  /// What the commit has and the worktree was not given, such as a file that is too large.
  private let missing: Set<RelativePath>

  /// Files that are looked through for new ones.
  private static let fileLimit = 200_000

  /// - Parameters:
  ///   - worktree: at the commit, and touched by nobody since.
  ///   - root: its folder.
  ///   - kept: what in it belongs to no commit and stays.
  ///   - index: the files of the commit.
  init(
    _ worktree: Worktree, of writer: any RepositoryWriter, root: RootFolder, area: WorkArea, kept: [GlobPattern],
    at head: ObjectID, _ index: CommitIndex
  ) {
    self.worktree = worktree
    self.writer = writer
    self.root = root
    self.area = area
    self.kept = kept
    self.head = head
    self.index = index
    missing = Set(index.paths.filter { !FileStamps.exists("\(root.path)/\($0)") })
    var stamps = FileStamps(root: root.path)
    for path in index.paths where !missing.contains(path) { stamps.take(path) }
    self.stamps = stamps
  }

  /// Says what lies there from now on: a commit with changes, which somebody has just made.
  func judge(_ files: [FileVersions], onto head: ObjectID, _ index: CommitIndex) {
    look(at: set(files, head, index))
  }

  /// Puts tracked files back that are not what they are to be.
  ///
  /// - Returns: their paths, sorted.
  /// - Throws: `EditingError`, `GitError`.
  func restore() async throws -> [RelativePath] {
    var differing: [RelativePath] = []
    for path in stamps.touched() {
      if try holds(path) { stamps.take(path) } else { differing.append(path) }
    }
    for (path, file) in changes where file.new == nil && FileStamps.exists("\(root.path)/\(path)") {
      differing.append(path)
    }
    guard !differing.isEmpty else { return [] }
    try await write(differing)
    return differing.sorted()
  }

  /// Brings the tree to the commit with other changes than before.
  ///
  /// - Throws: `EditingError`, `GitError`.
  func show(_ files: [FileVersions]) async throws {
    try await write(Array(set(files, head, index)))
  }

  /// Brings the tree to another commit with changes.
  ///
  /// - Parameter paths: what may differ between the commit before and this one.
  /// - Throws: `EditingError`, `GitError`.
  func show(
    _ files: [FileVersions], onto head: ObjectID, _ index: CommitIndex, differingAt paths: [RelativePath]
  ) async throws {
    try await write(Array(set(files, head, index).union(paths)))
  }

  /// Takes new files away that came since a moment and that the repository neither has nor ignores, such as an expectation
  /// that a failing test wrote down for the next time.
  ///
  /// - Throws: `GitError`.
  func removeFiles(newerThan moment: FileStamps.Moment) async throws {
    let ignored = try await writer.ignoreRules(among: try await writer.files(of: head))
    let found = try? area.files(limit: Self.fileLimit) { path in
      !kept.contains { $0.matchesWhole(path, isFolder: true) } && !ignored.isIgnored(path, isFolder: true)
        && !ignored.isIgnored(path, isFolder: false)
    }
    for path in found ?? [] where !isExpected(path) {
      if let changed = FileStamps.moment(of: "\(root.path)/\(path)"), changed > moment { try? area.removeFile(path) }
    }
  }

  /// - Returns: the paths at which something else is expected than before, perhaps.
  private func set(_ files: [FileVersions], _ head: ObjectID, _ index: CommitIndex) -> Set<RelativePath> {
    let before = Set(changes.keys)
    changes = files.reduce(into: [:]) { $0[$1.path] = $1 }
    self.head = head
    self.index = index
    return before.union(changes.keys)
  }

  private func write(_ paths: [RelativePath]) async throws {
    guard !paths.isEmpty else { return }
    let changed = try await writer.treeChanges(of: Array(changes.values))
    let tree = changed.isEmpty ? head : try await writer.writeTree(changed, onto: head)
    try await worktree.bring(to: tree, checking: paths)
    look(at: paths)
  }

  private func look(at paths: some Sequence<RelativePath>) {
    for path in paths { if isExpected(path) { stamps.take(path) } else { stamps.forget(path) } }
  }

  private func isExpected(_ path: RelativePath) -> Bool {
    if let change = changes[path] { return change.new != nil }
    return index.tracks(path) && !missing.contains(path)
  }

  /// Whether a file is what it is to be.
  private func holds(_ path: RelativePath) throws -> Bool {
    // What is no plain file any more, or too large to be one of ours, is written anew.
    guard let file = (try? root.file(at: path, limit: CommitIndex.fileSize)).flatMap({ $0 }) else { return false }
    if let change = changes[path] {
      return change.new == FileVersions.Version(file.bytes, isExecutable: file.isExecutable)
    }
    return try index.holds(file.bytes, isExecutable: file.isExecutable, at: path)
  }
}

extension RepositoryWriter {
  /// Writes the contents of files, for a tree that has them.
  ///
  /// - Throws: `GitError`.
  func treeChanges(of files: [FileVersions]) async throws -> [TreeChange] {
    var changes: [TreeChange] = []
    // What came and went within the change is in no tree.
    for file in files where file.old != nil || file.new != nil {
      guard let new = file.new else {
        changes.append(TreeChange(file.path, .remove))
        continue
      }
      changes.append(
        TreeChange(file.path, .put(try await write(blob: new.bytes), new.isExecutable ? .executable : .regular)))
    }
    return changes
  }
}
