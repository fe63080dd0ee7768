internal import SourceText

extension Repository {
  /// The ranges of history that a push brings, each once.
  ///
  /// - A deletion and anything under `refs/notes/` or `refs/remotes/` brings nothing to review.
  /// - A fast-forward brings what follows the remote reference.
  /// - A new, rewritten or locally unknown remote reference brings the commits that no remote-tracking branch of the
  ///   remote reaches, compared with the merge base with the remote's default branch; without one, with the parent of
  ///   the oldest of these commits; without that, with nothing. The merge base with the old remote state is not used:
  ///   after a rebase it would show again all that others have pushed meanwhile.
  /// - Commits that the remote has and that were merged in are named (`PushRange.merged`): their work is not new. For a
  ///   fast-forward these are the parents of merges that do not lead on from its base, otherwise all commits at which the
  ///   new ones begin.
  /// - A tag brings only the commits that no branch of the same push brings.
  ///
  /// - Parameter remoteName: the hook's first argument: a remote's name, or a URL. For a URL, and for a remote of which
  ///   nothing was ever fetched, the remote-tracking branches of all remotes count as pushed.
  package func ranges(of pushed: [PushedReference], remoteName: String) async throws -> [PushRange] {
    let considered = pushed.filter(\.isConsidered)
    if considered.isEmpty { return [] }
    let remote = try await remoteState(named: remoteName)
    var ranges: [PushRange] = []
    // Tags come last, when it is known what the branches bring.
    for reference in considered.filter({ !$0.isTag }) + considered.filter(\.isTag) {
      let reviewed = reference.isTag ? ranges.map(\.head) : []
      guard let range = try await range(of: reference, remote: remote, reviewed: reviewed) else { continue }
      if let same = ranges.firstIndex(where: { $0.base == range.base && $0.head == range.head }) {
        ranges[same].references += range.references
      } else {
        ranges.append(range)
      }
    }
    return ranges
  }

  /// The references of a push that bring something which is no history, such as a tag of a single file.
  package func referencesWithoutCommit(among pushed: [PushedReference]) async throws -> [PushedReference] {
    var found: [PushedReference] = []
    for reference in pushed where reference.isConsidered {
      if try await contains(reference.localID), try await commit(ledToBy: reference.localID) == nil {
        found.append(reference)
      }
    }
    return found
  }

  private func remoteState(named name: String) async throws -> RemoteState {
    let isName = try await isRemote(name)
    var tracking = isName ? try await references(startingWith: "refs/remotes/\(name)/") : []
    // A fork that was never fetched has most likely what the others have.
    if tracking.isEmpty { tracking = try await references(startingWith: "refs/remotes/") }
    return RemoteState(
      commits: Array(Set(tracking.compactMap(\.commit))),
      defaultBranch: isName ? tracking.first { $0.name.hasSuffix("/HEAD") }?.commit : nil)
  }

  /// Whether the word is the name of a remote; otherwise it is a URL.
  private func isRemote(_ name: String) async throws -> Bool {
    do {
      return try await configuration("remote.\(name).url") != nil
    } catch let error as GitError where error.code == .invalidInput {
      return false
    }
  }

  private func range(
    of reference: PushedReference, remote: RemoteState, reviewed: [ObjectID]
  ) async throws -> PushRange? {
    guard try await contains(reference.localID) else {
      throw GitError(
        .noSuchObject,
        "\(reference.localID), which is pushed to \(quoted(reference.remoteReference)), is not in this repository; "
          + "run this in the repository that is pushed")
    }
    guard let head = try await commit(ledToBy: reference.localID) else { return nil }
    if !reference.isTag, let old = try await commit(ledToBy: reference.remoteID),
      try await mergeBase(of: old.id, and: head.id) == old.id
    {
      let following = try await commits(reachableFrom: [head.id], hiding: [old.id], limit: RemoteState.mostCommits)
      if following.isEmpty { return nil }
      var range = PushRange(
        base: .commit(old.id), head: head.id, references: [reference.remoteReference],
        newCommits: following.map(\.id))
      guard following.contains(where: \.isMerge) else { return range }
      let new = try await commits(
        reachableFrom: [head.id], hiding: [old.id] + remote.commits, limit: RemoteState.mostCommits)
      let known = Set(following.map(\.id)).subtracting(new.map(\.id))
      var joined: [ObjectID] = []
      for merge in following where merge.isMerge && merge.parents.contains(where: known.contains) {
        let mainline = try await parent(of: merge, leadingOnFrom: old.id)
        joined += merge.parents.filter { $0 != mainline && known.contains($0) }
      }
      range.merged = try await withoutAncestors(joined)
      // Nothing at all is new when the remote has the tip itself; it is then reviewed as what follows its reference.
      if !new.isEmpty { range.newCommits = new.map(\.id) }
      return range
    }

    let new = try await commits(
      reachableFrom: [head.id], hiding: remote.commits + reviewed, limit: RemoteState.mostCommits)
    guard let oldest = new.last else { return nil }
    var range = PushRange(
      base: .empty, head: head.id, references: [reference.remoteReference], newCommits: new.map(\.id))
    var base: ObjectID?
    if let branch = remote.defaultBranch, let fork = try await mergeBase(of: branch, and: head.id) {
      base = fork
    } else if new.count < RemoteState.mostCommits, let parent = oldest.parents.first {
      base = parent
    }
    if let base { range.base = .commit(base) }
    let own = Set(range.newCommits)
    var begins = Set(new.lazy.flatMap(\.parents)).subtracting(own)
    if let base { begins.remove(base) }
    range.merged = try await withoutAncestors(Array(begins), and: base)
    return range
  }

  /// The parent of a merge on the way from a commit; the first when there is no such way, or more than one.
  private func parent(of merge: Commit, leadingOnFrom base: ObjectID) async throws -> ObjectID? {
    for parent in merge.parents where try await mergeBase(of: base, and: parent) == base { return parent }
    return merge.parents.first
  }

  /// The commits from which no other of them, and not the base, can be reached; at most as many as can be compared.
  private func withoutAncestors(_ commits: [ObjectID], and base: ObjectID? = nil) async throws -> [ObjectID] {
    var heads: [ObjectID] = []
    let candidates = Set(commits).sorted { $0.hexadecimal < $1.hexadecimal }
    guard candidates.count <= RemoteState.mostCandidates else { return [] }
    for candidate in candidates {
      var isReached = false
      for other in candidates + (base.map { [$0] } ?? []) where other != candidate && !isReached {
        isReached = try await mergeBase(of: candidate, and: other) == candidate
      }
      if !isReached { heads.append(candidate) }
    }
    return Array(heads.prefix(RemoteState.mostMerged))
  }

  /// The commit that an object is or leads to; nil when the object is absent or a tag of something else.
  private func commit(ledToBy id: ObjectID) async throws -> Commit? {
    guard try await contains(id) else { return nil }
    do {
      return try await commit(named: id.hexadecimal)
    } catch let error as GitError where error.code == .noSuchRevision {
      return nil
    }
  }
}

extension PushedReference {
  /// Whether it may bring commits to review.
  fileprivate var isConsidered: Bool {
    !isDeletion && !remoteReference.hasPrefix("refs/notes/") && !remoteReference.hasPrefix("refs/remotes/")
  }
}

extension Commit {
  fileprivate var isMerge: Bool { parents.count > 1 }
}

/// What is known here of the repository that is pushed to.
private struct RemoteState {
  /// How many commits of one range are listed; the comparison of the states is not bounded by it.
  static let mostCommits = 100_000

  /// How many merged commits are looked at; with more of them, all that the range shows counts as new.
  static let mostCandidates = 64

  /// How many merged commits a range names; each costs a comparison.
  static let mostMerged = 16

  /// The commits that it is known to have.
  let commits: [ObjectID]

  /// Where its default branch was last seen.
  let defaultBranch: ObjectID?
}
