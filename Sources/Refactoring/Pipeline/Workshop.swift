internal import Editing
internal import Git
internal import Processes
internal import SourceText
internal import Verification

/// A run's place of work, and what was found there.
struct Workshop {
  let place: StepArea
  let index: CommitIndex
  let toolchain: SwiftToolchain?
  let run: RunPlace
  let commit: ObjectID

  /// What a reader should know, a sentence each.
  let notes: [String]

  /// What in a worktree belongs to no commit.
  private let kept: [GlobPattern]
  private let pool: WorktreePool

  /// Takes a worktree and brings it to a commit.
  ///
  /// - Parameters:
  ///   - scope: the paths that may be changed; each has to be there.
  ///   - name: the run's name, for the worktree's marker.
  /// - Throws: `RefactoringError` with code `.precondition` for a path at which nothing lies.
  static func open(
    in run: RunPlace, at commit: ObjectID, changing scope: [RelativePath], run name: String
  ) async throws -> Workshop {
    let files = try await run.writer.files(of: commit)
    let index = CommitIndex(files, nameLength: await run.writer.nameLength)
    for path in scope where index.files(below: [path]).isEmpty {
      throw RefactoringError(
        .precondition, "no file lies at \(String(reflecting: path.string)) in commit \(commit.short)")
    }
    let kept = [try GlobPattern("/.build")] + run.kept
    let pool = try await WorktreePool(state: run.state, of: run.writer, options: WorktreePool.Options(kept: kept))
    let worktree = try await pool.claim(commit: commit, run: name)
    let toolchain = try? SwiftToolchain(searching: run.folders)
    let area = try area(of: worktree, run, toolchain)
    let attributes = try await run.repository.attributeRules(at: commit)
    let place = try await StepArea.open(
      worktree, area, at: commit, state: await run.folder(), attributes: attributes)
    let omissions = await worktree.omissions
    var notes = worktree.notes
    if !omissions.isEmpty {
      let first = omissions.prefix(3).map { "\(String(reflecting: $0.path ?? "")) (\($0.reason))" }
      notes.append("\(omissions.count) files could not be looked at: \(first.joined(separator: ", ")).")
    }
    return Workshop(
      place: place, index: index, toolchain: toolchain, run: run, commit: commit, notes: notes, kept: kept,
      pool: pool)
  }

  private static func area(
    of worktree: Worktree, _ run: RunPlace, _ toolchain: SwiftToolchain?
  ) throws -> WorkArea {
    WorkArea(
      path: try SandboxPolicy.resolved(worktree.path), sandbox: run.sandbox,
      readable: toolchain.map { [$0.root] } ?? [], user: run.environment,
      limits: ProcessLimits(processorSeconds: 7_200))
  }

  /// What records calls, in a worktree of its own; nil when that is not asked for, or cannot be.
  func behaviour(
    of gates: GateRunner, _ source: RecordedBehaviour.Source?
  ) async throws -> (any BehaviourProbe)? {
    guard gates.gates.contains(.behaviour), let source, let project = gates.project as? SwiftPackage else { return nil }
    let worktree = try await pool.claim(commit: commit, run: "refactor-calls")
    return RecordedBehaviour(
      of: project, lab: try Self.area(of: worktree, run, toolchain),
      bring: { commit in _ = try await worktree.bring(to: commit) }, source: source)
  }

  /// The gates, with what builds and tests the project if something does.
  func gates(_ options: RunOptions) async throws -> GateRunner {
    let needed: Set<Gate> = [.build, .affectedTests, .tests, .interface, .coverage, .behaviour]
    var project: (any ProjectAdapter)?
    var tree: JudgedTree?
    let detection = ProjectDetection(place.area, configured: run.projects, searching: run.folders)
    if !options.gates.isDisjoint(with: needed), detection.kind().kind != nil {
      let judged = JudgedTree(
        place.worktree, of: run.writer, root: place.transaction.root, area: place.area, kept: kept, at: commit, index)
      project = try await detection.open(prepared: try await run.prepared?(commit))
      _ = try await judged.restore()
      tree = judged
    }
    return GateRunner(project, in: place.area, toolchain: toolchain, gates: options.gates, tree: tree)
  }
}
