internal import CLibgit2
internal import SourceText

extension LibraryFailure {
  /// What this room itself found wrong, in the place of libgit2.
  private init(code: Int32, message: String) {
    self.code = code
    category = 0
    self.message = message
  }

  static let tooLarge = LibraryFailure(code: GIT_EBUFS.rawValue, message: "the object is too large")
  static let moved = LibraryFailure(code: GIT_EMODIFIED.rawValue, message: "the reference moved")
}

extension GitError {
  /// Puts into words why something could not be written.
  ///
  /// - Parameter what: as in `a blob`.
  init(_ failure: LibraryFailure, writing what: String, into location: RepositoryLocation) {
    if failure.isAbout(GIT_ERROR_OS) || failure.isAbout(GIT_ERROR_FILESYSTEM) || failure.isAbout(GIT_ERROR_ODB) {
      self = .notWritable(what, failure.message, location)
    } else {
      self.init(failure, doing: "writing \(what) into", location)
    }
  }

  init(_ failure: LibraryFailure, readingObject id: ObjectID, limit: Int, in location: RepositoryLocation) {
    let folder = quoted(location.commonFolder)
    if failure.code == GIT_EBUFS.rawValue {
      self.init(.tooLarge, "the object \(id) in \(folder) has more than \(limit) bytes, and is not read")
    } else if failure.isNotFound {
      self.init(.noSuchObject, "there is no object \(id) in \(folder); check the id, or run `git fetch`")
    } else {
      self.init(
        .corrupt,
        "the object \(id) in \(folder) cannot be read (\(quoted(failure.message))); `git fsck` lists the damage")
    }
  }

  static func notWritable(_ what: String, _ reason: String, _ location: RepositoryLocation) -> GitError {
    GitError(
      .notWritable,
      "writing \(what) into \(quoted(location.commonFolder)) failed: \(quoted(reason)); "
        + "check the permissions and the free space there")
  }

  static func locked(_ what: String, by file: String) -> GitError {
    GitError(
      .locked,
      "\(what) is locked by another program, and is not changed; wait for it, or, if no git program runs, "
        + "delete \(quoted(file))")
  }

  static func moved(_ update: ReferenceUpdate, now: ObjectID?, in location: RepositoryLocation) -> GitError {
    let place = now.map { "leads to \($0.short)" } ?? "is not there, or names another reference"
    let expectation = update.expected.map { "and not to \($0.short)" } ?? "and was not to exist"
    return GitError(
      .referenceMoved,
      "\(quoted(update.name)) in \(quoted(location.commonFolder)) \(place), \(expectation); it was left as it is")
  }

  static func collision(of name: String, in location: RepositoryLocation) -> GitError {
    GitError(
      .invalidInput,
      "\(quoted(name)) cannot be made in \(quoted(location.commonFolder)), since the name of another reference is a "
        + "folder of it or lies below it; choose another name")
  }

  static func noTarget(_ id: ObjectID, of name: String, in location: RepositoryLocation) -> GitError {
    GitError(
      .noSuchObject,
      "\(quoted(name)) cannot lead to \(id), which is not there or is of the wrong kind in "
        + "\(quoted(location.commonFolder))")
  }
}
