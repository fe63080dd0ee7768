internal import Processes
internal import SourceText

/// A repository that the git program reads, for those that libgit2 cannot read.
///
/// Only plumbing is called, and only for lists and contents: names of changed files, objects, references. Lines are
/// compared here, on the bytes, so that no attribute, text conversion or external diff has a say, and so that the
/// values equal those of `LibraryRepository`. Nothing is ever fetched.
package struct ProgramRepository: Repository {
  package let location: RepositoryLocation

  package var reader: RepositoryReader { .program(reason: reason) }

  /// Why it is the git program that reads.
  var reason = "it was asked for"

  let git: GitProgram

  /// Git without the settings that keep it harmless: only for asking what the configuration says, which runs nothing.
  let configurationGit: GitProgram

  /// The number of hexadecimal digits of an object's name: 40 or 64.
  let nameLength: Int

  /// Whether commits before some point were not fetched.
  let isShallow: Bool

  /// Whether objects were left to be fetched when git first needs them.
  let isPartial: Bool

  /// The filters for which a program is configured.
  let filters: Set<String>

  /// The work tree, as it was when it was first asked for.
  let workTree = WorkTreeOverlay()

  /// Opens the repository that a folder lies in.
  ///
  /// - Parameters:
  ///   - path: the folder to start from; the folders above it are searched too. `GIT_DIR` and its kin are ignored.
  ///   - trustingOwner: whether a repository that belongs to another user is opened all the same.
  ///   - indexFile: the index to read in place of the repository's own; nil for that.
  ///   - variables: the environment, of which git gets what it needs: its home folder and the search path.
  /// - Throws: `GitError`.
  package static func open(
    at path: String, trustingOwner: Bool = false, indexFile: String? = nil,
    variables: [String: String] = ProcessEnvironment.currentVariables
  ) async throws -> ProgramRepository {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw GitError(.invalidInput, "\(quoted(path)) is not a folder's path")
    }
    // Git itself looks at the owner here, and only here: later calls name the git folder that was found.
    var git = try GitProgram(folder: path, settings: HarmlessSettings.fixed, variables: variables)
    git.indexFile = indexFile
    if trustingOwner { git.settings.append("safe.directory=*") }
    let facts = try await Facts(git, path: path)
    let workTree = facts.location.workTree
    git.place = ["--git-dir=\(facts.location.gitFolder)"] + (workTree.map { ["--work-tree=\($0)"] } ?? [])
    git.folder = workTree ?? facts.location.gitFolder
    var configurationGit = git
    configurationGit.settings = []
    let listing = try await configurationGit.answer(
      ["config", "--null", "--list", "--name-only"], limit: 4 << 20)
    guard listing.isSuccess else { throw GitError(listing, opening: path) }
    let names = String(decoding: listing.output, as: UTF8.self).split(separator: "\0")
    git.settings += try HarmlessSettings.blanking(names)
    return ProgramRepository(
      location: facts.location, git: git, configurationGit: configurationGit, nameLength: facts.nameLength,
      isShallow: facts.isShallow,
      isPartial: names.contains {
        $0 == "extensions.partialclone" || $0.hasPrefix("remote.") && $0.hasSuffix(".promisor")
      },
      filters: HarmlessSettings.filters(names))
  }

  /// What git says of a repository when it finds it.
  private struct Facts {
    let location: RepositoryLocation
    let nameLength: Int
    let isShallow: Bool

    init(_ git: GitProgram, path: String) async throws {
      let answer: GitProgram.Answer
      do {
        // The root of the work tree comes last, since asking for it is an error in a bare repository.
        answer = try await git.answer([
          "rev-parse", "--is-bare-repository", "--is-shallow-repository", "--show-object-format",
          "--path-format=absolute", "--git-dir", "--git-common-dir", "--show-toplevel",
        ])
      } catch let error as GitError where error.description.contains("no such folder") {
        throw GitError.noRepository(at: path)
      }
      var lines = String(decoding: answer.output, as: UTF8.self).split(separator: "\n").map(String.init)
      if lines.contains(where: { $0.hasPrefix("--") }) {
        throw GitError(.unsupported, "this git is too old to read the repository at \(quoted(path)); 2.31 is needed")
      }
      guard lines.count >= 5 else { throw GitError(answer, opening: path) }
      let isBare = lines.removeFirst() == "true"
      isShallow = lines.removeFirst() == "true"
      nameLength = lines.removeFirst() == "sha256" ? 64 : 40
      let gitFolder = lines.removeFirst()
      let commonFolder = lines.removeFirst()
      var workTree = lines.first
      if workTree == nil, !isBare, gitFolder.hasSuffix("/.git") { workTree = String(gitFolder.dropLast(5)) }
      location = RepositoryLocation(gitFolder: gitFolder, commonFolder: commonFolder, workTree: workTree)
    }
  }

  /// The version of the git program on this machine: `2.39.5`.
  ///
  /// - Throws: `GitError` with code `.unsupported` when there is none.
  package static func version() async throws -> String {
    let answer = try await GitProgram(folder: "/").answer(["version"], limit: 1 << 10)
    let words = String(decoding: answer.output, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard answer.isSuccess, words.count > 2 else {
      throw GitError(.failed, "`git version` failed: \(quoted(answer.complaint))")
    }
    return String(words[2])
  }

  /// The folder by which messages name this repository.
  var folder: String { quoted(location.workTree ?? location.gitFolder) }

  /// What git answered, which has to be a success.
  ///
  /// - Parameter operation: what fails otherwise, as in `reading the index of`.
  func output(
    _ arguments: [String], input: [UInt8] = [], limit: Int = GitProgram.outputLimit, doing operation: String
  ) async throws -> [UInt8] {
    let answer = try await git.answer(arguments, input: input, limit: limit)
    guard answer.isSuccess else { throw failure(answer, doing: operation) }
    return answer.output
  }

  func failure(_ answer: GitProgram.Answer, doing operation: String) -> GitError {
    if answer.lacksPromisedObject {
      return GitError(
        .unsupported,
        "\(operation) \(folder) failed: it is a partial clone, what it lacks is not fetched "
          + "(\(quoted(answer.complaint))); clone it again without --filter")
    }
    return GitError(
      .corrupt, "\(operation) \(folder) failed: \(quoted(answer.complaint)); `git fsck` lists the damage")
  }

  /// Refuses the name of an object of another kind of repository.
  func check(_ id: ObjectID) throws(GitError) {
    guard id.hexadecimal.utf8.count == nameLength else {
      let (given, used) = nameLength == 40 ? ("SHA-256", "SHA-1") : ("SHA-1", "SHA-256")
      throw GitError(.unsupported, "\(id) is a \(given) name, and \(quoted(location.commonFolder)) uses \(used)")
    }
  }
}
