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
  }

  private let area: WorkArea
  private let program: Program

  private static let fileLimit = 16 << 20
  private static let outputLimit = 64 << 20

  /// Finds a program.
  ///
  /// - Parameters:
  ///   - area: a copy of the project.
  ///   - programs: those that may be used, in the order in which they are looked for.
  /// - Throws: `MutationError` with code `.missingProgram`, which says how to install one; `ProcessError`.
  package init(in area: WorkArea, programs: [Program] = Program.allCases) async throws {
    for program in programs {
      do {
        let result = try await area.run([program.rawValue, "--help"], deadline: .seconds(60))
        guard result.isSuccess else { continue }
        self.area = area
        self.program = program
        return
      } catch let error as VerificationError where error.code == .invalidCommand {
        continue
      }
    }
    throw MutationError(
      .missingProgram,
      "there is no \(programs.map(\.rawValue).joined(separator: " or ")): pip install \(programs[0].rawValue)")
  }

  /// Makes mutants of files and runs the project's tests with each.
  ///
  /// - Parameters:
  ///   - files: source files, relative to the area.
  ///   - tests: the folder or file of the tests, relative to the area.
  ///   - deadline: for all together; what was not run by then is `.ignored`.
  /// - Throws: `MutationError` when the program did not do it; `VerificationError`, `ProcessError`, `CancellationError`.
  package func run(files: [RelativePath], tests: RelativePath, deadline: Duration) async throws -> MutationResults {
    switch program {
    case .mutmut: try await runMutmut(files, tests, deadline)
    case .cosmicRay: try await runCosmicRay(files, tests, deadline)
    }
  }

  private func runMutmut(
    _ files: [RelativePath], _ tests: RelativePath, _ deadline: Duration
  ) async throws -> MutationResults {
    let start = ContinuousClock.now
    let settings = try RelativePath("pyproject.toml")
    let old = String(decoding: try area.content(of: settings, limit: Self.fileLimit) ?? [], as: UTF8.self)
    try area.write(Array(MutmutSettings.adding(files: files, tests: tests, to: old).utf8), to: settings)
    let result = try await area.run(["mutmut", "run"], deadline: deadline, outputLimit: 1 << 20)
    let found = try files.compactMap { file -> MutmutFiles? in
      func text(_ path: String) throws -> String? {
        try area.content(of: RelativePath(path), limit: Self.fileLimit).map { String(decoding: $0, as: UTF8.self) }
      }
      guard let source = try text(file.string), let mutated = try text("mutants/\(file)"),
        let spans = try text("mutants/\(file).spans"), let meta = try text("mutants/\(file).meta")
      else { return nil }
      return MutmutFiles(path: file, source: source, mutated: mutated, spans: spans, meta: meta)
    }
    guard !found.isEmpty else { throw fault(result) }
    let notes = result.isSuccess ? [] : ["mutmut \(result.summary)"]
    return try MutmutFiles.results(found, notes: notes).timed(start.duration(to: .now))
  }

  private func runCosmicRay(
    _ files: [RelativePath], _ tests: RelativePath, _ deadline: Duration
  ) async throws -> MutationResults {
    let start = ContinuousClock.now
    let (settings, session) = ("fulcrum-cosmic-ray.toml", "fulcrum-cosmic-ray.sqlite")
    let paths = files.map { Self.quoted($0.string) }.joined(separator: ", ")
    let text = """
      [cosmic-ray]
      module-path = [\(paths)]
      timeout = 30.0
      excluded-modules = []
      test-command = \(Self.quoted("python -m pytest -x -q \(tests)"))

      [cosmic-ray.distributor]
      name = "local"

      """
    try area.write(Array(text.utf8), to: RelativePath(settings))
    let begun = try await area.run(["cosmic-ray", "init", settings, session], deadline: .seconds(300))
    guard begun.isSuccess else { throw fault(begun) }
    let executed = try await area.run(["cosmic-ray", "exec", settings, session], deadline: deadline)
    let dump = try await area.run(
      ["cosmic-ray", "dump", session], deadline: .seconds(120), outputLimit: 2 * Self.outputLimit)
    guard dump.isSuccess else { throw fault(dump) }
    let notes = executed.isSuccess ? [] : ["cosmic-ray \(executed.summary)"]
    return try CosmicRayDump.results(dump.standardOutput.text, notes: notes).timed(start.duration(to: .now))
  }

  private func fault(_ result: CommandResult) -> MutationError {
    let words = (result.standardError.text + result.standardOutput.text).suffix(500)
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
