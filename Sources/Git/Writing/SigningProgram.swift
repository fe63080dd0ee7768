internal import Processes
package import SourceText

/// Makes commits that are signed, with the git program and the user's own settings.
///
/// What signs is a program of the user's choice and runs with the user's rights, as at each `git commit`.
package struct SigningProgram: Sendable {
  private let location: RepositoryLocation

  /// Signing may ask for a passphrase; then somebody has to be there.
  private static let deadline = Duration.seconds(300)

  package init(_ location: RepositoryLocation) {
    self.location = location
  }

  /// Writes a signed commit; no reference leads to it yet.
  ///
  /// - Throws: `GitError` with code `.failed`, with what git says, when it cannot be signed.
  package func signedCommit(_ commit: CommitContent) async throws -> ObjectID {
    let parents = commit.parents.flatMap { ["-p", $0.hexadecimal] }
    var variables: [String: String] = [:]
    for (role, person) in [("AUTHOR", commit.author), ("COMMITTER", commit.committer)] {
      variables["GIT_\(role)_NAME"] = person.name
      variables["GIT_\(role)_EMAIL"] = person.email
      variables["GIT_\(role)_DATE"] = "\(person.time) \(person.zoneText)"
    }
    let output = try await git(
      ["commit-tree", "-S", commit.tree.hexadecimal] + parents + ["-F", "-"], variables,
      input: Array(commit.message.utf8))
    do {
      return try ObjectID(String(output.prefix { !$0.isNewline }))
    } catch {
      throw GitError(.failed, "git commit-tree answered with no object's name: \(quoted(String(output.prefix(200))))")
    }
  }

  private func git(_ words: [String], _ variables: [String: String], input: [UInt8]) async throws -> String {
    // Git's own variables of this process would tie it to another repository.
    let environment = ProcessEnvironment.currentVariables.filter { !$0.key.hasPrefix("GIT_") }.merging(variables) { $1 }
    let request = ProcessRequest(
      program: "git", arguments: ["--git-dir", location.gitFolder] + words, environment: .exactly(environment),
      folder: location.workTree ?? location.gitFolder, input: .bytes(input), output: .captured(limit: 64 << 10),
      deadline: Self.deadline)
    do {
      let result = try await ProcessRunner().run(request)
      guard result.termination == .exited(0) else {
        let said = result.standardError.text.split(whereSeparator: \.isNewline).prefix(3).joined(separator: "; ")
        throw GitError(
          .failed,
          "`git \(words[0])` \(result.termination): \(quoted(said)); the commit is to be signed "
            + "(commit.gpgsign), so see that the key can be used without being asked for")
      }
      return result.standardOutput.text
    } catch let error as ProcessError {
      throw GitError(.failed, "`git \(words[0])` cannot be run: \(error)")
    }
  }
}
