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
  let overlay: WorkTreeOverlay

  /// The commit that the copies began with.
  let commit: ObjectID

  private let worktrees: [Worktree]

  /// Copies a repository as it lies in the work tree.
  ///
  /// - Parameters:
  ///   - repository: what is copied.
  ///   - folder: where in it the project lies; the areas are this folder of each copy.
  ///   - sandbox: what confines the programs that run there.
  ///   - choice: says what kind of project it is.
  ///   - preparation: fills in what it depends on.
  ///   - environment: the user's.
  /// - Throws: `CommandLineError` without a place for copies; `EditingError`, `GitError`.
  static func claim(
    of repository: any Repository, in folder: ProjectFolder, sandbox: Sandbox, choice: ProjectChoice,
    preparation: Preparation?,
    environment: [String: String]
  ) async throws -> ProjectCopies {
    guard let state = StateFolder.path(environment: environment) else {
      throw CommandLineError(
        .configuration, "there is no folder for copies of the project: set HOME or XDG_STATE_HOME to an absolute path")
    }
    let location = await repository.location
    let commit = try await repository.commit(named: "HEAD").id
    let overlay: WorkTreeOverlay =
      location.workTree == nil ? .none : try await WorkTreeOverlay(since: commit, in: repository)
    for (path, reason) in overlay.leftOut {
      StandardStream.error.say("gen-tests: \(path) is taken as it was committed, if it was: \(reason)")
    }
    let writer = try await RepositoryOpener.openForWriting(at: location.workTree ?? location.gitFolder)
    let pool = try await WorktreePool(
      state: state, of: writer,
      options: WorktreePool.Options(kept: [try GlobPattern(folder.path == nil ? "/.build" : "/**/.build")]))
    var worktrees: [Worktree] = []
    var areas: [WorkArea] = []
    var found: (kind: ProjectLayout.Kind, readable: [String])?
    for name in ["project", "recording", "mutants", "trial"] {
      // The user's own commands work in one copy.
      if found?.kind == .configured { break }
      let worktree = try await pool.claim(commit: commit, run: "gen-tests-\(name)")
      worktrees.append(worktree)
      let top = try SandboxPolicy.resolved(worktree.path)
      func area(_ path: String, reading readable: [String]) -> WorkArea {
        WorkArea(
          path: path, sandbox: sandbox, readable: readable, user: environment,
          limits: ProcessLimits(processorSeconds: 7_200))
      }
      try overlay.write(into: area(top, reading: []))
      let path = folder.path.map { "\(top)/\($0)" } ?? top
      let known = try found ?? choice.kind(in: area(path, reading: []))
      found = known
      // What lies beside the project in the repository may be what it depends on.
      areas.append(area(path, reading: known.readable + (folder.path == nil ? [] : [top])))
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
}
