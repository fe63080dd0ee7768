#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What a repository's user wants to happen at each commit, and what a commit that is written here does not do.
package struct CommitRequirements: Hashable, Sendable {
  /// Whether commits are to be signed (`commit.gpgsign`).
  package var signsCommits: Bool

  /// The hooks that `git commit` would run, in the order in which it would.
  package var hooks: [String]

  /// The folder of the hooks.
  package var hooksFolder: String

  package init(signsCommits: Bool, hooks: [String], hooksFolder: String) {
    self.signsCommits = signsCommits
    self.hooks = hooks
    self.hooksFolder = hooksFolder
  }

  /// Whether a commit is nothing but the objects that are written.
  package var isPlain: Bool { !signsCommits && hooks.isEmpty }
}

extension Repository {
  /// Asks what the user wants to happen at each commit; nothing is run.
  ///
  /// - Parameter home: the user's home folder, which a `~` in `core.hooksPath` means; nil if there is none.
  /// - Throws: `GitError`.
  package func commitRequirements(home: String?) async throws -> CommitRequirements {
    let signing = try await configuration("commit.gpgsign")?.text.lowercased()
    let location = await location
    var folder = "\(location.commonFolder)/hooks"
    if var path = try await configuration("core.hooksPath")?.text, !path.isEmpty {
      if path.hasPrefix("~/"), let home { path = "\(home)/\(path.dropFirst(2))" }
      // Git runs hooks in the root of the work tree.
      folder = path.hasPrefix("/") ? path : "\(location.workTree ?? location.gitFolder)/\(path)"
    }
    let hooks = ["pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"].filter { name in
      var status = stat()
      return stat("\(folder)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        && access("\(folder)/\(name)", X_OK) == 0
    }
    let isSet = signing.map { !["false", "no", "off", "0"].contains($0) } ?? false
    return CommitRequirements(signsCommits: isSet, hooks: hooks, hooksFolder: folder)
  }
}
