internal import Processes

/// Opens repositories with the reader that can serve them.
package enum RepositoryOpener {
  /// Opens the repository that a folder lies in.
  ///
  /// libgit2 serves wherever it can; the git program where libgit2 refuses the repository, or would tell something wrong
  /// about it. Which it is, is seen from configuration and file names: no process is started for an ordinary repository.
  ///
  /// - Parameters:
  ///   - path: the folder to start from; the folders above it are searched too. `GIT_DIR` and its kin are ignored.
  ///   - trustingOwner: whether a repository that belongs to another user is opened all the same.
  ///   - indexFile: the index to read in place of the repository's own; nil for that.
  /// - Throws: `GitError`.
  package static func open(
    at path: String, trustingOwner: Bool = false, indexFile: String? = nil
  ) async throws -> any Repository {
    try await open(
      at: path, trustingOwner: trustingOwner, indexFile: indexFile, variables: ProcessEnvironment.currentVariables)
  }

  /// Opens the repository that a folder lies in, for writing: with libgit2 wherever it can read it, otherwise with the
  /// git program.
  ///
  /// - Parameters:
  ///   - path: the folder to start from; the folders above it are searched too. `GIT_DIR` and its kin are ignored.
  ///   - trustingOwner: whether a repository that belongs to another user is opened all the same.
  ///   - variables: the environment, of which git gets what it needs.
  /// - Throws: `GitError`.
  package static func openForWriting(
    at path: String, trustingOwner: Bool = false, variables: [String: String] = ProcessEnvironment.currentVariables
  ) async throws -> any RepositoryWriter {
    do throws(GitError) {
      return try LibraryWriter.open(at: path, trustingOwner: trustingOwner)
    } catch {
      guard error.code == .unsupported else { throw error }
    }
    return try await ProgramWriter.open(at: path, trustingOwner: trustingOwner, variables: variables)
  }

  /// - Parameter variables: the environment, of which git gets what it needs.
  static func open(
    at path: String, trustingOwner: Bool, indexFile: String? = nil, variables: [String: String]
  ) async throws -> any Repository {
    let library: LibraryRepository
    do throws(GitError) {
      library = try LibraryRepository.open(
        at: path, trustingOwner: trustingOwner, indexFile: indexFile, variables: variables)
    } catch {
      guard error.code == .unsupported else { throw error }
      return try await program(at: path, trustingOwner, indexFile, variables, insteadOf: error)
    }
    let division = try await Division(of: library)
    return division.reasons.isEmpty ? library : DividedRepository(library: library, division: division)
  }

  private static func program(
    at path: String, _ trustingOwner: Bool, _ indexFile: String?, _ variables: [String: String],
    insteadOf refusal: GitError
  ) async throws -> ProgramRepository {
    do {
      var program = try await ProgramRepository.open(
        at: path, trustingOwner: trustingOwner, indexFile: indexFile, variables: variables)
      // Without the advice for those who have no git program.
      program.reason = String(refusal.description.prefix { $0 != ";" })
      return program
    } catch let error as GitError where error.code == .unsupported {
      throw GitError(.unsupported, "\(refusal); nor can it be read otherwise: \(error)")
    }
  }
}
