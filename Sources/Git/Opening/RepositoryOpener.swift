internal import Processes

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

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
  /// - Throws: `GitError`.
  package static func open(at path: String, trustingOwner: Bool = false) async throws -> any Repository {
    try await open(at: path, trustingOwner: trustingOwner, variables: ProcessEnvironment.currentVariables)
  }

  /// - Parameter variables: the environment, of which git gets what it needs.
  static func open(
    at path: String, trustingOwner: Bool, variables: [String: String]
  ) async throws -> any Repository {
    let library: LibraryRepository
    do throws(GitError) {
      library = try LibraryRepository.open(at: path, trustingOwner: trustingOwner, variables: variables)
    } catch {
      guard error.code == .unsupported else { throw error }
      return try await program(at: path, trustingOwner, variables, insteadOf: error)
    }
    if await library.isShallow, !LibraryRepository.walksShallowClones {
      do {
        var program = try await library.program()
        program.reason =
          "this is a shallow clone, whose history libgit2 \(LibraryRepository.libraryVersion) cannot walk"
        return program
      } catch let error as GitError where error.code == .unsupported {
        // Without a git program libgit2 still serves all but walks, and says so when one is asked for.
        return library
      }
    }
    let division = try await Division(of: library)
    return division.isNeeded ? DividedRepository(library: library, division: division) : library
  }

  private static func program(
    at path: String, _ trustingOwner: Bool, _ variables: [String: String], insteadOf refusal: GitError
  ) async throws -> ProgramRepository {
    do {
      var program = try await ProgramRepository.open(at: path, trustingOwner: trustingOwner, variables: variables)
      program.reason = refusal.description
      return program
    } catch let error as GitError where error.code == .unsupported {
      throw GitError(.unsupported, "\(refusal); nor can it be read otherwise: \(error)")
    }
  }
}

/// Which states of an opened repository libgit2 cannot tell, or tells wrongly.
struct Division: Hashable, Sendable {
  /// Why what is staged is read by the git program.
  var index: String?

  /// Why the work tree is read by the git program.
  var workTree: String?

  var isNeeded: Bool { index != nil || workTree != nil }

  init(of library: LibraryRepository) async throws {
    if library.location.workTree == nil { return }
    let gitFolder = library.location.gitFolder
    let files = (try? FileManager.default.contentsOfDirectory(atPath: gitFolder)) ?? []
    let isSparse = try await library.flag("core.sparseCheckout")
    if files.contains(where: { $0.hasPrefix("sharedindex.") }) {
      index = "the index is read, since it may be split"
    } else if isSparse, try await library.flag("index.sparse") {
      index = "the index is read, since it may be sparse"
    }
    if let index {
      workTree = index
    } else if isSparse {
      workTree = "the work tree is read, since the checkout is sparse"
    } else if try await library.hasFilters {
      workTree = "the work tree is read, since filters are configured, such as Git LFS"
    }
  }
}

extension LibraryRepository {
  /// Whether this libgit2 knows where a shallow clone ends: from 1.7 on.
  static var walksShallowClones: Bool {
    let numbers = libraryVersion.split(separator: ".").compactMap { Int($0) }
    return !numbers.lexicographicallyPrecedes([1, 7])
  }

  var isShallow: Bool { thinning == .shallow || thinning == .partial && hasShallowFile }

  private var hasShallowFile: Bool { FileManager.default.fileExists(atPath: "\(location.commonFolder)/shallow") }

  /// Whether programs are configured through which files of the work tree go.
  fileprivate var hasFilters: Bool {
    get throws(GitError) {
      do throws(LibraryFailure) {
        return try repository.hasSetting(like: "^filter\\..*\\.(clean|process)$")
      } catch {
        throw GitError(error, doing: "reading the configuration of", location)
      }
    }
  }

  fileprivate func flag(_ key: String) throws(GitError) -> Bool {
    guard let value = try configuration(key)?.text.lowercased() else { return false }
    return !["false", "no", "off", "0"].contains(value)
  }
}
