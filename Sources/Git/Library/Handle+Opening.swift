internal import CLibgit2
internal import CLibgit2Shims

extension Handle where Resource == RepositoryResource {
  /// Puts a reader of loose objects before libgit2's own, which never ends on some damaged files.
  borrowing func readLooseObjectsSafely() throws(LibraryFailure) {
    guard let pointer else { return }
    try check(fulcrum_git_read_loose_objects_safely(pointer))
  }

  /// Keeps what is made of the work tree's files out of the repository.
  borrowing func keepNewObjectsInMemory() throws(LibraryFailure) {
    guard let pointer else { return }
    try check(fulcrum_git_keep_new_objects_in_memory(pointer))
  }

  /// Adds the configuration of one work tree (`extensions.worktreeConfig`), which this libgit2 does not read by itself.
  borrowing func readWorkTreeConfiguration(from location: RepositoryLocation) throws(LibraryFailure) {
    let configuration = try Handle<ConfigurationResource> { git_repository_config($0, pointer) }
    var enabled: Int32 = 0
    guard git_config_get_bool(&enabled, configuration.pointer, "extensions.worktreeConfig") == 0, enabled != 0 else {
      return
    }
    // Git reads this file after the repository's own, so its level has to be above GIT_CONFIG_LEVEL_LOCAL.
    try check(
      git_config_add_file_ondisk(
        configuration.pointer, "\(location.gitFolder)/config.worktree", GIT_CONFIG_LEVEL_APP, pointer, 0))
  }

  /// Why objects may rightly be missing.
  borrowing func thinning() throws(LibraryFailure) -> LibraryRepository.Thinning? {
    let configuration = try Handle<ConfigurationResource> { git_repository_config_snapshot($0, pointer) }
    var isPartial = false
    let result = withUnsafeMutablePointer(to: &isPartial) { isPartial in
      git_config_foreach_match(
        configuration.pointer, "^(extensions\\.partialclone|remote\\..*\\.promisor)$",
        { _, payload in
          payload?.assumingMemoryBound(to: Bool.self).pointee = true
          return 0
        }, isPartial)
    }
    try check(result)
    if isPartial { return .partial }
    return git_repository_is_shallow(pointer) == 1 ? .shallow : nil
  }
}
