package import Git
internal import SourceText

extension ReviewTarget {
  /// How many commits of a range are named to a model and in a report.
  private static let commitLimit = 1000

  /// The ranges that the target stands for; none when there is nothing new in it.
  ///
  /// - Throws: `ReviewError` for a range that cannot be read; `GitError` for revisions that do not exist.
  package func ranges(in repository: any Repository) async throws -> [ReviewRange] {
    switch self {
    case .push(let references, let remote):
      return try await Self.pushRanges(references, remote: remote, in: repository)
    case .range(let text):
      return [try await Self.range(text, in: repository)]
    case .commit(let revision):
      let commit = try await repository.commit(named: revision)
      let base = commit.parents.first.map(Snapshot.commit) ?? .empty
      return [
        ReviewRange(base: base, head: .commit(commit.id), title: "commit \(commit.id.short)", commits: [commit])
      ]
    case .staged:
      let location = await repository.location
      guard location.takesStagedChanges else {
        throw GitError(
          .invalidInput,
          "\(String(reflecting: location.gitFolder)) is bare, so that nothing is staged; name commits of it")
      }
      return [ReviewRange(base: try await Self.head(of: repository), head: .index, title: "the staged changes")]
    case .workTree:
      return [ReviewRange(base: try await Self.head(of: repository), head: .workTree, title: "the work tree")]
    case .patch(let patch, let name):
      // An empty one, as of two equal trees, is nothing to review.
      guard !patch.files.isEmpty || !patch.omissions.isEmpty else { return [] }
      let patched = repository as? PatchedRepository
      return [
        ReviewRange(
          base: patched?.base ?? .empty, head: .workTree, title: "the patch \(name)",
          notes: [patched?.limitation].compactMap { $0 })
      ]
    }
  }

  /// The checked out commit; empty before the first one.
  private static func head(of repository: any Repository) async throws -> Snapshot {
    do {
      return .commit(try await repository.commit(named: "HEAD").id)
    } catch let error as GitError where error.code == .noSuchRevision {
      return .empty
    }
  }

  /// What the target brings and no range stands for, one sentence each, for the user.
  package func unreviewed(in repository: any Repository) async throws -> [String] {
    guard case .push(let references, _) = self else { return [] }
    return try await repository.referencesWithoutCommit(among: references).map { reference in
      "\(reference.remoteReference) is not reviewed: it names no commit but a single file or folder"
    }
  }

  private static func range(_ text: String, in repository: any Repository) async throws -> ReviewRange {
    let separator = text.contains("...") ? "..." : ".."
    guard let dots = text.firstRange(of: separator) else {
      throw ReviewError(.invalidTarget, "a range is written A..B or A...B; for one commit use --commit \(text)")
    }
    func revision(_ part: Substring) -> String { part.isEmpty ? "HEAD" : String(part) }
    let first = try await repository.commit(named: revision(text[..<dots.lowerBound]))
    let second = try await repository.commit(named: revision(text[dots.upperBound...]))
    let base: Snapshot
    if separator == "..." {
      base = try await repository.mergeBase(of: first.id, and: second.id).map(Snapshot.commit) ?? .empty
    } else {
      base = .commit(first.id)
    }
    let commits = try await repository.commits(reachableFrom: [second.id], hiding: [first.id], limit: commitLimit + 1)
    return ReviewRange(
      base: base, head: .commit(second.id), title: text, commits: Array(commits.prefix(commitLimit)),
      hasMoreCommits: commits.count > commitLimit)
  }

  private static func pushRanges(
    _ references: [PushedReference], remote: String, in repository: any Repository
  ) async throws -> [ReviewRange] {
    var ranges: [ReviewRange] = []
    for pushed in try await repository.ranges(of: references, remoteName: remote) {
      let base: [ObjectID] = if case .commit(let id) = pushed.base { [id] } else { [] }
      let new = Set(pushed.newCommits)
      let hidden = base + pushed.merged
      let commits = try await repository.commits(reachableFrom: [pushed.head], hiding: hidden, limit: commitLimit)
        .filter { new.contains($0.id) }
      let names = pushed.references.map { $0.replacing("refs/heads/", with: "") }.joined(separator: ", ")
      ranges.append(
        ReviewRange(
          base: pushed.base, head: .commit(pushed.head), title: "push of \(names)", commits: commits,
          hasMoreCommits: commits.count < new.count, merged: pushed.merged.map(Snapshot.commit)))
    }
    return ranges
  }
}
