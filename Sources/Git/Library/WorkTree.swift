internal import CLibgit2
internal import SourceText

/// The work tree at one moment: what is staged, with the changed and new files of the work tree put over it.
///
/// It is an index that exists in memory only, and so are the contents of the files.
final class WorkTree {
  let index: Handle<IndexResource>

  /// What changed and could not be read.
  let unread: ChangeSet

  init(index: consuming Handle<IndexResource>, unread: ChangeSet) {
    self.index = index
    self.unread = unread
  }
}

/// Puts files of the work tree over a copy of the index.
struct WorkTreeReader: ~Copyable {
  /// Bytes of one file, of all files, and how many files are read at the most.
  struct Limits {
    var fileSize = 32 << 20
    var size = 256 << 20
    var files = 20_000
  }

  private let folder: WorkTreeFolder
  private let index: Handle<IndexResource>
  private let limits: Limits
  private var unread = ChangeSet()
  private var size = 0
  private var fileCount = 0
  private var surplusCount = 0

  /// Lent by the caller, who keeps the repository open for as long as this value is used.
  private let repository: OpaquePointer?

  /// - Parameter staged: the index of the repository.
  init(
    folder: consuming WorkTreeFolder, staged: borrowing Handle<IndexResource>, repository: OpaquePointer?,
    limits: Limits = Limits()
  ) throws(LibraryFailure) {
    let index = try Handle<IndexResource> { git_index_new($0) }
    for position in 0..<git_index_entrycount(staged.pointer) {
      guard let entry = git_index_get_byindex(staged.pointer, position), git_index_entry_stage(entry) == 0 else {
        continue
      }
      try check(git_index_add(index.pointer, entry))
    }
    self.folder = folder
    self.index = index
    self.repository = repository
    self.limits = limits
  }

  /// Puts one file in, or takes it out when it is gone.
  ///
  /// - Parameters:
  ///   - text: its path as libgit2 gives it.
  ///   - mode: its mode as libgit2 sees it; 0 when it sees none.
  ///   - isTracked: whether the index has it.
  mutating func put(_ text: UnsafePointer<CChar>, mode: UInt16, isTracked: Bool) throws(LibraryFailure) {
    let name = String(cString: text)
    guard let path = RelativePath(libraryPath: text) else {
      let isRepository = name.hasSuffix("/")
      let fault =
        isRepository ? "another repository, which is not looked into" : RelativePath.fault(inLibraryPath: text)
      return leaveOut(name, fault ?? "not a valid path")
    }
    guard fileCount < limits.files else {
      surplusCount += 1
      return
    }
    fileCount += 1
    switch folder.content(at: path, limit: min(limits.fileSize, limits.size - size)) {
    case .file(let bytes):
      let isLink = mode == UInt16(FileMode.symbolicLink.rawValue)
      let content = isLink ? bytes : try withoutConversion(bytes, at: path)
      let isExecutable = mode == UInt16(FileMode.executable.rawValue)
      try add(path, content, isLink ? .symbolicLink : isExecutable ? .executable : .regular)
    case .link(let target):
      try add(path, target, .symbolicLink)
    case .absent, .folder:
      if isTracked { git_index_remove(index.pointer, path.string, 0) }
    case .tooLarge(let bytes):
      let reason =
        bytes > limits.fileSize
        ? "\(bytes) bytes, more than the limit of \(limits.fileSize)"
        : "\(bytes) bytes, with which the work tree's changes pass the limit of \(limits.size) bytes"
      leaveOut(name, reason)
      unread.files.append(
        FileChange(
          kind: isTracked ? .modified : .added, path: path, old: isTracked ? FileChange.Version() : nil,
          new: FileChange.Version(size: bytes)))
    case .unreadable(let reason):
      leaveOut(name, reason)
    }
  }

  /// Puts a submodule in, as the commit that is checked out there; its own files are not looked at.
  mutating func putSubmodule(_ text: UnsafePointer<CChar>, _ commit: git_oid) throws(LibraryFailure) {
    guard let path = RelativePath(libraryPath: text) else { return }
    try add(path, named: commit, size: 0, .submodule)
  }

  /// Notes what libgit2 could not look at.
  mutating func leaveOut(_ path: String, _ reason: String) {
    unread.omissions.append(Omission(path: path, reason: reason))
  }

  consuming func finished() -> WorkTree {
    if surplusCount > 0 {
      let reason = "\(surplusCount) more changed files of the work tree are past the limit of \(limits.files) files"
      unread.omissions.append(Omission(path: nil, reason: reason))
    }
    return WorkTree(index: index, unread: unread)
  }

  private mutating func add(_ path: RelativePath, _ content: [UInt8], _ mode: FileMode) throws(LibraryFailure) {
    size += content.count
    var name = git_oid()
    let objects = try Handle<ObjectDatabaseResource> { git_repository_odb($0, repository) }
    let result = content.withUnsafeBytes { bytes in
      let result = git_odb_hash(&name, bytes.baseAddress, bytes.count, GIT_OBJECT_BLOB)
      // Writing what is there already would touch its file.
      if result < 0 || git_odb_exists(objects.pointer, &name) == 1 { return result }
      return git_odb_write(&name, objects.pointer, bytes.baseAddress, bytes.count, GIT_OBJECT_BLOB)
    }
    try check(result)
    try add(path, named: name, size: content.count, mode)
  }

  private func add(_ path: RelativePath, named name: git_oid, size: Int, _ mode: FileMode) throws(LibraryFailure) {
    let result = path.string.withCString { text in
      var entry = git_index_entry()
      entry.path = text
      entry.id = name
      entry.mode = mode.rawValue
      entry.file_size = UInt32(truncatingIfNeeded: size)
      return git_index_add(index.pointer, &entry)
    }
    try check(result)
  }

  /// The content as it would be staged: the line ends that git's settings convert, converted back.
  ///
  /// libgit2 has the conversions that git does by itself, and no programs.
  private func withoutConversion(_ content: [UInt8], at path: RelativePath) throws(LibraryFailure) -> [UInt8] {
    let filters = try Handle<FilterListResource> {
      git_filter_list_load(
        $0, repository, nil, path.string, GIT_FILTER_TO_ODB, GIT_FILTER_ALLOW_UNSAFE.rawValue)
    }
    guard let pointer = filters.pointer else { return content }
    var converted = git_buf()
    defer { git_buf_dispose(&converted) }
    let result = content.withUnsafeBytes { bytes in
      let text = bytes.bindMemory(to: CChar.self)
      return git_filter_list_apply_to_buffer(&converted, pointer, text.baseAddress, text.count)
    }
    try check(result)
    return Array(UnsafeRawBufferPointer(start: converted.ptr, count: converted.size))
  }
}
