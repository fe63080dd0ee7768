internal import SourceCode
internal import SourceText
internal import Tools
internal import Verification

/// Tries whole files of tests, one by one: what stays builds, passes and goes on passing, and covers a line that nothing did.
actor TestFileTrial: TestCodeBench {
  private let project: ConfiguredProject
  private let commands: ProjectCommands
  private let selection: Selection

  /// The selected files with their texts.
  private let sources: [(path: RelativePath, text: String)]

  /// When no further file is tried; nil for no such moment.
  private let end: ContinuousClock.Instant?

  /// The last run in which all was well.
  private(set) var last: TestRun

  /// Files that stay, with how many lines each covers that nothing did before it.
  private(set) var kept: [(path: RelativePath, text: String, gain: Int)] = []

  /// How often a file's tests must pass besides.
  private static let repetitions = [["TZ=Asia/Kathmandu"], ["TZ=America/St_Johns"]]

  /// Characters of what a failing test has said.
  private static let messageLimit = 1_500

  /// - Parameters:
  ///   - last: a run with coverage, without any new file.
  ///   - end: when no further file is tried; nil for no such moment.
  init(
    project: ConfiguredProject, commands: ProjectCommands, selection: Selection,
    sources: [(path: RelativePath, text: String)], last: TestRun,
    until end: ContinuousClock.Instant?
  ) {
    self.end = end
    self.project = project
    self.commands = commands
    self.selection = selection
    self.sources = sources
    self.last = last
  }

  func run(_ tests: [ProposedTestCode]) async throws -> [TestCodeVerdict] {
    var verdicts: [TestCodeVerdict] = []
    for test in tests { verdicts.append(try await verdict(on: test)) }
    return verdicts
  }

  /// The functions with lines that nothing runs; of a file that no report speaks of, all of its functions.
  func targets() -> [TestCodeTarget] {
    let coverage = last.coverage?.restricted(to: selection)
    return sources.flatMap { source -> [TestCodeTarget] in
      let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)
      let filled = lines.indices.filter { !lines[$0].allSatisfy(\.isWhitespace) }.map { $0 + 1 }
      let known = coverage?.files.first { $0.path == source.path }?.lines
      var open = Set(known.map { $0.filter { $0.value == 0 }.map(\.key) } ?? filled)
        .filter { selection.contains(source.path, line: $0) }
      var targets: [TestCodeTarget] = []
      for symbol in UncoveredTargets.functions(in: source) {
        let own = open.filter { symbol.lines.contains($0) }
        guard !own.isEmpty else { continue }
        open.subtract(own)
        targets.append(
          TestCodeTarget(
            path: source.path, title: symbol.container.map { "\($0).\(symbol.name)" } ?? symbol.name,
            name: symbol.name, lines: symbol.lines, uncovered: own))
      }
      // What no report speaks of outside of functions is mostly no code.
      if known != nil, let first = open.min(), let end = open.max() {
        targets.append(
          TestCodeTarget(
            path: source.path, title: source.path.name, name: source.path.name, lines: LineRange(first, end),
            uncovered: open))
      }
      return targets
    }.sorted { left, right in
      (right.gaps, left.path.string, left.lines.first) < (left.gaps, right.path.string, right.lines.first)
    }
  }

  private func verdict(on test: ProposedTestCode) async throws -> TestCodeVerdict {
    let area = project.area
    guard let path = test.path.flatMap({ try? RelativePath($0) }) else { return .failed("its path is none") }
    guard !area.has(path) else { return .failed("the file is there already") }
    guard commands.tests.contains(where: { $0.matches(path) }) else {
      return .failed("it is no file of tests by the patterns of the configuration")
    }
    if isLate { return .failed("there was no time to try it") }
    if let objection = TestFileGuard.objection(to: test.code, at: path) { return .failed(objection) }
    let text = test.code.hasSuffix("\n") ? test.code : test.code + "\n"
    try area.write(Array(text.utf8), to: path)
    var isKept = false
    defer { if !isKept { try? area.removeFile(path) } }
    let build = try await project.build()
    if let fault = build.fault {
      let said = build.tail.replacing("\(area.path)/", with: "").suffix(Self.messageLimit)
      return .failed("it does not build: \(fault)\n\(said)")
    }
    let run = try await project.test(limited(TestRequest(measuresCoverage: true, isBuilt: true)))
    if let failure = failure(of: run) { return .differing(happened: failure, mended: nil) }
    if let fault = fault(of: run) { return .failed(fault) }
    let new = Self.new(in: run, besides: last)
    guard commands.results == nil || !new.isEmpty else {
      return .failed("the results name no new test that passes")
    }
    let gain = covered(run).subtracting(covered(last)).count
    guard gain > 0 else { return .failed("it covers no line that others do not") }
    for variables in Self.repetitions {
      if isLate { return .failed("there was no time to run it again") }
      let again = try await project.test(limited(TestRequest(isBuilt: true, variables: variables)))
      if let reason = failure(of: again) ?? fault(of: again) {
        return .failed("run again (\(variables.joined(separator: " "))): \(reason)")
      }
      guard commands.results == nil || Self.new(in: again, besides: last).isSuperset(of: new) else {
        return .failed("run again (\(variables.joined(separator: " "))): not each new test passes")
      }
    }
    isKept = true
    last = run
    kept.append((path, text, gain))
    return .accepted("\(gain) \(gain == 1 ? "line" : "lines") more")
  }

  private var isLate: Bool { end.map { ContinuousClock.now >= $0 } ?? false }

  /// The same run, which does not go beyond the end.
  private func limited(_ request: TestRequest) -> TestRequest {
    guard let end else { return request }
    var request = request
    request.deadline = min(request.deadline, max(.seconds(5), ContinuousClock.now.duration(to: end)))
    return request
  }

  /// Why no new test can be tried; nil where nothing speaks against it.
  ///
  /// - Parameters:
  ///   - baseline: a run without any new file.
  ///   - hasResults: whether runs give a result for each test, and not one for all.
  static func objection(to baseline: TestRun, hasResults: Bool) -> String? {
    guard !hasResults, baseline.fault != nil || baseline.results.contains(where: isRed) else { return nil }
    return
      "the project's own tests fail, and without `results` in the configuration a run does not tell whether a new test "
      + "passes beside them"
  }

  /// The tests of a run that pass and were not there in another.
  static func new(in run: TestRun, besides last: TestRun) -> Set<String> {
    Set(run.results.filter { $0.status == .passed }.map(\.name)).subtracting(last.results.map(\.name))
  }

  private static func isRed(_ result: TestResult) -> Bool { result.status != .passed && result.status != .skipped }

  /// A test that fails and did not in the last run, in words.
  private func failure(of run: TestRun) -> String? {
    let red = Set(last.results.filter { $0.status != .passed }.map(\.name))
    let failed = run.results.first { $0.status != .passed && $0.status != .skipped && !red.contains($0.name) }
    guard let failed else { return nil }
    // Where the exit code is all that tells, what the command wrote says more. The copy's place says nothing.
    let said = (commands.results == nil ? run.tail : failed.message).replacing("\(project.area.path)/", with: "")
    return "\(failed.name) fails: \(said.suffix(Self.messageLimit))"
  }

  private func fault(of run: TestRun) -> String? { last.fault == nil ? run.fault : nil }

  private func covered(_ run: TestRun) -> Set<String> {
    let files = run.coverage?.restricted(to: selection).files ?? []
    return Set(files.flatMap { file in file.lines.filter { $0.value > 0 }.map { "\(file.path):\($0.key)" } })
  }
}
