internal import Processes
internal import SourceText

/// A project in any language, built, tested and measured by commands of the user's.
package struct ConfiguredProject: ProjectAdapter {
  package let area: WorkArea

  package let layout: ProjectLayout

  private let commands: ProjectCommands
  private let files: [RelativePath]

  /// Files of a project that are looked at.
  private static let fileLimit = 200_000

  /// Reads the project that lies in a work area.
  ///
  /// - Throws: `VerificationError` with code `.unreadableProject` when the file that marks such a project is not there.
  package static func open(in area: WorkArea, _ commands: ProjectCommands) throws -> ConfiguredProject {
    guard area.has(commands.mark) else {
      throw VerificationError(
        .unreadableProject,
        "there is no \(commands.mark), which marks the projects \(commands.name) of the configuration")
    }
    let files = try area.files(limit: fileLimit) { path in !path.components.contains { $0.hasPrefix(".") } }
    let tests = files.filter { file in commands.tests.contains { $0.matches(file) } }
    let known = Set(tests)
    let sources = files.filter { file in
      !known.contains(file) && (commands.sources.isEmpty || commands.sources.contains { $0.matches(file) })
    }
    var reasons = ["\(commands.mark) is there, which marks the projects \(commands.name) of the user's configuration"]
    reasons.append("tests by \(commands.test.words.first ?? "nothing")")
    reasons.append(
      commands.report.map { "coverage from \($0), in the format \(commands.format.rawValue)" }
        ?? "no coverage, since `report` does not name a file for it")
    let modules = [
      ProjectLayout.Module(name: commands.name, path: nil, sources: sources, isTest: false),
      ProjectLayout.Module(name: "tests", path: nil, sources: tests, isTest: true, frameworks: [.configured]),
    ]
    return ConfiguredProject(
      area: area, layout: ProjectLayout(kind: .configured, name: commands.name, modules: modules, reasons: reasons),
      commands: commands, files: files)
  }

  package func build() async throws -> BuildResult {
    guard let build = commands.build else {
      return BuildResult(isSuccess: true, diagnostics: [], tail: "", duration: .zero)
    }
    let result = try await run(build, deadline: build.deadline)
    let text = result.standardOutput.text + "\n" + result.standardError.text
    return BuildResult(
      isSuccess: result.isSuccess, diagnostics: CompilerDiagnostic.all(in: text, area: area.path),
      tail: OutputTail.text(result) + (result.limit == nil ? "" : "\nthe build \(result.summary)"),
      duration: result.duration)
  }

  package func test(_ request: TestRequest) async throws -> TestRun {
    let start = ContinuousClock.now
    if !request.isBuilt {
      let built = try await build()
      if let fault = built.fault {
        return TestRun(results: [], coverage: nil, fault: fault, tail: built.tail, duration: start.duration(to: .now))
      }
    }
    var tally = TestTally()
    let command = request.measuresCoverage ? commands.coverage ?? commands.test : commands.test
    if !request.names.isEmpty, !command.takesArguments {
      tally.addNote(
        "all tests are run: the command takes no names, which `arguments: true` in the configuration allows")
    }
    if !request.excluded.isEmpty { tally.addNote("no test is left out: the command cannot be told so") }
    if request.isShuffled { tally.addNote("the order is the usual one: the command cannot be told another") }
    let names = command.takesArguments ? request.names : []
    try CommandArguments.check(names, in: area.path)
    // What an earlier run left must not be taken for this one's.
    for file in [commands.results, request.measuresCoverage ? commands.report : nil] {
      if let file { try area.removeFile(file) }
    }
    let result = try await run(
      command, adding: names, variables: request.variables, deadline: min(request.deadline, command.deadline))
    try addResults(of: result, to: &tally, excluded: TestSelection(TestRequest(excluded: request.excluded)))
    var coverage: CoverageReport?
    if request.measuresCoverage {
      do throws(VerificationError) { coverage = try readCoverage(&tally) } catch {
        tally.addNote("coverage could not be had: \(error)")
      }
    }
    return TestRun(
      results: tally.results, coverage: coverage, fault: tally.fault, notes: tally.notes, tail: OutputTail.text(result),
      duration: start.duration(to: .now))
  }

  /// Takes the results from the report, or makes one of the exit code.
  private func addResults(of result: CommandResult, to tally: inout TestTally, excluded: TestSelection)
    throws(VerificationError)
  {
    if result.limit != nil { tally.addFault("the tests \(result.summary)") }
    guard let file = commands.results else {
      let status: TestResult.Status = result.limit == .deadline ? .timedOut : result.isSuccess ? .passed : .failed
      let message = status == .passed ? "" : "the command \(result.summary)"
      return tally.add(TestResult(name: commands.name, status: status, message: message, duration: result.duration))
    }
    guard let bytes = try area.content(of: file, limit: JUnitReport.sizeLimit) else {
      return tally.addFault("the tests left no results in \(file); the command \(result.summary)")
    }
    let results = try JUnitReport.results(in: bytes) { className, name, _ in
      className.isEmpty ? name : "\(className).\(name)"
    }
    for result in results { tally.add(result) }
    let isRed = results.contains { $0.status == .failed }
    if !result.isSuccess, result.limit == nil, !isRed {
      tally.addFault("the command \(result.summary), though no test failed")
    }
  }

  private func readCoverage(_ tally: inout TestTally) throws(VerificationError) -> CoverageReport {
    guard let file = commands.report else {
      throw VerificationError(
        .unreadableReport, "`report` in the configuration of \(commands.name) names no file for it")
    }
    guard let bytes = try area.content(of: file, limit: CoverageFormat.sizeLimit) else {
      throw VerificationError(.unreadableReport, "the command left no report in \(file)")
    }
    let read = try commands.format.read(bytes, CoveragePaths(area: area.path, files: files))
    if !read.unmatched.isEmpty {
      let some = read.unmatched.prefix(3).joined(separator: ", ")
      tally.addNote("the report of coverage names \(read.unmatched.count) files that are not the project's: \(some)")
    }
    let sources = Set(layout.modules.filter { !$0.isTest }.flatMap(\.sources))
    return read.report.restricted(to: sources.contains)
  }

  private func run(
    _ command: ConfiguredCommand, adding arguments: [String] = [], variables: [String] = [], deadline: Duration
  ) async throws -> CommandResult {
    try await area.run(
      command.words + arguments, variables: command.variables + variables, deadline: deadline, limits: command.limits,
      reading: command.readable)
  }
}
