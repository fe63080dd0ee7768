internal import SourceText
internal import Verification

/// Tries whole files of tests, one by one: what stays builds, passes and goes on passing, and covers a line that nothing did.
struct TestFileTrial {
  let project: ConfiguredProject
  let commands: ProjectCommands
  let selection: Selection

  /// The last run in which all was well.
  private(set) var last: TestRun

  private(set) var kept: [ProposedTestFile] = []
  private(set) var rejections: [GenerationReport.Rejection] = []

  /// How often a file's tests must pass besides.
  private static let repetitions = [["TZ=Asia/Kathmandu"], ["TZ=America/St_Johns"]]

  init(project: ConfiguredProject, commands: ProjectCommands, selection: Selection, last: TestRun) {
    self.project = project
    self.commands = commands
    self.selection = selection
    self.last = last
  }

  mutating func run(
    _ engines: [any TestFileEngine], sources: [(path: RelativePath, text: String)], examples: [ProposedTestFile],
    rounds: Int, until end: ContinuousClock.Instant?, watch: @Sendable (GenerationProgress) -> Void
  ) async throws {
    for engine in engines {
      var rejected: [(file: ProposedTestFile, reason: String)] = []
      for number in 1...max(1, rounds) {
        if let end, ContinuousClock.now >= end { return }
        let now = last.coverage?.restricted(to: selection)
        let round = TestFileRound(
          number: number, targets: now.map { UncoveredTargets.ranked(in: $0, sources: sources) } ?? [],
          sources: sources.map { GenerationReport.Source(path: $0.path, text: $0.text, now, now) },
          examples: examples, rejected: rejected)
        watch(GenerationProgress("round \(number): \(engine.name) writes tests"))
        let files = try await engine.propose(round)
        guard !files.isEmpty else { break }
        rejected = []
        for file in files {
          guard let reason = try await self.reason(against: file) else { continue }
          rejected.append((file, reason))
          rejections.append(
            GenerationReport.Rejection(subject: file.path.string, text: file.text, reason: reason))
        }
      }
    }
  }

  /// Writes a file and runs all tests with it.
  ///
  /// - Returns: why it is taken away again; nil when it stays.
  private mutating func reason(against file: ProposedTestFile) async throws -> String? {
    let area = project.area
    guard !area.has(file.path) else { return "the file is there already" }
    guard commands.tests.contains(where: { $0.matches(file.path) }) else {
      return "it is no file of tests by the patterns of the configuration"
    }
    try area.write(Array(file.text.utf8), to: file.path)
    var reason: String?
    defer { if reason != nil { try? area.removeFile(file.path) } }
    let build = try await project.build()
    if let fault = build.fault {
      reason = fault
      return reason
    }
    let run = try await project.test(TestRequest(measuresCoverage: true, isBuilt: true))
    reason = fault(of: run)
    let gain = Self.covered(run, selection) - Self.covered(last, selection)
    if reason == nil, gain <= 0 { reason = "it covers no line that others do not" }
    for variables in Self.repetitions where reason == nil {
      reason = fault(of: try await project.test(TestRequest(isBuilt: true, variables: variables)))
        .map { "under other circumstances (\(variables.joined(separator: " "))) \($0)" }
    }
    guard reason == nil else { return reason }
    last = run
    kept.append(file)
    return nil
  }

  /// What is worse than in the last run.
  private func fault(of run: TestRun) -> String? {
    let red = Set(last.results.filter { $0.status != .passed }.map(\.name))
    let failed = run.results.filter { $0.status != .passed && $0.status != .skipped && !red.contains($0.name) }
    if let first = failed.first { return "\(first.name) fails: \(first.message.suffix(1000))" }
    if last.fault == nil, let fault = run.fault { return fault }
    return nil
  }

  private static func covered(_ run: TestRun, _ selection: Selection) -> Int {
    run.coverage?.restricted(to: selection).lines.covered ?? 0
  }
}
