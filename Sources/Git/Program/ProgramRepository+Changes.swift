package import SourceText

extension ProgramRepository {
  /// What changed from one state to another.
  ///
  /// Attributes are not asked for: whether a file is binary is seen from its content alone, as git does it by default.
  package func changes(from old: Snapshot, to new: Snapshot, limits: DiffLimits) async throws -> ChangeSet {
    if old == new { return ChangeSet() }
    let unread = new == .workTree ? try await workTreeState().unread : ChangeSet()
    let unreadPaths = Set(unread.files.map { Array($0.path.string.utf8) })
    let raw = try await rawChanges(from: old, to: new).filter { !unreadPaths.contains($0.path) }
    guard raw.count <= DeltaGate.mostDeltas else {
      throw GitError(.tooLarge, "the change touches more than \(DeltaGate.mostDeltas) files; compare nearer commits")
    }
    let headers = try await headers(of: raw.prefix(limits.files).flatMap(\.blobs))
    var gate = RawChangeGate(headers: headers, isPartialClone: isPartial, limits: limits)
    for change in raw { gate.examine(change) }
    let renamed = try await RenameSearch(gate.accepted, headers: headers).result(readingWith: contents)

    var reader = RawChangeReader(headers: headers, limits: limits)
    let parts = Self.chunks(of: renamed) { change in change.blobs.reduce(0) { $0 + (headers[$1]?.size ?? 0) } }
    for part in parts {
      let contents = try await contents(of: Set(part.flatMap(\.blobs)).compactMap { headers[$0] })
      for change in part { reader.read(change, contents) }
    }
    let files = reader.files + LibraryRepository.joiningRenames(gate.oversized) + unread.files
    return ChangeSet(
      files: files.sorted { $0.path < $1.path },
      omissions: gate.allOmissions + reader.omissions + unread.omissions)
  }

  /// The changed files by git's list, in the order of their paths, without renames.
  func rawChanges(from old: Snapshot, to new: Snapshot) async throws -> [RawChange] {
    if old == .workTree || new == .workTree {
      return try await workTreeChanges(from: old, to: new).sorted { $0.path.lexicographicallyPrecedes($1.path) }
    }
    let arguments: [String]
    switch (old, new) {
    case (_, .index): arguments = ["diff-index", "--cached", try treeName(of: old)]
    case (.index, _): arguments = ["diff-index", "--cached", "-R", try treeName(of: new)]
    default: arguments = ["diff-tree", "-r", try treeName(of: old), try treeName(of: new)]
    }
    let answer = try await git.answer(
      [arguments[0], "--raw", "-z", "--no-abbrev", "--no-renames", "--ignore-submodules=none", "--no-ext-diff"]
        + ["--no-textconv"] + arguments.dropFirst() + ["--"])
    guard answer.isSuccess else {
      try await checkCommits([old, new].compactMap { if case .commit(let id) = $0 { id } else { nil } })
      throw failure(answer, doing: "comparing two states of")
    }
    return try RawChange.list(in: answer.output).sorted { $0.path.lexicographicallyPrecedes($1.path) }
  }

  /// What git calls the tree of a snapshot that has one; the empty tree is known to it without being there.
  private func treeName(of snapshot: Snapshot) throws(GitError) -> String {
    if case .commit(let id) = snapshot {
      try check(id)
      return id.hexadecimal
    }
    return nameLength == 40
      ? "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
      : "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
  }
}
