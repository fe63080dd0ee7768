internal import CLibgit2

extension GitError {
  /// Puts into words why a repository could not be opened.
  init(_ failure: LibraryFailure, opening path: String) {
    // This libgit2 says "config value 'safe.directory' was not found" when no exception is configured at all, and
    // GIT_EOWNER when there are some, but for other folders.
    if failure.code == GIT_EOWNER.rawValue || (failure.isNotFound && failure.isAbout(GIT_ERROR_CONFIG)) {
      let folder = Self.safeDirectory(from: path)
      self.init(
        .foreignOwner,
        "the repository \(quoted(folder)) belongs to another user; "
          + "if you trust it, run `git config --global --add safe.directory \(folder)`")
    } else if failure.isNotFound {
      self.init(
        .noRepository,
        "there is no git repository at \(quoted(path)) or in a folder above it; "
          + "name one, or make one with `git init`")
    } else if let feature = Self.unsupportedFeature(in: failure.message) {
      self.init(.unsupported, "the repository at \(quoted(path)) uses \(feature)")
    } else {
      self.init(
        .failed, "the repository at \(quoted(path)) cannot be opened (\(quoted(failure.message))); try `git fsck` there"
      )
    }
  }

  /// Puts into words what failed in a repository.
  ///
  /// - Parameter doing: the operation, as in `reading the index of`.
  init(_ failure: LibraryFailure, doing operation: String, _ location: RepositoryLocation) {
    let folder = quoted(location.workTree ?? location.gitFolder)
    if let feature = Self.unsupportedFeature(in: failure.message) {
      self.init(.unsupported, "\(operation) \(folder) failed: it uses \(feature)")
    } else if failure.isAbout(GIT_ERROR_INDEX) || failure.isAbout(GIT_ERROR_ODB) || failure.isAbout(GIT_ERROR_OBJECT)
      || failure.isAbout(GIT_ERROR_ZLIB) || failure.isAbout(GIT_ERROR_TREE)
    {
      self.init(.corrupt, "\(operation) \(folder) failed: \(quoted(failure.message)); `git fsck` lists the damage")
    } else {
      self.init(.failed, "\(operation) \(folder) failed: \(quoted(failure.message)); try `git fsck` there")
    }
  }

  /// What libgit2 refused to read, and what to do about it; it has no error codes for this, only words.
  private static func unsupportedFeature(in message: String) -> String? {
    let message = message.lowercased()
    if message.contains("extensions.objectformat") {
      return "SHA-256 object names, which libgit2 cannot read; use a SHA-1 clone of it"
    }
    if message.contains("extensions.refstorage") {
      return "reftable, which libgit2 cannot read; run `git refs migrate --ref-format=files` there"
    }
    if message.contains("unsupported mandatory extension: 'sdir'") {
      return "a sparse index, which libgit2 cannot read; run `git sparse-checkout reapply --no-sparse-index` there"
    }
    if message.contains("unsupported mandatory extension: 'link'") {
      return "a split index, which libgit2 cannot read; run `git update-index --no-split-index` there"
    }
    if message.contains("unsupported extension name") || message.contains("unsupported repository version")
      || message.contains("unsupported mandatory extension")
    {
      return "something that libgit2 cannot read (\(quoted(message))); use an ordinary clone of it"
    }
    return nil
  }

  /// The folder that git wants to see in `safe.directory`: the work tree, or the git folder of a bare repository.
  private static func safeDirectory(from path: String) -> String {
    guard var folder = Library.discover(from: path) else { return path }
    for ending in ["/", "/.git"] where folder.hasSuffix(ending) { folder.removeLast(ending.count) }
    return folder
  }
}
