internal import CLibgit2
package import SourceText

extension LibraryRepository {
  /// What changed from one state to another.
  ///
  /// Attributes are not asked for: whether a file is binary is seen from its content alone, as git does it by default.
  package func changes(from old: Snapshot, to new: Snapshot, limits: DiffLimits) throws(GitError) -> ChangeSet {
    if old == new { return ChangeSet() }
    let gate = DeltaGate(objects: try objectDatabase(), isPartialClone: thinning == .partial, limits: limits)
    let diff = try diff(from: old, to: new, gate: gate)
    do throws(LibraryFailure) {
      try diff.findRenames(amongDeleted: gate.deletedCount, added: gate.addedCount)
    } catch {
      throw GitError(error, doing: "finding renames in", location)
    }

    var reader = DeltaReader(repository: repository.pointer, limits: limits)
    for position in 0..<git_diff_num_deltas(diff.pointer) {
      guard let delta = git_diff_get_delta(diff.pointer, position) else { continue }
      reader.read(delta.pointee)
    }
    let unread = new == .workTree ? try readWorkTree().unread : ChangeSet()
    return ChangeSet(
      files: (reader.files + Self.joiningRenames(gate.oversized) + unread.files).sorted { $0.path < $1.path },
      omissions: gate.allOmissions + reader.omissions + unread.omissions)
  }

  /// Joins deleted and added files of the same content, which nobody reads to compare them further.
  private static func joiningRenames(_ files: [FileChange]) -> [FileChange] {
    var deleted = Dictionary(
      files.compactMap { file in file.kind == .deleted ? file.old?.blob.map { ($0, file) } : nil },
      uniquingKeysWith: { first, _ in first })
    var joined: [FileChange] = []
    for var file in files where file.kind != .deleted {
      if file.kind == .added, let blob = file.new?.blob, let old = deleted.removeValue(forKey: blob) {
        file.kind = .renamed
        file.oldPath = old.path
        file.old = old.old
      }
      joined.append(file)
    }
    let left = Set(deleted.values.map(\.path))
    return joined + files.filter { $0.kind == .deleted && left.contains($0.path) }
  }

  /// The changed files, as far as the gate lets them in, before renames are found.
  private func diff(from old: Snapshot, to new: Snapshot, gate: DeltaGate) throws(GitError) -> Handle<DiffResource> {
    var options = git_diff_options()
    git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION))
    options.flags = GIT_DIFF_INCLUDE_TYPECHANGE.rawValue | GIT_DIFF_SKIP_BINARY_CHECK.rawValue
    // Said here, since a repository's configuration could otherwise hide that a submodule moved.
    options.ignore_submodules = GIT_SUBMODULE_IGNORE_NONE
    options.payload = Unmanaged.passUnretained(gate).toOpaque()
    options.notify_cb = { _, delta, _, payload in
      guard let delta, let payload else { return 0 }
      return Unmanaged<DeltaGate>.fromOpaque(payload).takeUnretainedValue().verdict(on: delta.pointee)
    }

    let oldTree = try tree(of: old)
    let newTree = try tree(of: new)
    let staged = old == .index || new == .index ? try index() : Handle()
    // The work tree is read into an index of its own, so that all comparisons go one way.
    let workTree = old == .workTree || new == .workTree ? try readWorkTree() : nil
    let stagedPointer = staged.pointer
    func indexPointer(_ snapshot: Snapshot) -> OpaquePointer? {
      switch snapshot {
      case .index: stagedPointer
      case .workTree: workTree?.index.pointer
      case .commit, .empty: nil
      }
    }
    do throws(LibraryFailure) {
      return try withExtendedLifetime(gate) { () throws(LibraryFailure) in
        try Handle {
          let (from, to) = (indexPointer(old), indexPointer(new))
          switch (from, to) {
          case (let from?, let to?):
            return git_diff_index_to_index($0, repository.pointer, from, to, &options)
          case (nil, let to?):
            return git_diff_tree_to_index($0, repository.pointer, oldTree.pointer, to, &options)
          case (let from?, nil):
            options.flags |= GIT_DIFF_REVERSE.rawValue
            return git_diff_tree_to_index($0, repository.pointer, newTree.pointer, from, &options)
          default:
            return git_diff_tree_to_tree($0, repository.pointer, oldTree.pointer, newTree.pointer, &options)
          }
        }
      }
    } catch {
      if gate.isOverrun {
        throw GitError(.tooLarge, "the change touches more than \(DeltaGate.mostDeltas) files; compare nearer commits")
      }
      for snapshot in [old, new] { try checkFolders(of: snapshot) }
      throw GitError(error, doing: "comparing two states of", location)
    }
  }

  /// Reads all folders of a commit, which throws an error that names the damaged one.
  ///
  /// libgit2 does not name it when a comparison fails.
  func checkFolders(of snapshot: Snapshot) throws(GitError) {
    if case .commit = snapshot { _ = try entries(in: snapshot, below: nil) }
  }
}

extension Handle where Resource == DiffResource {
  /// Joins deleted and added files of like content into renames, as git does: from 50 % likeness on.
  borrowing func findRenames(amongDeleted deleted: Int, added: Int) throws(LibraryFailure) {
    var options = git_diff_find_options()
    git_diff_find_options_init(&options, UInt32(GIT_DIFF_FIND_OPTIONS_VERSION))
    options.flags = GIT_DIFF_FIND_RENAMES.rawValue
    options.rename_threshold = 50
    // Git's diff.renameLimit: past a thousand by a thousand candidates only files with equal content are joined.
    let limit = 1000
    options.rename_limit = limit
    if deleted * added > limit * limit { options.flags |= GIT_DIFF_FIND_EXACT_MATCH_ONLY.rawValue }
    try check(git_diff_find_similar(pointer, &options))
  }
}
