internal import CLibgit2
internal import SourceText

extension LibraryRepository {
  /// The work tree as it was when this was first called: a review sees one state, whatever is edited meanwhile.
  func readWorkTree() throws(GitError) -> WorkTree {
    if let workTree { return workTree }
    guard let root = location.workTree, let folder = WorkTreeFolder(path: root) else {
      throw GitError(
        .invalidInput, "\(quoted(location.gitFolder)) has no work tree; name commits of it")
    }
    do throws(LibraryFailure) {
      let read = try read(folder)
      workTree = read
      return read
    } catch {
      throw GitError(error, doing: "reading the work tree of", location)
    }
  }

  private func read(_ folder: consuming WorkTreeFolder) throws(LibraryFailure) -> WorkTree {
    try repository.keepNewObjectsInMemory()
    let staged = try Handle<IndexResource> { git_repository_index($0, repository.pointer) }
    // Read again: marks may have been taken away in memory, and a sparse checkout's are needed here.
    try check(git_index_read(staged.pointer, 1))
    let sparse = staged.skippedPaths
    let conflicting = staged.conflictingPaths
    try staged.forgetWorkTreeMarks()

    var options = git_diff_options()
    git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION))
    options.flags =
      GIT_DIFF_INCLUDE_TYPECHANGE.rawValue | GIT_DIFF_SKIP_BINARY_CHECK.rawValue
      | GIT_DIFF_INCLUDE_UNTRACKED.rawValue | GIT_DIFF_RECURSE_UNTRACKED_DIRS.rawValue
      | GIT_DIFF_INCLUDE_UNREADABLE.rawValue
    // A submodule that moved is a change; what is edited inside of it is its own business.
    options.ignore_submodules = GIT_SUBMODULE_IGNORE_DIRTY
    let diff = try Handle<DiffResource> {
      git_diff_index_to_workdir($0, repository.pointer, staged.pointer, &options)
    }

    var reader = try WorkTreeReader(folder: folder, staged: staged, repository: repository.pointer)
    for position in 0..<git_diff_num_deltas(diff.pointer) {
      guard let delta = git_diff_get_delta(diff.pointer, position)?.pointee,
        let path = delta.new_file.path ?? delta.old_file.path
      else { continue }
      let name = String(cString: path)
      if conflicting.contains(name) { continue }
      switch delta.status {
      case GIT_DELTA_UNREADABLE:
        reader.leaveOut(name, "it cannot be read")
      case GIT_DELTA_DELETED where sparse.contains(name):
        continue
      case _ where UInt32(delta.new_file.mode) == FileMode.submodule.rawValue && delta.status != GIT_DELTA_UNTRACKED:
        try reader.putSubmodule(path, delta.new_file.id)
      default:
        let isTracked = delta.status != GIT_DELTA_UNTRACKED
        try reader.put(path, mode: delta.new_file.mode, isTracked: isTracked)
      }
    }
    // What is left of a merge stands in the file itself.
    for name in conflicting.sorted() { try reader.put(name, mode: 0, isTracked: false) }
    return reader.finished()
  }
}

extension Handle where Resource == IndexResource {
  /// The files that a sparse checkout leaves out of the work tree.
  fileprivate var skippedPaths: Set<String> {
    paths { $0.flags_extended & UInt16(GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue) != 0 }
  }

  /// The files with an unresolved merge conflict.
  fileprivate var conflictingPaths: Set<String> {
    paths { entry in withUnsafePointer(to: entry) { git_index_entry_stage($0) } != 0 }
  }

  private func paths(where isWanted: (git_index_entry) -> Bool) -> Set<String> {
    var paths: Set<String> = []
    for position in 0..<git_index_entrycount(pointer) {
      guard let entry = git_index_get_byindex(pointer, position)?.pointee, let path = entry.path, isWanted(entry)
      else { continue }
      paths.insert(String(cString: path))
    }
    return paths
  }
}
