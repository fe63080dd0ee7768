package import Git

/// Who makes a run's commits.
package enum CommitAuthor {
  /// The name and address by the user's words, the environment or git's configuration, in this order.
  ///
  /// - Parameters:
  ///   - given: `NAME <ADDRESS>`; nil when the user said nothing.
  ///   - time: seconds since 1970.
  /// - Throws: `RefactoringError` with code `.recipe` for what is no name and address; `GitError`.
  package static func signatures(
    given: String?, in repository: any Repository, environment: [String: String], time: Int
  ) async throws -> (author: Signature, committer: Signature) {
    let name = try await repository.configuration("user.name")?.text
    let email = try await repository.configuration("user.email")?.text
    func signature(_ role: String) -> Signature {
      Signature(
        name: nonempty(environment["GIT_\(role)_NAME"]) ?? nonempty(name) ?? "refactor",
        email: nonempty(environment["GIT_\(role)_EMAIL"]) ?? nonempty(email) ?? "refactor@localhost",
        time: Int64(max(0, time)))
    }
    let committer = signature("COMMITTER")
    guard let given else { return (signature("AUTHOR"), committer) }
    guard let start = given.lastIndex(of: "<"), given.hasSuffix(">"), start > given.startIndex else {
      throw RefactoringError(.recipe, "the author \(String(reflecting: given)) must be written NAME <ADDRESS>")
    }
    var author = committer
    author.name = String(given[..<start].reversed().drop { $0 == " " }.reversed())
    author.email = String(given[given.index(after: start)...].dropLast())
    return (author, committer)
  }

  private static func nonempty(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
}
