internal import JSON
internal import Processes
internal import SourceText

/// One run of a Python project's tests.
///
/// When a test ends the process, it is named, and the others are run without it.
struct PythonTestSession {
  /// How often the tests are started anew after the process died.
  private static let roundLimit = 25

  var tally = TestTally()
  private(set) var tail = ""

  private let project: PythonProject
  private let request: TestRequest
  private let folder: RelativePath
  private let deadline: ContinuousClock.Instant
  private let measurement: PythonCoverage

  /// - Parameter folder: a folder of the work area for what the run writes.
  init(_ project: PythonProject, _ request: TestRequest, folder: RelativePath) throws {
    self.project = project
    self.request = request
    self.folder = folder
    deadline = .now + request.deadline
    measurement = try PythonCoverage(project, folder: folder)
    try write(PythonScripts.pytest, "\(PythonScripts.pytestName).py")
    try write(PythonScripts.unittest, "\(PythonScripts.unittestName).py")
  }

  mutating func run() async throws {
    let listed = try await start(names: nil, isListing: true)
    guard let known = listed.log.planned.isEmpty && !listed.log.isComplete ? nil : listed.log.planned else {
      return tally.addFault("the tests cannot be listed: \(OutputTail.text(listed.result).suffix(1000))")
    }
    for error in listed.log.errors { tally.addFault("tests do not load: \(error)") }
    let selection = TestSelection(request)
    for name in selection.unknown(among: known) { tally.addNote("there is no test \(name)") }
    var remaining = known.filter(selection.contains)
    for _ in 0..<Self.roundLimit where !remaining.isEmpty {
      let (result, log) = try await start(names: remaining, isListing: false)
      tail = OutputTail.text(result)
      tally.replace(log.results)
      let isStopped = result.limit == .deadline
      if let name = log.inFlight, isStopped || !log.isComplete {
        let message = isStopped ? "it was still running when the time was over" : "the process \(result.summary)"
        tally.replace([TestResult(name: name, status: isStopped ? .timedOut : .crashed, message: message)])
      }
      if isStopped {
        let running = log.inFlight.map { "; still running: \($0)" } ?? ""
        return tally.addFault("the tests did not end within \(request.deadline.components.seconds) s\(running)")
      }
      if log.isComplete {
        for name in remaining where !tally.has(name) { tally.addNote("no result came of \(name)") }
        return
      }
      guard log.inFlight != nil else {
        return tally.addFault("the test process \(result.summary) outside of any test: \(tail.suffix(500))")
      }
      // A process that dies leaves no record of what it covered.
      let fatal = Set(tally.fatal)
      remaining = remaining.filter { request.measuresCoverage ? !fatal.contains($0) : !tally.has($0) }
    }
    if !remaining.isEmpty {
      tally.addFault("the test process died \(Self.roundLimit) times; \(remaining.count) tests were not run")
    }
  }

  /// What the run covered of the project's own code.
  ///
  /// - Throws: `VerificationError` with code `.missingToolchain` or `.unreadableReport`; `ProcessError`.
  func coverage() async throws -> CoverageReport { try await measurement.report() }

  private func start(names: [String]?, isListing: Bool) async throws -> (result: CommandResult, log: PythonTestLog) {
    let folders = project.layout.modules.filter { $0.isTest || $0.sources.contains(where: PythonLayout.isTestFile) }
    let plan: JSONValue = [
      "names": names.map { .array($0.map { JSONValue($0) }) } ?? .null,
      "shuffled": .bool(request.isShuffled && !isListing), "lists": .bool(isListing),
      "folders": .array(folders.map { JSONValue($0.path?.string ?? ".") }),
    ]
    try write(plan.serialized(), "plan.json")
    try write("", "events.jsonl")
    let measured = request.measuresCoverage && !isListing && project.interpreter.hasCoverage
    var words = measured ? measurement.words : [project.interpreter.path]
    if project.framework == .pytest {
      words += ["-m", "pytest", "-p", PythonScripts.pytestName, "-p", "no:cacheprovider", "-q"]
      words += isListing ? ["--collect-only"] : []
    } else {
      words += [path("\(PythonScripts.unittestName).py")]
    }
    let left = ContinuousClock.now.duration(to: deadline)
    let result = try await project.area.run(
      words, variables: PythonProject.variables + [project.pythonPath(after: [path(nil)])] + request.variables,
      deadline: max(left, .milliseconds(100)))
    let events = try project.area.content(
      of: try RelativePath("\(folder)/events.jsonl"), limit: PythonTestLog.sizeLimit)
    return (result, PythonTestLog(events ?? []))
  }

  private func write(_ text: String, _ name: String) throws {
    try project.area.write(Array(text.utf8), to: try RelativePath("\(folder)/\(name)"))
  }

  private func path(_ name: String?) -> String { "\(project.area.path)/\(folder)" + (name.map { "/\($0)" } ?? "") }
}
