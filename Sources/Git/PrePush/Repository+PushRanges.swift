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
    var updates: [Update] = []
    for reference in considered {
      if let update = try await update(of: reference) { updates.append(update) }
    }
    var remote = try await remoteState(named: remoteName)
    // The remote has what its references name, whether or not that was ever fetched.
    remote.commits = Array(Set(remote.commits + updates.compactMap(\.old)))
    if updates.contains(where: { $0.following == nil || $0.hasMerges }) {
      let heads = Array(Set(updates.map(\.head.id)))
      remote.lacks = BroughtCommits(
        try await commits(reachableFrom: heads, hiding: remote.commits, limit: BroughtCommits.limit))
    }

    var ranges: [PushRange] = []
    var places: [RangeEnds: Int] = [:]
    // Tags come last, when it is known what the branches bring.
    for update in updates.filter({ !$0.reference.isTag }) + updates.filter(\.reference.isTag) {
      let reviewed = update.reference.isTag ? ranges.map(\.head) : []
      guard let range = try await range(of: update, remote: remote, reviewed: reviewed) else { continue }
      let ends = RangeEnds(base: range.base, head: range.head)
      if let same = places[ends] {
        ranges[same].references += range.references
      } else {
        places[ends] = ranges.count
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

  /// What a reference is about to become; nil when it names no commit.
  private func update(of reference: PushedReference) async throws -> Update? {
    guard try await contains(reference.localID) else {
      throw GitError(
        .noSuchObject,
        "\(reference.localID), which is pushed to \(quoted(reference.remoteReference)), is not in this repository; "
          + "run this in the repository that is pushed")
    }
    guard let head = try await commit(ledToBy: reference.localID) else { return nil }
    var update = Update(reference: reference, head: head)
    update.old = try await commit(ledToBy: reference.remoteID)?.id
    if !reference.isTag, let old = update.old, try await mergeBase(of: old, and: head.id) == old {
      update.following = try await commits(reachableFrom: [head.id], hiding: [old], limit: BroughtCommits.limit)
    }
    return update
  }

  private func range(of update: Update, remote: RemoteState, reviewed: [ObjectID]) async throws -> PushRange? {
    if let old = update.old, let following = update.following {
      return try await fastForward(of: update, from: old, following, remote: remote)
    }
    let head = update.head.id
    let new: [Commit]
    if let lacks = remote.lacks {
      new = lacks.commits(reachableFrom: head, hiding: reviewed)
    } else {
      new = try await commits(reachableFrom: [head], hiding: remote.commits + reviewed, limit: BroughtCommits.limit)
    }
    guard let oldest = new.last else { return nil }
    let isWhole = new.count < BroughtCommits.limit
    var base: ObjectID?
    if let branch = remote.defaultBranch, let fork = try await mergeBase(of: branch, and: head) {
      base = fork
    } else if isWhole {
      base = oldest.parents.first
    }
    var range = PushRange(
      base: base.map(Snapshot.commit) ?? .empty, head: head, references: [update.reference.remoteReference],
      newCommits: new.map(\.id))
    if isWhole {
      let begins = Set(new.lazy.flatMap(\.parents)).subtracting(range.newCommits)
      range.merged = try await withoutAncestors(begins.filter { $0 != base }, and: base)
    }
    return range
  }

  private func fastForward(
    of update: Update, from old: ObjectID, _ following: [Commit], remote: RemoteState
  ) async throws -> PushRange? {
    if following.isEmpty { return nil }
    var range = PushRange(
      base: .commit(old), head: update.head.id, references: [update.reference.remoteReference],
      newCommits: following.map(\.id))
    // When not all is listed, nobody can say what the remote has.
    guard update.hasMerges, following.count < BroughtCommits.limit, let lacks = remote.lacks else { return range }
    let known = Set(following.map(\.id).filter { !lacks.contains($0) })
    var joined: Set<ObjectID> = []
    for merge in following where merge.isMerge && merge.parents.contains(where: known.contains) {
      let mainline = try await parent(of: merge, leadingOnFrom: old)
      joined.formUnion(merge.parents.filter { $0 != mainline && known.contains($0) })
    }
    range.merged = try await withoutAncestors(joined)
    // Nothing at all is new when the remote has the tip itself; it is then reviewed as what follows its reference.
    let new = range.newCommits.filter { !known.contains($0) }
    if !new.isEmpty { range.newCommits = new }
    return range
  }

  /// The parent of a merge on the way from a commit; the first when there is no such way, or more than one.
  private func parent(of merge: Commit, leadingOnFrom base: ObjectID) async throws -> ObjectID? {
    for parent in merge.parents where try await mergeBase(of: base, and: parent) == base { return parent }
    return merge.parents.first
  }

  /// The commits from which no other of them, and not the base, can be reached; at most as many as can be compared.
  private func withoutAncestors(_ commits: Set<ObjectID>, and base: ObjectID? = nil) async throws -> [ObjectID] {
    var heads: [ObjectID] = []
    let candidates = commits.sorted { $0.hexadecimal < $1.hexadecimal }
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

/// What a push is about to do with one reference.
private struct Update {
  let reference: PushedReference
  let head: Commit

  /// The commit that it names in the remote repository now, if that is here.
  var old: ObjectID?

  /// For a fast-forward, the commits from there on.
  var following: [Commit]?

  init(reference: PushedReference, head: Commit) {
    self.reference = reference
    self.head = head
  }

  var hasMerges: Bool { following?.contains(where: \.isMerge) ?? false }
}

/// The two ends of a range, by which equal ones are known.
private struct RangeEnds: Hashable {
  let base: Snapshot
  let head: ObjectID
}

/// What is known here of the repository that is pushed to.
private struct RemoteState {
  /// How many merged commits are looked at; with more of them, all that the range shows counts as new.
  static let mostCandidates = 64

  /// How many merged commits a range names; each costs a comparison.
  static let mostMerged = 16

  /// The commits that it is known to have.
  var commits: [ObjectID]

  /// Where its default branch was last seen.
  let defaultBranch: ObjectID?

  /// The pushed commits that it does not have; nil when that was not asked for, or when they are too many.
  var lacks: BroughtCommits?
}
