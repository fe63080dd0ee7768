package import SourceText

extension ProgramRepository {
  /// What stands at a path of a snapshot; the index holds no folders, so that one is nil there.
  package func entry(at path: RelativePath, in snapshot: Snapshot) async throws -> TreeEntry? {
    switch snapshot {
    case .empty: return nil
    case .workTree: return try await workTreeEntries(below: path).first { $0.path == path }
    case .index: return try await indexEntries(below: path).first { $0.path == path }
    case .commit(let id): return try await treeEntries(of: id, below: path, options: []).first { $0.path == path }
    }
  }

  /// All files of a snapshot below a folder.
  ///
  /// Files whose paths are not valid (`RelativePath`) and those with merge conflicts in the index are not listed.
  ///
  /// - Throws: `GitError` with code `.tooLarge` past a million files, and with `.tooLarge` or `.failed` when a tree that
  ///   holds another tree many times names more files than there is room or time for.
  package func entries(in snapshot: Snapshot, below folder: RelativePath?) async throws -> [TreeEntry] {
    let entries: [TreeEntry]
    switch snapshot {
    case .empty: entries = []
    case .workTree: entries = try await workTreeEntries(below: folder)
    case .index: entries = try await indexEntries(below: folder)
    case .commit(let id):
      entries = try await treeEntries(of: id, below: folder, options: ["-r"])
      guard entries.count <= 1_000_000 else {
        throw GitError(.tooLarge, "the commit \(id) has more than a million files; name a folder of it")
      }
    }
    let prefix = folder.map { "\($0)/" } ?? ""
    return entries.filter { $0.path.string.hasPrefix(prefix) }.sorted { $0.path < $1.path }
  }

  package func listings(
    of folders: [RelativePath?], in snapshot: Snapshot, limit: Int
  ) async throws -> [FolderListing] {
    guard case .commit(let id) = snapshot else {
      return FolderListing.listings(of: folders, among: try await entries(in: snapshot, below: nil), limit: limit)
    }
    var entries: [TreeEntry] = []
    if folders.contains(nil) { entries = try await treeEntries(of: id, folders: [], options: []) }
    // So many at once that no command line is too long.
    let named = folders.compactMap { $0.map { "\($0)/" } }
    for start in stride(from: 0, to: named.count, by: 100) {
      entries += try await treeEntries(
        of: id, folders: Array(named[start..<min(start + 100, named.count)]), options: [])
    }
    let places = Dictionary(
      folders.enumerated().map { ($1?.string ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    var listings = folders.map { FolderListing(folder: $0) }
    for entry in entries.sorted(by: { $0.path < $1.path }) {
      guard let place = places[entry.path.parent?.string ?? ""] else { continue }
      if entry.mode == .folder {
        listings[place].folders.append(entry.path)
      } else {
        listings[place].files.append(entry)
      }
    }
    var left = limit
    for place in listings.indices { listings[place].cut(to: &left) }
    return listings
  }

  package func blob(_ id: ObjectID, limit: Int) async throws -> [UInt8] {
    try check(id)
    guard let header = try await headers(of: [id])[id] else { throw absence(of: "blob", id) }
    guard header.type == "blob" else {
      throw GitError(
        .noSuchObject, "\(id) in \(quoted(location.commonFolder)) is a folder, a commit or a tag, not a file")
    }
    guard header.size <= limit else {
      throw GitError(
        .tooLarge,
        "the blob \(id) has \(header.size) bytes, more than the limit of \(limit); raise the limit to read it")
    }
    guard let content = try await contents(of: [header])[id] else { throw absence(of: "blob", id) }
    return try content.get()
  }

  /// Asks for many at once, since each question is a process.
  package func blobs(_ ids: [ObjectID], limit: Int) async throws -> [ObjectID: [UInt8]] {
    let headers = try await headers(of: ids.filter { $0.hexadecimal.utf8.count == nameLength }).values.filter {
      $0.type == "blob" && $0.size <= limit
    }
    var contents: [ObjectID: [UInt8]] = [:]
    for chunk in Self.chunks(of: headers, size: \.size) {
      for (id, content) in try await self.contents(of: Array(chunk)) { contents[id] = try? content.get() }
    }
    return contents
  }

  package func configuration(_ key: String) async throws -> ConfigurationValue? {
    let invalid = GitError(
      .invalidInput, "\(quoted(key)) is not a configuration key; git's keys look like `core.hooksPath`")
    guard !key.isEmpty, !key.hasPrefix("-"), !key.utf8.contains(0) else { throw invalid }
    let answer = try await configurationGit.answer(
      ["config", "--null", "--show-scope", "--get", key], limit: 1 << 20)
    if answer.code == 1 {
      if answer.errors.isEmpty { return nil }
      throw invalid
    }
    let fields = answer.output.split(separator: 0, omittingEmptySubsequences: false)
    guard answer.isSuccess, fields.count >= 2 else {
      throw GitError(
        .failed, "reading the configuration of \(folder) failed: \(quoted(answer.complaint)); try `git fsck` there")
    }
    let scope = String(decoding: fields[0], as: UTF8.self)
    return ConfigurationValue(
      text: String(decoding: fields[1], as: UTF8.self),
      level: scope == "local" || scope == "worktree" ? .repository : .user)
  }

  /// What the index holds, versions of files in conflict included.
  func staged(below path: RelativePath? = nil) async throws -> [StagedFile] {
    let output = try await output(
      ["ls-files", "--stage", "-v", "-z", "--full-name"] + Self.pathArguments(path), doing: "reading the index of")
    return try StagedFile.list(in: output)
  }

  private func indexEntries(below path: RelativePath?) async throws -> [TreeEntry] {
    try await staged(below: path).filter { $0.stage == 0 }.compactMap { TreeEntry($0.side, at: $0.path) }
  }

  private func treeEntries(
    of commit: ObjectID, below path: RelativePath?, options: [String]
  ) async throws -> [TreeEntry] {
    try await treeEntries(of: commit, folders: path.map { [$0.string] } ?? [], options: options)
  }

  /// - Parameter folders: paths; with a slash at the end, what stands in that folder.
  private func treeEntries(
    of commit: ObjectID, folders: [String], options: [String]
  ) async throws -> [TreeEntry] {
    try check(commit)
    let answer = try await git.answer(
      ["ls-tree", "-z", "--full-tree"] + options + [commit.hexadecimal] + (folders.isEmpty ? [] : ["--"] + folders))
    guard answer.isSuccess else {
      try await checkCommits([commit])
      throw failure(answer, doing: "reading the files of \(commit) in")
    }
    return answer.output.split(separator: 0).compactMap { record in
      // `MODE TYPE ID<TAB>PATH`
      guard let tab = record.firstIndex(of: UInt8(ascii: "\t")) else { return nil }
      let fields = String(decoding: record[..<tab], as: UTF8.self).split(separator: " ")
      guard fields.count == 3, let mode = UInt32(fields[0], radix: 8), let id = try? ObjectID(fields[2]) else {
        return nil
      }
      return TreeEntry(RawChange.Side(id: id, mode: mode), at: Array(record[(tab + 1)...]))
    }
  }

  private static func pathArguments(_ path: RelativePath?) -> [String] { path.map { ["--", $0.string] } ?? [] }
}

extension TreeEntry {
  /// A file by its path in bytes; nil when the path is not valid.
  init?(_ side: RawChange.Side, at path: [UInt8]) {
    guard let text = String(validating: path, as: UTF8.self), let path = try? RelativePath(text) else { return nil }
    self.init(path: path, mode: FileMode(rawValue: side.mode) ?? .regular, id: side.id)
  }
}
