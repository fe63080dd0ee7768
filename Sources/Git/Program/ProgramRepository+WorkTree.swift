internal import SourceText

extension ProgramRepository {
  /// The work tree, as it was when this was first called.
  func workTreeState() async throws -> WorkTreeOverlay.State {
    guard let root = location.workTree else {
      throw GitError(
        .invalidInput, "\(quoted(location.gitFolder)) has no work tree; name commits of it")
    }
    return try await workTree.state { try await readWorkTree(at: root) }
  }

  func workTreeEntries(below path: RelativePath?) async throws -> [TreeEntry] {
    try await workTreeState().files.compactMap { TreeEntry($1, at: $0) }
  }

  /// The changed files where one of the states is the work tree.
  func workTreeChanges(from old: Snapshot, to new: Snapshot) async throws -> [RawChange] {
    let oldFiles = try await files(of: old)
    let newFiles = try await files(of: new)
    return Set(oldFiles.keys).union(newFiles.keys).compactMap { path in
      let (old, new) = (oldFiles[path], newFiles[path])
      guard old != new else { return nil }
      let status: Character =
        switch (old, new) {
        case (nil, _): "A"
        case (_, nil): "D"
        case (let old?, let new?): old.mode & 0o170000 == new.mode & 0o170000 ? "M" : "T"
        }
      return RawChange(status: status, path: path, old: old, new: new)
    }
  }

  /// All files of a state by their paths in bytes, valid or not.
  private func files(of snapshot: Snapshot) async throws -> [[UInt8]: RawChange.Side] {
    switch snapshot {
    case .empty: [:]
    case .workTree: try await workTreeState().files
    case .index: try await staged().filter { $0.stage == 0 }.reduce(into: [:]) { $0[$1.path] = $1.side }
    case .commit:
      try await rawChanges(from: .empty, to: snapshot).reduce(into: [:]) { $0[$1.path] = $1.new }
    }
  }

  private func readWorkTree(at root: String) async throws -> WorkTreeOverlay.State {
    guard let folder = WorkTreeFolder(path: root) else {
      throw GitError(.failed, "the work tree \(quoted(root)) cannot be opened")
    }
    let staged = try await staged()
    let readsModes = try await configuration("core.fileMode")?.text.lowercased() != "false"
    var reader = WorkTreeOverlayReader(
      root: root, folder: folder, staged: staged, readsModes: readsModes, nameLength: nameLength)
    // A submodule that moved is a change; what is edited inside of it is its own business.
    let listing = try await output(
      ["diff-files", "--raw", "-z", "--no-abbrev", "--no-renames", "--ignore-submodules=dirty", "--no-ext-diff"]
        + ["--no-textconv"], doing: "reading the work tree of")
    let changed = try RawChange.list(in: listing)
    let untracked = try await output(
      ["ls-files", "--others", "--exclude-standard", "-z"], doing: "reading the work tree of"
    ).split(separator: 0).map(Array.init)
    for change in changed where change.old?.isSubmodule == true {
      if let commit = await checkedOutCommit(of: change.path, in: root) { reader.putSubmodule(change.path, commit) }
    }
    // The marks by which git passes over a file do not change what lies there.
    let marked = staged.filter { $0.isMarked && !$0.side.isSubmodule }.map(\.path)
    let tracked = Set(changed.filter { $0.old?.isSubmodule != true }.map(\.path) + marked)
    let paths = tracked.union(untracked).sorted { $0.lexicographicallyPrecedes($1) }
    let filtered = try await filteredPaths(among: paths)
    for path in paths {
      try Task.checkCancellation()
      reader.read(path, filtered: filtered[path])
    }
    let converted = try await convertedNames(of: reader.pathsWithCarriageReturns)
    return reader.finished(converted: converted)
  }

  /// The names that contents get after git's own conversion of line ends.
  private func convertedNames(of paths: [String]) async throws -> [String: ObjectID] {
    if paths.isEmpty { return [:] }
    let output = try await output(
      ["hash-object", "--stdin-paths"], input: Self.lines(paths), doing: "reading the work tree of")
    let names = String(decoding: output, as: UTF8.self).split(separator: "\n").map { try? ObjectID($0) }
    guard names.count == paths.count else { return [:] }
    return Dictionary(zip(paths, names)) { $1 }.compactMapValues { $0 }
  }

  /// The filters of those files whose content goes through a configured program.
  private func filteredPaths(among paths: [[UInt8]]) async throws -> [[UInt8]: FilteredFile] {
    if paths.isEmpty || filters.isEmpty { return [:] }
    let output = try await output(
      ["check-attr", "--stdin", "-z", "filter"], input: paths.reduce(into: []) { $0 += $1 + [0] },
      doing: "reading the attributes of")
    // PATH, ATTRIBUTE, VALUE, each with a NUL at its end.
    let fields = output.split(separator: 0)
    var filtered: [[UInt8]: FilteredFile] = [:]
    for position in stride(from: 0, to: fields.count - 2, by: 3) {
      let filter = String(decoding: fields[position + 2], as: UTF8.self)
      if filters.contains(filter) { filtered[Array(fields[position])] = FilteredFile(filter: filter) }
    }
    if filtered.isEmpty { return filtered }
    let notes = try await self.output(["ls-files", "--debug", "-z"], doing: "reading the index of")
    for (path, stamp) in FilteredFile.stamps(in: notes) { filtered[path]?.staged = stamp }
    return filtered
  }

  private func checkedOutCommit(of submodule: [UInt8], in root: String) async -> ObjectID? {
    guard let path = try? RelativePath(String(decoding: submodule, as: UTF8.self)) else { return nil }
    var inner = git
    inner.place = ["--git-dir=\(root)/\(path)/.git"]
    let answer = try? await inner.answer(["rev-parse", "--verify", "--quiet", "HEAD"], limit: 1 << 10)
    guard let answer, answer.isSuccess else { return nil }
    return try? ObjectID(String(decoding: answer.output, as: UTF8.self).prefix { !$0.isNewline })
  }
}
