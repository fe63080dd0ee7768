package import Git
internal import Redaction
package import SourceText

/// Where a repository stands: the branch, the commit, its upstream, and what is not committed.
///
/// Nothing here depends on the clock: the only date is that of the commit. So the same state of a repository always gives
/// the same words, and a recorded conversation can be replayed on another day.
package struct GitState: Hashable, Sendable {
  /// The branch, without `refs/heads/`; nil when a commit is checked out without one.
  package var branch: String?

  /// The checked out commit and when it was written, in seconds since 1970; nil before the first one.
  package var head: Head?

  /// How the branch stands to the one that it follows; nil when it follows none.
  package var upstream: Upstream?

  /// The files that are not committed; nil when they were not counted.
  package var uncommitted: Uncommitted?

  package struct Head: Hashable, Sendable {
    package var id: ObjectID
    package var time: Int64
  }

  package struct Upstream: Hashable, Sendable {
    /// The upstream's name: `origin/main`.
    package var name: String

    /// Commits that only the branch has, at most `GitState.countLimit`.
    package var ahead: Int

    /// Commits that only the upstream has, at most `GitState.countLimit`.
    package var behind: Int
  }

  package struct Uncommitted: Hashable, Sendable {
    /// Files whose staged state is not that of the commit.
    package var staged: Int

    /// Files that lie in the work tree otherwise than they are staged, new ones too.
    package var unstaged: Int
  }

  /// How far commits are counted: nobody is helped by a larger number, and the walk takes time.
  package static let countLimit = 1_000

  package init(branch: String? = nil, head: Head? = nil, upstream: Upstream? = nil, uncommitted: Uncommitted? = nil) {
    self.branch = branch
    self.head = head
    self.upstream = upstream
    self.uncommitted = uncommitted
  }

  /// Reads the state; what cannot be read is left out.
  ///
  /// - Parameters:
  ///   - repository: where.
  ///   - countingFiles: whether to count what is not committed, for which the whole work tree has to be looked at.
  package static func reading(_ repository: any Repository, countingFiles: Bool) async -> GitState {
    var state = GitState()
    let reference = (try? await repository.checkedOutReference()) ?? nil
    state.branch = reference.map { shortName(of: $0) }
    guard let commit = try? await repository.commit(named: "HEAD") else { return state }
    state.head = Head(id: commit.id, time: commit.time)
    if let branch = state.branch {
      state.upstream = try? await upstream(of: branch, at: commit.id, in: repository)
    }
    if countingFiles { state.uncommitted = try? await uncommitted(since: commit.id, in: repository) }
    return state
  }

  /// The state in a few lines, for a prompt.
  package var text: String {
    var lines: [String] = []
    let name = branch.map { TerminalText.singleLine($0, limit: 200) }
    let date = head.map { "\($0.id.short) of \(Timestamp.date($0.time))" }
    switch (name, date) {
    case (let name?, let date?): lines.append("Branch: \(name), at \(date)")
    case (let name?, nil): lines.append("Branch: \(name), without a commit")
    case (nil, let date?): lines.append("Checked out: \(date), on no branch")
    case (nil, nil): break
    }
    if let upstream {
      let name = TerminalText.singleLine(upstream.name, limit: 200)
      lines.append(
        "Against \(name): \(Self.count(upstream.ahead)) ahead, \(Self.count(upstream.behind)) behind")
    }
    if let uncommitted {
      lines.append("Not committed: \(uncommitted.staged) files staged, \(uncommitted.unstaged) files not staged")
    }
    return lines.joined(separator: "\n")
  }

  private static func count(_ number: Int) -> String {
    number < countLimit ? "\(number)" : "\(countLimit) or more"
  }

  private static func shortName(of reference: String) -> String {
    for prefix in ["refs/heads/", "refs/remotes/"] where reference.hasPrefix(prefix) {
      return String(reference.dropFirst(prefix.count))
    }
    return reference
  }

  private static func upstream(
    of branch: String, at head: ObjectID, in repository: any Repository
  ) async throws -> Upstream? {
    guard let remote = try await repository.configuration("branch.\(branch).remote")?.text,
      let merge = try await repository.configuration("branch.\(branch).merge")?.text, merge.hasPrefix("refs/heads/")
    else { return nil }
    // The usual mapping of git's `clone` and `remote add`; another one has no upstream here.
    let reference = remote == "." ? merge : "refs/remotes/\(remote)/\(merge.dropFirst("refs/heads/".count))"
    let found = try await repository.references(startingWith: reference).first { $0.name == reference }
    guard let other = found?.commit else { return nil }
    let ahead = try await repository.commits(reachableFrom: [head], hiding: [other], limit: countLimit).count
    let behind = try await repository.commits(reachableFrom: [other], hiding: [head], limit: countLimit).count
    return Upstream(name: shortName(of: reference), ahead: ahead, behind: behind)
  }

  private static func uncommitted(since head: ObjectID, in repository: any Repository) async throws -> Uncommitted {
    let limits = DiffLimits(contextLines: 0)
    let staged = try await repository.changes(from: .commit(head), to: .index, limits: limits)
    let unstaged = try await repository.changes(from: .index, to: .workTree, limits: limits)
    return Uncommitted(staged: files(staged), unstaged: files(unstaged))
  }

  private static func files(_ change: ChangeSet) -> Int {
    change.files.count + Set(change.omissions.compactMap(\.path)).subtracting(change.files.map(\.path.string)).count
  }
}
