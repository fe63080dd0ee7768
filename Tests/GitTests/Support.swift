import CLibgit2Shims
import Foundation
import SourceText
import TestSupport
import Testing

@testable import Git

/// Points libgit2 at a home folder of the tests, once, so that no configuration of this machine counts.
private let isolatedConfiguration: Int32 = {
  // libgit2 has to be started before its options are set.
  _ = try? LibraryRepository.open(at: "/nowhere")
  let home = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/home").path
  // The levels of git_config_level_t: program data, system, XDG and global.
  return (1...4).map { fulcrum_git_set_search_path($0, home) }.min() ?? 0
}()

/// Opens a repository without the configuration of this machine.
func open(at path: String, trustingOwner: Bool = false) throws(GitError) -> LibraryRepository {
  guard isolatedConfiguration == 0 else { throw GitError(.failed, "the search paths cannot be set") }
  return try LibraryRepository.open(at: path, trustingOwner: trustingOwner)
}

func open(_ builder: RepositoryBuilder) throws(GitError) -> LibraryRepository {
  try open(at: builder.path)
}

/// The environment of the tests, with the home folder of the tests.
let isolatedVariables: [String: String] = {
  let home = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/home").path
  return ProcessInfo.processInfo.environment.merging(["HOME": home, "XDG_CONFIG_HOME": home]) { $1 }
}()

/// Opens a repository with the git program, without the configuration of this machine.
func openWithProgram(at path: String, trustingOwner: Bool = false) async throws -> ProgramRepository {
  try await ProgramRepository.open(at: path, trustingOwner: trustingOwner, variables: isolatedVariables)
}

func openWithProgram(_ builder: RepositoryBuilder) async throws -> ProgramRepository {
  try await openWithProgram(at: builder.path)
}

/// Who writes, and into which kind of repository.
enum WriterKind: CaseIterable {
  case library
  case program

  /// The git program, into a repository that libgit2 cannot read.
  case programWithSHA256

  func builder() throws -> RepositoryBuilder {
    try RepositoryBuilder(options: self == .programWithSHA256 ? ["--object-format=sha256"] : [])
  }

  func open(_ builder: RepositoryBuilder) async throws -> any RepositoryWriter {
    try await open(at: builder.path)
  }

  func open(at path: String) async throws -> any RepositoryWriter {
    guard isolatedConfiguration == 0 else { throw GitError(.failed, "the search paths cannot be set") }
    if self == .library { return try LibraryWriter.open(at: path) }
    return try await ProgramWriter.open(at: path, variables: isolatedVariables)
  }
}

/// Expects a `GitError` with a code, and gives it.
@discardableResult
func expectGitError<Value>(
  _ code: GitError.Code, location: SourceLocation = #_sourceLocation, _ body: () async throws -> Value
) async throws -> GitError {
  do {
    let value = try await body()
    Issue.record("expected an error, got \(value)", sourceLocation: location)
  } catch let error as GitError {
    #expect(error.code == code, "\(error)", sourceLocation: location)
    return error
  }
  throw GitError(.failed, "no error")
}

extension ChangeSet {
  func file(_ path: String) throws -> FileChange {
    try #require(files.first { $0.path.string == path })
  }

  func omission(_ path: String) throws -> Omission {
    try #require(omissions.first { $0.path == path })
  }

  /// The lines of all hunks as a patch shows them.
  var text: [String] {
    files.flatMap { $0.hunks.flatMap(\.lines) }.map { line in
      switch line.kind {
      case .context: " \(line.text)"
      case .added: "+\(line.text)"
      case .removed: "-\(line.text)"
      }
    }
  }
}

extension Repository {
  func changes(from old: Snapshot, to new: Snapshot) async throws -> ChangeSet {
    try await changes(from: old, to: new, limits: DiffLimits())
  }
}
