internal import Git
internal import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Compares what lies in a tree with what is to lie there, takes away what does not belong, and notes what has to be
/// written.
///
/// Nothing is believed of what a child may have touched, neither times nor sizes: a file stays only if it is a regular
/// file with one name, the right mode, and bytes that hash to the right name.
struct WorktreeSurvey: ~Copyable {
  /// What has to be written; the folders for it are there.
  private(set) var missing: [(path: RelativePath, file: WorktreePlan.File)] = []

  /// How many files stay as they are, and how many entries were taken away.
  private(set) var keptCount = 0
  private(set) var removedCount = 0

  private let scope: WorktreeScope
  private let kept: KeptFolders
  private let nameLength: Int
  private var trash: WorktreeTrash

  /// - Parameters:
  ///   - kept: folders that stay although no commit has them, with all that is in them.
  ///   - nameLength: digits of an object's name.
  init(scope: WorktreeScope, kept: KeptFolders, nameLength: Int, trash: consuming WorktreeTrash) {
    self.scope = scope
    self.kept = kept
    self.nameLength = nameLength
    self.trash = trash
  }

  /// Removes what was taken away.
  mutating func emptyTrash() throws(SystemFault) { try trash.empty() }

  /// Surveys one folder and those in it.
  mutating func survey(
    _ folder: borrowing OwnedDescriptor, at place: RelativePath?, against plan: WorktreePlan
  ) throws(SystemFault) {
    var present: Set<EntryName> = []
    for name in try folder.names(limit: .max) {
      guard let text = name.text, let path = try? RelativePath(place.map { "\($0)/\(text)" } ?? text) else {
        // No commit has such a name, and no path that somebody asks for.
        if place.map({ scope.coverage(of: $0) == .whole }) ?? scope.isWhole { try take(name, from: folder) }
        continue
      }
      let coverage = scope.coverage(of: path)
      if coverage == .none {
        present.insert(EntryName(text))
      } else if try stays(text, name, in: folder, path, plan, coverage) {
        present.insert(EntryName(text))
      }
    }
    for name in plan.files.keys.sorted() where !present.contains(name) {
      guard let file = plan.files[name], let path = path(name.text, in: place), scope.coverage(of: path) == .whole
      else { continue }
      missing.append((path, file))
    }
    for name in plan.submodules where !present.contains(name) {
      guard let path = path(name.text, in: place), scope.coverage(of: path) == .whole else { continue }
      try uninterrupted { mkdirat(folder.number, name.text, 0o755) }
    }
    for name in plan.folders.keys.sorted() where !present.contains(name) {
      guard let inner = plan.folders[name], let path = path(name.text, in: place), scope.coverage(of: path) != .none
      else { continue }
      try uninterrupted { mkdirat(folder.number, name.text, 0o755) }
      try survey(try folder.openedFolder(name.text), at: path, against: inner)
    }
  }

  /// Whether an entry stays; what is in it is surveyed.
  private mutating func stays(
    _ text: String, _ name: OwnedDescriptor.Name, in folder: borrowing OwnedDescriptor, _ path: RelativePath,
    _ plan: WorktreePlan, _ coverage: WorktreeScope.Coverage
  ) throws(SystemFault) -> Bool {
    guard let status = try folder.status(of: text) else { return false }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    let entry = EntryName(text)
    if let inner = plan.folders[entry], isFolder {
      try survey(try folder.openedFolder(text), at: path, against: inner)
      return true
    }
    if plan.submodules.contains(entry), isFolder {
      if coverage == .whole { try survey(try folder.openedFolder(text), at: path, against: WorktreePlan()) }
      return true
    }
    if coverage == .partly, plan.folders[entry] == nil {
      // Only something below is looked at, of which the plan has nothing.
      if isFolder { try survey(try folder.openedFolder(text), at: path, against: WorktreePlan()) }
      return true
    }
    if let file = plan.files[entry] {
      if try WorktreeFile.matches(text, status, in: folder, file, nameLength: nameLength) {
        keptCount += 1
        return true
      }
    } else if kept.contains(path, isFolder: isFolder) {
      return true
    }
    try take(name, from: folder)
    return false
  }

  private mutating func take(
    _ name: OwnedDescriptor.Name, from folder: borrowing OwnedDescriptor
  ) throws(SystemFault) {
    try trash.take(name.terminated, from: folder)
    removedCount += 1
  }

  private func path(_ name: String, in place: RelativePath?) -> RelativePath? {
    try? RelativePath(place.map { "\($0)/\(name)" } ?? name)
  }
}

extension WorktreeScope {
  var isWhole: Bool { if case .all = self { true } else { false } }
}

/// A file of a tree as it lies there.
enum WorktreeFile {
  /// The permissions that a file is written with.
  static func permissions(_ mode: FileMode) -> mode_t { mode == .executable ? 0o755 : 0o644 }

  /// Whether an entry is what the plan says.
  static func matches(
    _ name: String, _ status: stat, in folder: borrowing OwnedDescriptor, _ file: WorktreePlan.File, nameLength: Int
  ) throws(SystemFault) -> Bool {
    let content: [UInt8]
    switch (file.mode, status.st_mode & S_IFMT) {
    case (.symbolicLink, S_IFLNK):
      content = try folder.linkTarget(name)
    case (.regular, S_IFREG), (.executable, S_IFREG):
      // A second name may lie anywhere, and what is written there would be read here.
      guard status.st_nlink == 1, status.st_size == file.size, status.st_mode & 0o7777 == permissions(file.mode),
        let bytes = try folder.regularContent(name, limit: file.size)
      else { return false }
      content = bytes
    default:
      return false
    }
    return (try? StoredObject(.blob, content).id(nameLength: nameLength)) == file.id
  }
}

extension OwnedDescriptor {
  /// The bytes of a regular file; nil when it is none any more, cannot be opened, or has more bytes.
  func regularContent(_ name: String, limit: Int) throws(SystemFault) -> [UInt8]? {
    do {
      // Between the look and the opening it may have become a pipe, for whose writer O_NONBLOCK does not wait.
      let file = try opened(name, O_RDONLY | O_NONBLOCK)
      let status = try file.status()
      guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else { return nil }
      return try file.content(limit: limit, expecting: Int(status.st_size))
    } catch {
      if error.isAbsence || error.isOutside || error.code == EACCES || error.code == ENXIO { return nil }
      throw error
    }
  }
}
