package import SourceText

/// A repository to read: the face that libgit2 and, where libgit2 cannot serve, the git program both have.
///
/// Nothing here runs anything of the repository: no hooks, filters, text conversions, external diffs or monitors.
/// All functions throw `GitError`.
package protocol Repository: Sendable {
  var location: RepositoryLocation { get async }

  /// The commit that a revision names (`HEAD~2`, `main`, an object id, a tag); tags are peeled.
  func commit(named revision: String) async throws -> Commit

  /// A commit that all histories of the two share and no other such commit follows; nil when there is none.
  func mergeBase(of first: ObjectID, and second: ObjectID) async throws -> ObjectID?

  /// The commits that are reachable from `tips` and from none of `hidden`, newest first, children before parents.
  ///
  /// - Parameter limit: how many at the most.
  func commits(
    reachableFrom tips: [ObjectID], hiding hidden: [ObjectID], limit: Int
  ) async throws -> [Commit]

  /// The references whose full names start with a prefix (`refs/remotes/origin/`), peeled to commits where they name one.
  func references(startingWith prefix: String) async throws -> [Reference]

  /// Whether an object is in this repository's object database.
  func contains(_ id: ObjectID) async throws -> Bool

  /// What changed from one state to another, with renames found.
  func changes(from old: Snapshot, to new: Snapshot, limits: DiffLimits) async throws -> ChangeSet

  /// What stands at a path of a snapshot; nil when nothing does.
  func entry(at path: RelativePath, in snapshot: Snapshot) async throws -> TreeEntry?

  /// All files of a snapshot below a folder (nil: all), in the order of their paths; folders themselves are not listed.
  func entries(in snapshot: Snapshot, below folder: RelativePath?) async throws -> [TreeEntry]

  /// The content of a blob.
  ///
  /// - Parameter limit: bytes; a larger blob is not read and throws `GitError` with code `.tooLarge`.
  func blob(_ id: ObjectID, limit: Int) async throws -> [UInt8]

  /// A value of git's configuration, and the level it comes from; nil when it is not set.
  func configuration(_ key: String) async throws -> ConfigurationValue?
}

/// Where a repository lies; all paths absolute.
package struct RepositoryLocation: Hashable, Sendable {
  /// The git folder of this work tree: `.git`, or `.git/worktrees/NAME` for a linked one.
  package var gitFolder: String

  /// The git folder that all work trees share: where hooks, references and objects are.
  package var commonFolder: String

  /// The root of the work tree; nil for a bare repository.
  package var workTree: String?

  package init(gitFolder: String, commonFolder: String, workTree: String?) {
    self.gitFolder = gitFolder
    self.commonFolder = commonFolder
    self.workTree = workTree
  }
}

/// A state of all files.
package enum Snapshot: Hashable, Sendable {
  /// The tree of a commit.
  case commit(ObjectID)

  /// What is staged.
  case index

  /// No file at all: what a first commit is compared with.
  case empty
}

/// A commit, as far as a review needs it.
package struct Commit: Hashable, Sendable {
  package var id: ObjectID
  package var parents: [ObjectID]

  /// The author's name and mail address; bytes that are not UTF-8 become U+FFFD.
  package var author: String

  /// When it was written, in seconds since 1970.
  package var time: Int64

  /// The whole message.
  package var message: String

  package init(id: ObjectID, parents: [ObjectID], author: String, time: Int64, message: String) {
    self.id = id
    self.parents = parents
    self.author = author
    self.time = time
    self.message = message
  }

  /// The message's first line.
  package var summary: String {
    String(message.prefix { !$0.isNewline })
  }
}

/// A name for an object.
package struct Reference: Hashable, Sendable {
  /// The full name: `refs/heads/main`.
  package var name: String

  /// The commit it leads to, through tags and symbolic references; nil when it names something else.
  package var commit: ObjectID?

  package init(name: String, commit: ObjectID?) {
    self.name = name
    self.commit = commit
  }
}

/// A file of a snapshot.
package struct TreeEntry: Hashable, Sendable {
  package var path: RelativePath
  package var mode: FileMode
  package var id: ObjectID

  package init(path: RelativePath, mode: FileMode, id: ObjectID) {
    self.path = path
    self.mode = mode
    self.id = id
  }
}

/// One value of git's configuration.
package struct ConfigurationValue: Hashable, Sendable {
  package enum Level: Hashable, Sendable {
    /// From the repository itself, a work tree's own configuration included.
    case repository

    /// From the user's, the system's or the calling process's configuration.
    case user
  }

  package var text: String
  package var level: Level

  package init(text: String, level: Level) {
    self.text = text
    self.level = level
  }
}

/// What a diff may cost. A file past a limit is left out of the change and named in its omissions.
package struct DiffLimits: Hashable, Sendable {
  /// Lines of context around each change.
  package var contextLines: Int

  /// Bytes of one version of a file.
  package var fileSize: Int

  /// Bytes of one line; a file with a longer one is left out.
  package var lineLength: Int

  /// Lines of all hunks together.
  package var lines: Int

  /// Changed files.
  package var files: Int

  package init(
    contextLines: Int = 3, fileSize: Int = 4 << 20, lineLength: Int = 64 << 10, lines: Int = 400_000,
    files: Int = 20_000
  ) {
    self.contextLines = contextLines
    self.fileSize = fileSize
    self.lineLength = lineLength
    self.lines = lines
    self.files = files
  }
}
