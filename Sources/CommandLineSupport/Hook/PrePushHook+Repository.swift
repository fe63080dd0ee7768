package import Git

extension PrePushHook {
  /// The hook of a repository.
  ///
  /// - Parameters:
  ///   - repository: the repository.
  ///   - home: the user's home folder, for a `core.hooksPath` that begins with `~/`.
  /// - Throws: `GitError`; `CommandLineError` with code `.hook` for a `core.hooksPath` that names no folder.
  package init(in repository: any Repository, home: String?) async throws {
    let setting = try await repository.configuration("core.hooksPath")
    let location = await repository.location
    self.init(
      location: try HookLocation(
        commonGitFolder: location.commonFolder, workTree: location.workTree,
        hooksPath: setting.map { value in
          HookLocation.HooksPath(text: value.text, level: value.level == .repository ? .repository : .shared)
        },
        home: home))
  }
}
