internal import Git
internal import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Finds what differs in a tree from its commit, and changes nothing.
struct WorktreeScan {
  private(set) var found = WorktreeChanges()

  private let kept: KeptFolders
  private let ignored: IgnoreRules
  private let nameLength: Int
  private let limits: WorktreeChanges.Limits
  private var size = 0
  private var surplusCount = 0

  init(kept: KeptFolders, ignored: IgnoreRules, nameLength: Int, limits: WorktreeChanges.Limits) {
    self.kept = kept
    self.ignored = ignored
    self.nameLength = nameLength
    self.limits = limits
  }

  /// Looks at one folder and those in it.
  mutating func scan(
    _ folder: borrowing OwnedDescriptor, at place: RelativePath?, against plan: WorktreePlan
  ) throws(SystemFault) {
    var present: Set<EntryName> = []
    for name in try folder.names(limit: .max) {
      let shown = place.map { "\($0)/" } ?? ""
      guard let text = name.text, let path = try? RelativePath(shown + text) else {
        leaveOut(shown + String(decoding: name.bytes, as: UTF8.self), "the name is no valid path")
        continue
      }
      guard let status = try folder.status(of: text) else { continue }
      let entry = EntryName(text)
      if let inner = plan.folders[entry], status.st_mode & S_IFMT == S_IFDIR {
        present.insert(entry)
        try scan(try folder.openedFolder(text), at: path, against: inner)
      } else if let file = plan.files[entry] {
        if try scan(text, status, in: folder, path, file) { present.insert(entry) }
      } else if plan.submodules.contains(entry) {
        present.insert(entry)
      } else {
        try scanNew(text, status, in: folder, path)
      }
    }
    for name in plan.files.keys where !present.contains(name) { noteGone(name.text, place) }
    for (name, inner) in plan.folders where !present.contains(name) {
      try scanGone(inner, at: place.map { "\($0)/\(name.text)" } ?? name.text)
    }
  }

  mutating func finish() {
    if surplusCount > 0 {
      found.omissions.append(
        Omission(path: nil, reason: "\(surplusCount) more changed files are past the limit of \(limits.count)"))
    }
    found.changes.sort { $0.path < $1.path }
    found.omissions.sort { ($0.path ?? "") < ($1.path ?? "") }
  }

  /// Looks at an entry where the commit has a file; false when the file is gone.
  private mutating func scan(
    _ name: String, _ status: stat, in folder: borrowing OwnedDescriptor, _ path: RelativePath,
    _ file: WorktreePlan.File
  ) throws(SystemFault) -> Bool {
    if try WorktreeFile.matches(name, status, in: folder, file, nameLength: nameLength) { return true }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      try scanNew(name, status, in: folder, path)
      return false
    case S_IFREG where file.mode != .symbolicLink:
      guard let content = try content(name, status, in: folder, path) else { return true }
      // Permissions that git does not keep are no change.
      let isSame = (try? StoredObject(.blob, content.bytes).id(nameLength: nameLength)) == file.id
      if !isSame || content.isExecutable != (file.mode == .executable) { add(path, content) }
    case S_IFREG: leaveOut(path.string, "a file stands in the place of a symbolic link")
    case S_IFLNK: leaveOut(path.string, "a symbolic link, which was not there before")
    default: leaveOut(path.string, "no regular file")
    }
    return true
  }

  private mutating func scanNew(
    _ name: String, _ status: stat, in folder: borrowing OwnedDescriptor, _ path: RelativePath
  ) throws(SystemFault) {
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    if ignored.isIgnored(path, isFolder: isFolder) { return }
    if kept.contains(path, isFolder: isFolder) { return }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      guard path.components.count < 200 else { return leaveOut(path.string, "more than 200 folders in one another") }
      try scan(try folder.openedFolder(name), at: path, against: WorktreePlan())
    case S_IFREG:
      if let content = try content(name, status, in: folder, path) { add(path, content) }
    case S_IFLNK: leaveOut(path.string, "a symbolic link, which was not there before")
    default: leaveOut(path.string, "no regular file")
    }
  }

  /// What a file holds; nil when it is not read, which is noted.
  private mutating func content(
    _ name: String, _ status: stat, in folder: borrowing OwnedDescriptor, _ path: RelativePath
  ) throws(SystemFault) -> WorktreeChanges.Content? {
    guard found.changes.count < limits.count else {
      surplusCount += 1
      return nil
    }
    guard status.st_size <= min(limits.fileSize, limits.size - size) else {
      leaveOut(path.string, "\(status.st_size) bytes, more than the limit of one file or of all together")
      return nil
    }
    guard let bytes = try folder.regularContent(name, limit: min(limits.fileSize, limits.size - size)) else {
      leaveOut(path.string, "it cannot be read, or changes while it is read")
      return nil
    }
    size += bytes.count
    return WorktreeChanges.Content(bytes, isExecutable: status.st_mode & S_IXUSR != 0)
  }

  private mutating func scanGone(_ plan: WorktreePlan, at place: String) throws(SystemFault) {
    guard let path = try? RelativePath(place) else { return }
    for name in plan.files.keys { noteGone(name.text, path) }
    for (name, inner) in plan.folders { try scanGone(inner, at: "\(place)/\(name.text)") }
  }

  private mutating func noteGone(_ name: String, _ place: RelativePath?) {
    if let path = try? RelativePath(place.map { "\($0)/\(name)" } ?? name) { add(path, nil) }
  }

  private mutating func add(_ path: RelativePath, _ content: WorktreeChanges.Content?) {
    found.changes.append(WorktreeChanges.Change(path, content))
  }

  private mutating func leaveOut(_ path: String, _ reason: String) {
    found.omissions.append(Omission(path: path, reason: reason))
  }
}
