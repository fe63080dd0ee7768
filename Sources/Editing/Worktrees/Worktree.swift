internal import CSandbox
internal import Git
package import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A tree with the files of a commit, which this process has for itself until it gives it back.
///
/// Files are written as git stores them: no filters, no line ends converted, no hooks; links are links, submodules are
/// empty folders, and there is no `.git`. Only what differs is written.
package actor Worktree {
  /// The absolute path of the tree.
  package nonisolated let path: String

  package nonisolated let slot: String

  /// What was noticed while a slot was looked for: folders that are not ours.
  package nonisolated let notes: [String]

  /// The commit or tree whose files are here.
  package private(set) var commit: ObjectID?

  /// What of the commit was not written, and why.
  package private(set) var omissions: [Omission] = []

  private var place: WorktreeSlot?
  private var marker: WorktreeMarker
  private let writer: any RepositoryWriter
  private let options: WorktreePool.Options
  private var plan = WorktreePlan()
  private var files = TreeFiles()
  private var isAtWork = false

  /// What was done to bring a tree to a commit.
  package struct Work: Hashable, Sendable {
    package var written = 0
    package var removed = 0
    package var kept = 0
  }

  init(
    _ place: WorktreeSlot, marker: WorktreeMarker, path: String, of writer: any RepositoryWriter,
    options: WorktreePool.Options, notes: [String]
  ) throws {
    self.place = place
    self.marker = marker
    self.path = path
    self.writer = writer
    self.options = options
    self.notes = notes
    slot = place.name
  }

  /// Brings the tree to exactly the files of a commit, whatever a child did here.
  ///
  /// - Parameters:
  ///   - commit: a commit or a tree.
  ///   - paths: where alone to look; nil: everywhere. What else is different stays as it is.
  /// - Throws: `EditingError`, `GitError`; then the tree is neither the old state nor the new, and can be brought to one
  ///   again.
  @discardableResult
  package func bring(to commit: ObjectID, checking paths: [RelativePath]? = nil) async throws -> Work {
    let place = try begin()
    defer { isAtWork = false }
    marker.commit = nil
    try faulting("mark") { try place.mark(marker) }
    if commit != self.commit {
      let files = try await writer.files(of: commit)
      let sizes = try await writer.headers(of: files.entries.filter { $0.mode != .submodule }.map(\.id))
      (self.files, omissions) = (files, files.omissions)
      plan = WorktreePlan(files.entries.filter { fits($0, sizes) }, sizes: sizes)
      self.commit = commit
    }
    let scope = paths.map { WorktreeScope.paths(Set($0)) } ?? .all
    let work = try await write(scope, place)
    marker.commit = commit
    try faulting("mark") { try place.mark(marker) }
    return work
  }

  /// Puts paths, and what is below them, back to what the commit has there; nothing else is looked at.
  @discardableResult
  package func restore(_ paths: [RelativePath]) async throws -> Work {
    guard let commit else { throw EditingError(.invalid, "the worktree \(quoted(path)) has no commit yet") }
    return try await bring(to: commit, checking: paths)
  }

  /// What differs in the tree from its commit: files that changed or are gone, and new ones that are neither ignored nor in
  /// a kept folder.
  ///
  /// Links and what else is no regular file are not among the changes, but named.
  package func changes(
    limits: WorktreeChanges.Limits = WorktreeChanges.Limits()
  ) async throws -> WorktreeChanges {
    let place = try begin()
    defer { isAtWork = false }
    let ignored = try await writer.ignoreRules(among: files)
    var scan = WorktreeScan(
      kept: KeptFolders(patterns: options.kept), ignored: ignored, nameLength: await writer.nameLength, limits: limits)
    try faulting("read") {
      try scan.scan(try place.folder.descriptor.openedFolder(WorktreeSlot.tree), at: nil, against: plan)
    }
    scan.finish()
    return scan.found
  }

  /// Writes what differs as a tree of the repository; no commit is made.
  package func writeTree(of changes: WorktreeChanges) async throws -> ObjectID {
    guard let commit else { throw EditingError(.invalid, "the worktree \(quoted(path)) has no commit yet") }
    var treeChanges: [TreeChange] = []
    for change in changes.changes {
      guard let content = change.content else {
        treeChanges.append(TreeChange(change.path, .remove))
        continue
      }
      let id = try await writer.write(blob: content.bytes)
      treeChanges.append(TreeChange(change.path, .put(id, content.isExecutable ? .executable : .regular)))
    }
    return try await writer.writeTree(treeChanges, onto: commit)
  }

  /// Gives the slot back; the tree stays for the next run, and must not be used any more.
  package func release() throws {
    guard let place else { return }
    marker.time = Int(WorktreeMarker.now)
    try faulting("mark") { try place.mark(marker) }
    self.place = nil
  }

  // MARK: - Writing

  private func begin() throws -> WorktreeSlot {
    guard let place else { throw EditingError(.invalid, "the worktree \(quoted(path)) was given back") }
    guard !isAtWork else { throw EditingError(.busy, "the worktree \(quoted(path)) is being brought to a commit") }
    isAtWork = true
    return place
  }

  private func write(_ scope: WorktreeScope, _ place: WorktreeSlot) async throws -> Work {
    let nameLength = await writer.nameLength
    var work = Work()
    let (tree, missing) = try faulting("clean") { () throws -> (RootFolder, [Missing]) in
      var trash = try WorktreeTrash(in: place.folder.descriptor)
      try trash.empty()
      let folder = try place.openedTree(trash: &trash)
      var survey = WorktreeSurvey(
        scope: scope, kept: KeptFolders(patterns: options.kept), nameLength: nameLength, trash: trash)
      try survey.survey(folder, at: nil, against: plan)
      try survey.emptyTrash()
      (work.removed, work.kept) = (survey.removedCount, survey.keptCount)
      return (try RootFolder(path), survey.missing)
    }
    try checkSpace(for: missing, on: place)
    var position = 0
    while position < missing.count {
      try Task.checkCancellation()
      let end = Self.end(of: missing, from: position)
      let part = missing[position..<end]
      let contents = try await writer.objects(Array(Set(part.map(\.file.id))), limit: options.fileSize)
      try faulting("write into") { try write(part, contents, into: tree) }
      position = end
    }
    work.written = missing.count
    return work
  }

  private typealias Missing = (path: RelativePath, file: WorktreePlan.File)

  /// Files are read from the repository some at a time, so that their contents fit into memory.
  private static func end(of missing: [Missing], from start: Int) -> Int {
    var (end, size) = (start, 0)
    while end < missing.count, end == start || (end - start < 1000 && size + missing[end].file.size <= 32 << 20) {
      size += missing[end].file.size
      end += 1
    }
    return end
  }

  private func write(
    _ part: ArraySlice<Missing>, _ contents: [ObjectID: StoredObject], into tree: RootFolder
  ) throws {
    var position = part.startIndex
    while position < part.endIndex {
      // The files of one folder follow each other.
      let parent = part[position].path.parent
      let folder = try tree.folder(parent)
      while position < part.endIndex, part[position].path.parent == parent {
        let (path, file) = part[position]
        position += 1
        guard let content = contents[file.id]?.content else { continue }
        do {
          try write(content, file, path.name, into: folder)
        } catch let fault as SystemFault where fault.code == EEXIST {
          // The file system takes two names for one.
          omissions.append(Omission(path: path.string, reason: "a file with a name like it is there already"))
        }
      }
    }
  }

  private func write(
    _ content: [UInt8], _ file: WorktreePlan.File, _ name: String, into folder: borrowing OwnedDescriptor
  ) throws {
    guard file.mode == .symbolicLink else {
      let opened = try folder.opened(name, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
      try opened.write(content)
      try uninterrupted { fchmod(opened.number, WorktreeFile.permissions(file.mode)) }
      return
    }
    let target = content.map { CChar(bitPattern: $0) } + [0]
    guard !content.isEmpty, !content.contains(0), content.count < Int(PATH_MAX) else {
      return omissions.append(Omission(path: name, reason: "a symbolic link that leads nowhere that has a name"))
    }
    try uninterrupted { symlinkat(target, folder.number, name) }
  }

  private func checkSpace(for missing: [Missing], on place: WorktreeSlot) throws {
    // A file takes whole blocks, and a folder some.
    let needed = missing.reduce(0) { $0 + ($1.file.size + 4095) / 4096 * 4096 + 512 }
    let free = fulcrum_free_space(place.folder.descriptor.number)
    guard free < 0 || Int(free) >= needed + options.reservedSpace else {
      throw EditingError(
        .inputOutput,
        "the worktree \(quoted(path)) needs \(needed >> 20) MiB, and of \(Int(free) >> 20) MiB that are free "
          + "\(options.reservedSpace >> 20) MiB must stay so; make room, or keep the program's state on another disk")
    }
  }

  /// Whether a file is small enough to be written; one that is not is noted.
  private func fits(_ entry: TreeEntry, _ sizes: [ObjectID: StoredObjectHeader]) -> Bool {
    guard let size = sizes[entry.id]?.size, size > options.fileSize else { return true }
    omissions.append(Omission(path: entry.path.string, reason: "\(size) bytes, more than \(options.fileSize)"))
    return false
  }

  private func faulting<Result>(_ attempt: String, _ action: () throws -> Result) throws -> Result {
    do {
      return try action()
    } catch let fault as SystemFault {
      throw fault.error(attempt, path)
    }
  }
}
