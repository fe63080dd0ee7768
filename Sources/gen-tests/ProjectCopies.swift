import CommandLineSupport
import Editing
import Git
import Processes
import SourceText
import TestGeneration
import Verification

/// The disposable copies of the project that a run works in, each held until the run is over.
struct ProjectCopies {
  let areas: GenerationAreas

  let kind: ProjectLayout.Kind

  /// What is written in the copies besides the commit's files: what the user has changed and not committed.
  let overlay: [RelativePath: [UInt8]?]

  /// The commit that the copies began with.
  let commit: ObjectID

  private let worktrees: [Worktree]

  /// Bytes of a changed file that are taken over at most.
  private static let sizeLimit = 32 << 20

  /// Copies a repository as it lies in the work tree.
  ///
  /// - Throws: `CommandLineError` without a place for copies; `EditingError`, `GitError`.
  static func claim(
    of repository: any Repository, sandbox: Sandbox, choice: ProjectChoice, preparation: Preparation?,
    environment: [String: String]
  ) async throws -> ProjectCopies {
    guard let state = StateFolder.path(environment: environment) else {
      throw CommandLineError(
        .configuration, "there is no folder for copies of the project: set HOME or XDG_STATE_HOME to an absolute path")
    }
    let location = await repository.location
    let commit = try await repository.commit(named: "HEAD").id
    let overlay = location.workTree == nil ? [:] : try await changes(since: commit, in: repository)
    let writer = try await RepositoryOpener.openForWriting(at: location.workTree ?? location.gitFolder)
    let pool = try await WorktreePool(
      state: state, of: writer, options: WorktreePool.Options(kept: [try GlobPattern("/.build")]))
    var worktrees: [Worktree] = []
    var areas: [WorkArea] = []
    var found: (kind: ProjectLayout.Kind, readable: [String])?
    for name in ["project", "recording", "mutants", "trial"] {
      // The user's own commands work in one copy.
      if found?.kind == .configured { break }
      let worktree = try await pool.claim(commit: commit, run: "gen-tests-\(name)")
      worktrees.append(worktree)
      func area(reading readable: [String]) throws -> WorkArea {
        WorkArea(
          path: try SandboxPolicy.resolved(worktree.path), sandbox: sandbox, readable: readable, user: environment,
          limits: ProcessLimits(processorSeconds: 7_200))
      }
      let copy = try area(reading: [])
      for (path, content) in overlay {
        if let content { try copy.write(content, to: path) } else { try copy.removeFile(path) }
      }
      let known = try found ?? choice.kind(in: copy)
      found = known
      areas.append(try area(reading: known.readable))
    }
    var prepared: (preparation: Preparation, files: any ProjectFiles)?
    if let preparation {
      let files = OverlaidFiles(committed: try await CommitFiles(of: commit, in: repository), overlay: overlay)
      prepared = (preparation, files)
    }
    func area(_ index: Int) -> WorkArea { areas[min(index, areas.count - 1)] }
    return ProjectCopies(
      areas: GenerationAreas(
        project: area(0), recording: area(1), mutants: area(2), trial: area(3), prepared: prepared),
      kind: found?.kind ?? .configured, overlay: overlay, commit: commit, worktrees: worktrees)
  }

  /// What the work tree holds that its commit does not; nil for a file that is gone.
  private static func changes(
    since commit: ObjectID, in repository: any Repository
  ) async throws -> [RelativePath: [UInt8]?] {
    var changes: [RelativePath: [UInt8]?] = [:]
    for file in try await repository.changes(from: .commit(commit), to: .workTree, limits: DiffLimits()).files {
      if file.new == nil {
        changes[file.path] = .some(nil)
      } else if let entry = try await repository.entry(at: file.path, in: .workTree) {
        changes[file.path] = .some(try await repository.blob(entry.id, limit: sizeLimit))
      }
      if file.kind == .renamed, let old = file.oldPath { changes[old] = .some(nil) }
    }
    return changes
  }
}
