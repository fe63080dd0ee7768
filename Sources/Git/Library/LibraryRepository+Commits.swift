internal import CLibgit2
package import SourceText

extension LibraryRepository {
  package func commit(named revision: String) throws(GitError) -> Commit {
    guard !revision.isEmpty, !revision.utf8.contains(0) else {
      throw GitError(.invalidInput, "\(quoted(revision)) is not a revision; use a branch, a tag, HEAD or a commit's id")
    }
    let commit: Handle<CommitResource>
    do throws(LibraryFailure) {
      let object = try Handle<ObjectResource> { git_revparse_single($0, repository.pointer, revision) }
      commit = try Handle { git_object_peel($0, object.pointer, GIT_OBJECT_COMMIT) }
    } catch {
      throw failure(error, resolving: revision)
    }
    return try commit.value()
  }

  package func mergeBase(of first: ObjectID, and second: ObjectID) throws(GitError) -> ObjectID? {
    // Looked up first so that an error names the one that is missing or damaged.
    _ = try commitHandle(first)
    _ = try commitHandle(second)
    var firstName = try libraryName(of: first)
    var secondName = try libraryName(of: second)
    var base = git_oid()
    do throws(LibraryFailure) {
      try check(git_merge_base(&base, repository.pointer, &firstName, &secondName))
    } catch {
      if error.isNotFound && error.isAbout(GIT_ERROR_MERGE) { return nil }
      throw failure(walking: error)
    }
    return try ObjectID(base)
  }

  package func commits(
    reachableFrom tips: [ObjectID], hiding hidden: [ObjectID], limit: Int
  ) throws(GitError) -> [Commit] {
    let walk = try revisionWalk()
    for id in tips { try begin(walk, at: id, git_revwalk_push) }
    for id in hidden { try begin(walk, at: id, git_revwalk_hide) }

    var commits: [Commit] = []
    var name = git_oid()
    while commits.count < limit {
      let result = git_revwalk_next(&name, walk.pointer)
      if result == GIT_ITEROVER.rawValue { break }
      if result < 0 { throw failure(walking: LibraryFailure(code: result)) }
      let commit = try commitHandle(ObjectID(name))
      commits.append(try commit.value())
    }
    return commits
  }

  package func references(startingWith prefix: String) throws(GitError) -> [Reference] {
    do throws(LibraryFailure) {
      let iterator = try Handle<ReferenceIteratorResource> {
        git_reference_iterator_new($0, repository.pointer)
      }
      var references: [Reference] = []
      var text: UnsafePointer<CChar>?
      while true {
        let result = git_reference_next_name(&text, iterator.pointer)
        if result == GIT_ITEROVER.rawValue { break }
        try check(result)
        guard let name = text.map({ String(cString: $0) }), name.hasPrefix(prefix) else { continue }
        references.append(Reference(name: name, commit: commit(ofReference: name)))
      }
      return references.sorted { $0.name < $1.name }
    } catch {
      throw GitError(error, doing: "listing the references of", location)
    }
  }

  package func checkedOutReference() throws(GitError) -> String? {
    do throws(LibraryFailure) {
      let head = try Handle<ReferenceResource> { git_reference_lookup($0, repository.pointer, "HEAD") }
      return git_reference_symbolic_target(head.pointer).map { String(cString: $0) }
    } catch {
      throw GitError(error, doing: "reading HEAD of", location)
    }
  }

  package func contains(_ id: ObjectID) throws(GitError) -> Bool {
    guard var name = id.libraryName, !id.isZero else { return false }
    let objects = try objectDatabase()
    return git_odb_exists(objects.pointer, &name) == 1
  }

  /// The commit that a reference leads to; nil when it is broken or leads to something else.
  private func commit(ofReference name: String) -> ObjectID? {
    let found = try? Handle<ReferenceResource> { git_reference_lookup($0, repository.pointer, name) }
    guard let found else { return nil }
    let commit = try? Handle<ObjectResource> { git_reference_peel($0, found.pointer, GIT_OBJECT_COMMIT) }
    guard let commit, let id = git_object_id(commit.pointer)?.pointee else { return nil }
    return try? ObjectID(id)
  }

  private func revisionWalk() throws(GitError) -> Handle<RevisionWalkResource> {
    do throws(LibraryFailure) {
      let walk = try Handle<RevisionWalkResource> { git_revwalk_new($0, repository.pointer) }
      try check(git_revwalk_sorting(walk.pointer, GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_TIME.rawValue))
      return walk
    } catch {
      throw failure(walking: error)
    }
  }

  private func begin(
    _ walk: borrowing Handle<RevisionWalkResource>, at id: ObjectID,
    _ start: (OpaquePointer?, UnsafePointer<git_oid>?) -> Int32
  ) throws(GitError) {
    var name = try libraryName(of: id)
    do throws(LibraryFailure) {
      try check(start(walk.pointer, &name))
    } catch {
      throw failure(error, reading: "commit", id)
    }
  }

  private func failure(walking failure: LibraryFailure) -> GitError {
    guard failure.isNotFound else { return GitError(failure, doing: "walking the history of", location) }
    let folder = quoted(location.workTree ?? location.gitFolder)
    return switch thinning {
    case .shallow:
      GitError(
        .unsupported,
        "the history of \(folder) ends early, since it is a shallow clone, which libgit2 cannot walk; "
          + "run `git fetch --unshallow`")
    case .partial:
      GitError(
        .unsupported,
        "the history of \(folder) has gaps, since it is a partial clone, which libgit2 cannot fill; "
          + "clone it again without --filter")
    case nil:
      GitError(
        .corrupt, "the history of \(folder) has a gap (\(quoted(failure.message))); `git fsck` lists the damage")
    }
  }

  private func failure(_ failure: LibraryFailure, resolving revision: String) -> GitError {
    let folder = quoted(location.workTree ?? location.gitFolder)
    switch git_error_code(failure.code) {
    case GIT_ENOTFOUND, GIT_EUNBORNBRANCH:
      return GitError(
        .noSuchRevision,
        "there is no revision \(quoted(revision)) in \(folder); check the spelling, or run `git fetch`")
    case GIT_EAMBIGUOUS:
      return GitError(
        .noSuchRevision, "the revision \(quoted(revision)) is ambiguous in \(folder); give more of its digits")
    case GIT_EINVALIDSPEC:
      return GitError(.noSuchRevision, "\(quoted(revision)) is not a revision; use a branch, a tag or a commit's id")
    case GIT_EPEEL:
      return GitError(.noSuchRevision, "\(quoted(revision)) in \(folder) does not lead to a commit; name a commit")
    default:
      return GitError(
        .corrupt,
        "the revision \(quoted(revision)) in \(folder) cannot be read (\(quoted(failure.message))); "
          + "`git fsck` lists the damage")
    }
  }
}

extension Handle where Resource == CommitResource {
  /// The commit as a plain value.
  borrowing func value() throws(GitError) -> Commit {
    guard let name = git_commit_id(pointer)?.pointee else { throw GitError(.corrupt, "a commit has no id") }
    var parents: [ObjectID] = []
    for position in 0..<git_commit_parentcount(pointer) {
      guard let parent = git_commit_parent_id(pointer, position)?.pointee else { continue }
      parents.append(try ObjectID(parent))
    }
    let author = git_commit_author(pointer)?.pointee
    let person = [author?.name, author?.email].map { $0.map { String(cString: $0) } ?? "" }
    return Commit(
      id: try ObjectID(name), parents: parents, author: "\(person[0]) <\(person[1])>", time: author?.when.time ?? 0,
      message: git_commit_message(pointer).map { String(cString: $0) } ?? "")
  }
}
