internal import CLibgit2
internal import CLibgit2Shims
internal import Synchronization

/// The state that libgit2 keeps for the whole process.
enum Library {
  /// Prepares libgit2, once; 0 or a negative error code.
  ///
  /// It is never shut down: that would take the allocator away from handles that are still alive.
  private static let preparation: Int32 = {
    let started = git_libgit2_init()
    guard started >= 0 else { return started }
    // A reviewer reads a few packs once: small windows and a small cache keep the process small.
    let results = [
      fulcrum_git_set_strict_hash_verification(1),
      fulcrum_git_set_owner_validation(1),
      fulcrum_git_allow_readable_extensions(),
      fulcrum_git_set_memory_limits(32 << 20, 256 << 20, 32 << 20),
      fulcrum_git_set_durable_writes(1),
    ]
    return results.first { $0 < 0 } ?? 0
  }()

  /// Prepares libgit2, for calls that need no repository.
  static func prepare() throws(LibraryFailure) { try check(preparation) }

  /// Held while a repository is opened, since the check of its owner is a switch of the whole process.
  private static let opening = Mutex(())

  /// Opens the repository that a path lies in.
  ///
  /// The environment is not consulted: `GIT_DIR` and its kin, which git sets for hooks, change nothing.
  static func open(_ path: String, trustingOwner: Bool) throws(LibraryFailure) -> Handle<RepositoryResource> {
    try check(preparation)
    return try opening.withLock { _ throws(LibraryFailure) in
      // The check can be turned off for the process only. So it is off for no longer than this one call takes, under
      // the lock under which every other repository of the process is opened.
      if trustingOwner { try check(fulcrum_git_set_owner_validation(0)) }
      defer { if trustingOwner { _ = fulcrum_git_set_owner_validation(1) } }
      return try Handle { git_repository_open_ext($0, path, 0, nil) }
    }
  }

  /// The git folder that a path lies in, whoever owns it; nil when there is none.
  static func discover(from path: String) -> String? {
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    guard git_repository_discover(&buffer, path, 0, nil) == 0, let text = buffer.ptr else { return nil }
    return String(cString: text)
  }
}
