internal import CLibgit2
internal import Processes
internal import SourceText

/// A repository that libgit2 reads.
///
/// libgit2 runs no hooks, filters, text conversions, external diffs or monitors, and the attributes of the repository
/// are not asked for: a change can neither run a program nor hide itself as binary by naming it in `.gitattributes`.
/// What libgit2 cannot read throws `GitError` with code `.unsupported`, which names it.
package actor LibraryRepository: Repository {
  package nonisolated let location: RepositoryLocation

  package nonisolated var reader: RepositoryReader { .library }

  let repository: Handle<RepositoryResource>

  /// Why objects may rightly be missing; nil for an ordinary clone.
  let thinning: Thinning?

  /// The work tree, as it was when it was first asked for.
  var workTree: WorkTree?

  /// The folders of one commit that listings have told of, by path: to find each from the root again would mean to read the
  /// large trees near it once for every folder.
  var toldFolders: (commit: ObjectID, names: [String: git_oid])?

  /// The same repository, read by the git program, once that was needed.
  var openedProgram: ProgramRepository?

  /// Whether the repository was opened whoever owns it.
  let isOwnerTrusted: Bool

  /// The environment for the git program.
  let variables: [String: String]

  /// The index in the place of the repository's own; nil for that.
  let indexFile: String?

  /// The ways in which git leaves objects out of a clone.
  enum Thinning {
    /// Commits before some point were not fetched.
    case shallow

    /// Objects were left to be fetched when git first needs them.
    case partial
  }

  /// Opens the repository that a folder lies in.
  ///
  /// - Parameters:
  ///   - path: the folder to start from; the folders above it are searched too. `GIT_DIR` and its kin are ignored.
  ///   - trustingOwner: whether a repository that belongs to another user is opened all the same.
  ///   - indexFile: the index to read in place of the repository's own, as git prepares one for `git commit FILE` and names
  ///     it to its hooks in `GIT_INDEX_FILE`; nil for the repository's own.
  ///   - variables: the environment, of which the git program gets what it needs, should it be called.
  package static func open(
    at path: String, trustingOwner: Bool = false, indexFile: String? = nil,
    variables: [String: String] = ProcessEnvironment.currentVariables
  ) throws(GitError) -> LibraryRepository {
    try LibraryRepository(at: path, trustingOwner: trustingOwner, indexFile: indexFile, variables: variables)
  }

  private init(
    at path: String, trustingOwner: Bool, indexFile: String?, variables: [String: String]
  ) throws(GitError) {
    isOwnerTrusted = trustingOwner
    self.variables = variables
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw GitError(.invalidInput, "\(quoted(path)) is not a folder's path")
    }
    self.indexFile = indexFile
    do throws(LibraryFailure) {
      let repository = try Library.open(path, trustingOwner: trustingOwner)
      try repository.readLooseObjectsSafely()
      location = RepositoryLocation(of: repository)
      try repository.readWorkTreeConfiguration(from: location)
      thinning = try repository.thinning()
      self.repository = repository
    } catch {
      throw GitError(error, opening: path)
    }
  }

  /// Puts into words why an object could not be read.
  ///
  /// - Parameter kind: what was looked for (`commit`, `blob`).
  func failure(_ failure: LibraryFailure, reading kind: String, _ id: ObjectID) -> GitError {
    guard failure.isNotFound else {
      return GitError(
        .corrupt,
        "the \(kind) \(id) in \(quoted(location.commonFolder)) cannot be read (\(quoted(failure.message))); "
          + "`git fsck` lists the damage, and a new clone repairs it")
    }
    switch thinning {
    case .partial:
      return GitError(
        .unsupported,
        "the \(kind) \(id) was left out of this partial clone, and libgit2 cannot fetch it; "
          + "run `git cat-file -p \(id)` once, or clone again without --filter")
    case .shallow where kind != "blob":
      return GitError(
        .unsupported,
        "the \(kind) \(id) lies beyond the history of this shallow clone; run `git fetch --unshallow`")
    default:
      return GitError(
        .noSuchObject,
        "there is no \(kind) \(id) in \(quoted(location.commonFolder)); check the id, or run `git fetch`")
    }
  }

  /// An object's name in libgit2's form.
  func libraryName(of id: ObjectID) throws(GitError) -> git_oid {
    guard let name = id.libraryName else {
      throw GitError(.unsupported, "\(id) is a SHA-256 name, and \(quoted(location.commonFolder)) uses SHA-1")
    }
    return name
  }

  func objectDatabase() throws(GitError) -> Handle<ObjectDatabaseResource> {
    do throws(LibraryFailure) {
      return try Handle { git_repository_odb($0, repository.pointer) }
    } catch {
      throw GitError(error, doing: "opening the object database of", location)
    }
  }

  /// What is staged, as it is on disk now.
  func index() throws(GitError) -> Handle<IndexResource> {
    do throws(LibraryFailure) {
      let index = try Handle<IndexResource> { pointer in
        guard let indexFile else { return git_repository_index(pointer, repository.pointer) }
        return git_index_open(pointer, indexFile)
      }
      try check(git_index_read(index.pointer, 0))
      try index.forgetWorkTreeMarks()
      return index
    } catch {
      throw GitError(error, doing: "reading the index of", location)
    }
  }

  /// The tree of a snapshot that has one; an empty handle for `.empty`.
  func tree(of snapshot: Snapshot) throws(GitError) -> Handle<TreeResource> {
    guard case .commit(let id) = snapshot else { return Handle() }
    let commit = try commitHandle(id)
    do throws(LibraryFailure) {
      return try Handle { git_commit_tree($0, commit.pointer) }
    } catch {
      guard let treeName = git_commit_tree_id(commit.pointer)?.pointee else {
        throw GitError(error, doing: "reading the tree of \(id) in", location)
      }
      throw failure(error, reading: "tree", try ObjectID(treeName))
    }
  }

  func commitHandle(_ id: ObjectID) throws(GitError) -> Handle<CommitResource> {
    var name = try libraryName(of: id)
    do throws(LibraryFailure) {
      return try Handle { git_commit_lookup($0, repository.pointer, &name) }
    } catch {
      throw failure(error, reading: "commit", id)
    }
  }
}
