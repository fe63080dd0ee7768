internal import Processes
package import SourceText
package import Verification

/// Mutants of a Python project, made and run by mutmut or cosmic-ray, whichever is installed.
///
/// Both work in the folder of the area and leave files there: it must be a copy.
package struct PythonMutation: Sendable {
  /// The programs that make mutants, the quicker first: mutmut forks, cosmic-ray starts the tests anew each time.
  package enum Program: String, Hashable, Sendable, CaseIterable {
    case mutmut
    case cosmicRay = "cosmic-ray"

    /// The package that holds it.
    var module: String { self == .mutmut ? "mutmut" : "cosmic_ray" }

    /// What Python runs.
    var words: [String] { self == .mutmut ? ["-c", MutmutSource.text] : ["-m", "cosmic_ray.cli"] }
  }

  /// What is to be mutated, and what is to notice.
  package struct Task: Hashable, Sendable {
    /// Files that get mutants, relative to the area.
    package let files: [RelativePath]

    /// The packages and single modules that these and the tests need, relative to the area.
    package let sources: [RelativePath]

    /// Folders or files of tests, relative to the area.
    package let tests: [RelativePath]

    /// Names of tests that are left out, as pytest has them.
    package let excluded: [String]

    /// Folders of the area in which modules are looked for; nil for the area itself.
    package let roots: [RelativePath?]

    package init(
      files: [RelativePath], sources: [RelativePath], tests: [RelativePath], excluded: [String] = [],
      roots: [RelativePath?] = [nil]
    ) {
      self.files = files
      self.sources = sources
      self.tests = tests
      self.excluded = excluded
      self.roots = roots
    }
  }

  package let program: Program

  private let area: WorkArea
  private let python: String

  private static let fileLimit = 16 << 20

  /// What cosmic-ray gets at most: it starts all tests anew for each mutant.
  private static let slowDeadline = Duration.seconds(600)
  private static let outputLimit = 64 << 20

  /// Finds a program among what is installed for an interpreter.
  ///
  /// - Parameters:
  ///   - area: a copy of the project.
  ///   - python: the absolute path of the interpreter.
  ///   - programs: those that may be used, in the order in which they are looked for.
  /// - Throws: `MutationError` with code `.missingProgram`, which says how to install one; `ProcessError`.
  package init(in area: WorkArea, python: String, programs: [Program] = Program.allCases) async throws {
    for program in programs {
      // Not asked for help: mutmut gives none where it does not see what it is to mutate.
      let script = "import importlib.util as u, sys; sys.exit(u.find_spec('\(program.module)') is None)"
      let result = try await area.run([python, "-c", script], deadline: .seconds(60))
      guard result.isSuccess else { continue }
      self.area = area
      self.python = python
      self.program = program
      return
    }
    let names = programs.map(\.rawValue).joined(separator: " nor ")
    throw MutationError(
      .missingProgram, "neither \(names) is installed for \(python): \(python) -m pip install \(programs[0].rawValue)")
  }

  /// Makes mutants of files and runs the project's tests with each.
  ///
  /// - Parameters:
  ///   - task: what is to be done.
  ///   - deadline: for all together; what was not run by then is `.ignored`.
  /// - Throws: `MutationError` when the program did not do it; `VerificationError`, `ProcessError`, `CancellationError`.
  package func run(_ task: Task, deadline: Duration) async throws -> PythonMutants {
    switch program {
    case .mutmut: try await runMutmut(task, deadline)
    case .cosmicRay: PythonMutants(results: try await runCosmicRay(task, deadline), keys: [:])
    }
  }

  private func runMutmut(_ task: Task, _ deadline: Duration) async throws -> PythonMutants {
    let start = ContinuousClock.now
    // What an earlier run left would be taken for this one's.
    let place = try RelativePath("mutants")
    area.removeFolder(place)
    // Python does not look again into a folder that was not there when it began.
    try area.makeFolder(place)
    let settings = try RelativePath("pyproject.toml")
    let old = String(decoding: try area.content(of: settings, limit: Self.fileLimit) ?? [], as: UTF8.self)
    let table = MutmutSettings(
      sources: task.sources, files: task.files, tests: task.tests, excluded: task.excluded)
    try area.write(Array(table.replacing(in: old).utf8), to: settings)
    let folders = task.roots.map { root in "\(area.path)/mutants" + (root.map { "/\($0)" } ?? "") }
    let result = try await area.run(
      [python] + program.words + ["run"],
      variables: PythonProject.variables + ["PYTHONPATH=\(folders.joined(separator: ":"))"], deadline: deadline,
      outputLimit: 1 << 20)
    let found = try task.files.compactMap { file -> MutmutFiles? in
      func text(_ path: String) throws -> String? {
        try area.content(of: RelativePath(path), limit: Self.fileLimit).map { String(decoding: $0, as: UTF8.self) }
      }
      guard let source = try text(file.string), let mutated = try text("mutants/\(file)"),
        let spans = try text("mutants/\(file).spans"), let meta = try text("mutants/\(file).meta")
      else { return nil }
      return MutmutFiles(path: file, source: source, mutated: mutated, spans: spans, meta: meta)
    }
    guard !found.isEmpty else { throw fault(result) }
    let notes = result.limit == nil ? [] : ["mutmut \(result.summary)"]
    let mutants = try MutmutFiles.switchable(found, notes: notes)
    return PythonMutants(results: mutants.results.timed(start.duration(to: .now)), keys: mutants.keys)
  }

  private func runCosmicRay(_ task: Task, _ deadline: Duration) async throws -> MutationResults {
    let start = ContinuousClock.now
    let (settings, session) = ("fulcrum-cosmic-ray.toml", "fulcrum-cosmic-ray.sqlite")
    try area.removeFile(try RelativePath(session))
    let paths = task.files.map { Self.quoted($0.string) }.joined(separator: ", ")
    let words = [python, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    let test = words + task.tests.map(\.string) + task.excluded.flatMap { ["--deselect", $0] }
    let text = """
      [cosmic-ray]
      module-path = [\(paths)]
      timeout = 30.0
      excluded-modules = []
      test-command = \(Self.quoted(test.map(Self.shellQuoted).joined(separator: " ")))

      [cosmic-ray.distributor]
      name = "local"

      """
    try area.write(Array(text.utf8), to: RelativePath(settings))
    let folders = task.roots.map { root in area.path + (root.map { "/\($0)" } ?? "") }
    let variables = PythonProject.variables + ["PYTHONPATH=\(folders.joined(separator: ":"))"]
    func run(_ more: [String], _ deadline: Duration, _ outputLimit: Int = 1 << 20) async throws -> CommandResult {
      try await area.run(
        [python] + program.words + more, variables: variables, deadline: deadline, outputLimit: outputLimit)
    }
    let begun = try await run(["init", settings, session], .seconds(300))
    guard begun.isSuccess else { throw fault(begun) }
    // It changes the files themselves, and leaves one changed when it is ended.
    let originals = try task.files.map { (path: $0, bytes: try area.content(of: $0, limit: Self.fileLimit)) }
    let executed = try await run(["exec", settings, session], min(deadline, Self.slowDeadline))
    for original in originals { if let bytes = original.bytes { try area.write(bytes, to: original.path) } }
    let dump = try await run(["dump", session], .seconds(120), 2 * Self.outputLimit)
    guard dump.isSuccess else { throw fault(dump) }
    let notes = executed.isSuccess ? [] : ["cosmic-ray \(executed.summary)"]
    return try CosmicRayDump.results(dump.standardOutput.text, notes: notes).timed(start.duration(to: .now))
  }

  /// One word of a line that cosmic-ray splits as a shell does.
  private static func shellQuoted(_ word: String) -> String {
    word.allSatisfy { $0.isLetter || $0.isNumber || "/._-:".contains($0) }
      ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  private func fault(_ result: CommandResult) -> MutationError {
    // Without what only turns while it works.
    let lines = (result.standardOutput.text + "\n" + result.standardError.text).split { $0.isNewline || $0 == "\r" }
    let words = lines.filter { !$0.contains("Generating mutants") }.joined(separator: "\n").suffix(500)
    return MutationError(.unreadableReport, "\(program.rawValue) made no mutants, it \(result.summary): \(words)")
  }

  private static func quoted(_ text: String) -> String { MutmutSettings.quoted(text) }
}

extension MutationResults {
  fileprivate func timed(_ duration: Duration) -> MutationResults {
    MutationResults(
      mutants: mutants, statuses: statuses, notes: notes, duration: duration,
      executed: score.killed + score.survived + score.timedOut)
  }
}
