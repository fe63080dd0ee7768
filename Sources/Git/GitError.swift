/// What went wrong with a repository: the operation, git's own words, and what to do.
package struct GitError: Error, Hashable, CustomStringConvertible {
  package enum Code: String, Hashable, Sendable {
    case noRepository
    /// The repository belongs to another user.
    case foreignOwner
    /// The repository uses something that neither libgit2 nor the git program, if there is one, can read.
    case unsupported
    case noSuchRevision
    case noSuchObject
    case corrupt
    case tooLarge
    case invalidInput
    /// A reference is not what it was to be before it changes.
    case referenceMoved
    /// Another program holds a lock.
    case locked
    /// The system refused to write.
    case notWritable
    case failed
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
