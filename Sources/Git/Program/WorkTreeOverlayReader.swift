internal import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Puts files of the work tree over what is staged: what `WorkTreeReader` does for libgit2.
struct WorkTreeOverlayReader: ~Copyable {
  /// Files with carriage returns, whose line ends git may convert.
  private(set) var pathsWithCarriageReturns: [String] = []

  private let root: String
  private let folder: WorkTreeFolder
  private let readsModes: Bool
  private let limits = WorkTreeReader.Limits()
  private let nameLength: Int
  private var staged: [[UInt8]: StagedFile] = [:]
  private var state = WorkTreeOverlay.State()
  private var size = 0
  private var fileCount = 0
  private var surplusCount = 0

  /// - Parameters:
  ///   - root: the root of the work tree.
  ///   - folder: the same, opened.
  ///   - staged: the index.
  ///   - readsModes: whether the modes of files mean something here (git's `core.fileMode`).
  ///   - nameLength: digits of an object's name.
  init(
    root: String, folder: consuming WorkTreeFolder, staged: [StagedFile], readsModes: Bool, nameLength: Int
  ) {
    self.root = root
    self.folder = folder
    self.readsModes = readsModes
    self.nameLength = nameLength
    for file in staged {
      self.staged[file.path] = file
      if file.stage == 0 { state.files[file.path] = file.side }
    }
  }

  /// Puts a submodule in, as the commit that is checked out there; its own files are not looked at.
  mutating func putSubmodule(_ path: [UInt8], _ commit: ObjectID) {
    state.files[path] = RawChange.Side(id: commit, mode: FileMode.submodule.rawValue)
  }

  /// Puts one file in, or takes it out when it is gone.
  ///
  /// - Parameter filtered: the program that its content would go through; nil when there is none.
  mutating func read(_ bytes: [UInt8], filtered: FilteredFile?) {
    let name = String(decoding: bytes, as: UTF8.self)
    let path: RelativePath
    do throws(SourceTextError) {
      guard String(validating: bytes, as: UTF8.self) != nil else { return leaveOut(name, "the path is not UTF-8") }
      path = try RelativePath(name)
    } catch {
      return leaveOut(name, name.hasSuffix("/") ? "another repository, which is not looked into" : error.description)
    }
    guard fileCount < limits.files else {
      surplusCount += 1
      return
    }
    fileCount += 1
    let tracked = staged[bytes]
    switch folder.content(at: path, limit: min(limits.fileSize, limits.size - size)) {
    case .file(let content):
      if let filtered {
        if filtered.isUntouched(at: "\(root)/\(path)") { return }
        leaveOut(name, "its content goes through the filter \(quoted(filtered.filter)), which is not run")
        return note(path, tracked, size: content.count)
      }
      if content.contains(UInt8(ascii: "\r")), !name.contains("\n") { pathsWithCarriageReturns.append(name) }
      add(bytes, content, isExecutable(path, tracked) ? .executable : .regular)
    case .link(let target):
      add(bytes, target, .symbolicLink)
    case .absent, .folder:
      // A sparse checkout leaves files out that are there all the same.
      if let tracked, !tracked.isSkipped { state.files[bytes] = nil }
    case .tooLarge(let count):
      let reason =
        count > limits.fileSize
        ? "\(count) bytes, more than the limit of \(limits.fileSize)"
        : "\(count) bytes, with which the work tree's changes pass the limit of \(limits.size) bytes"
      leaveOut(name, reason)
      note(path, tracked, size: count)
    case .unreadable(let reason):
      leaveOut(name, reason)
    }
  }

  /// - Parameter converted: the names of contents after git's own conversion of line ends, by path.
  consuming func finished(converted: [String: ObjectID]) -> WorkTreeOverlay.State {
    for (path, name) in converted {
      let bytes = Array(path.utf8)
      guard let side = state.files[bytes], side.id != name, let content = state.contents[side.id] else { continue }
      let withoutReturns = Self.withoutCarriageReturns(content)
      guard (try? ObjectID(ofBlob: withoutReturns, length: nameLength)) == name else { continue }
      state.files[bytes]?.id = name
      state.contents[name] = withoutReturns
    }
    if surplusCount > 0 {
      let reason = "\(surplusCount) more changed files of the work tree are past the limit of \(limits.files) files"
      state.unread.omissions.append(Omission(path: nil, reason: reason))
    }
    return state
  }

  private func isExecutable(_ path: RelativePath, _ tracked: StagedFile?) -> Bool {
    guard readsModes else { return tracked?.side.mode == FileMode.executable.rawValue }
    var status = stat()
    return lstat("\(root)/\(path)", &status) == 0 && status.st_mode & S_IXUSR != 0
  }

  private mutating func add(_ path: [UInt8], _ content: [UInt8], _ mode: FileMode) {
    guard let id = try? ObjectID(ofBlob: content, length: nameLength) else { return }
    size += content.count
    state.files[path] = RawChange.Side(id: id, mode: mode.rawValue)
    state.contents[id] = content
  }

  private mutating func leaveOut(_ path: String, _ reason: String) {
    state.unread.omissions.append(Omission(path: path, reason: reason))
  }

  /// What is known of a changed file whose lines are not.
  private mutating func note(_ path: RelativePath, _ tracked: StagedFile?, size: Int) {
    state.unread.files.append(
      FileChange(
        kind: tracked == nil ? .added : .modified, path: path, old: tracked == nil ? nil : FileChange.Version(),
        new: FileChange.Version(size: size)))
  }

  private static func withoutCarriageReturns(_ content: [UInt8]) -> [UInt8] {
    content.indices.filter { position in
      content[position] != UInt8(ascii: "\r") || position + 1 == content.count
        || content[position + 1] != UInt8(ascii: "\n")
    }.map { content[$0] }
  }
}
