internal import SourceText
package import Verification

/// Builds the project and runs its tests before anything is changed.
package struct BaselineStage: Sendable {
  /// Nil when nothing is known that builds or tests the project.
  private let project: (any ProjectAdapter)?
  private let gates: Set<Gate>
  private let runs: Int
  private let allowsRed: Bool
  private let deadline: Duration
  private let tree: JudgedTree?

  /// - Parameters:
  ///   - gates: those that are asked later: what none of them needs is not done.
  ///   - runs: how often the tests are run, at least once.
  ///   - allowsRed: whether tests may fail; what failed then is no fault later.
  ///   - deadline: of one run of the tests.
  ///   - tree: brings the area back to the commit after each program.
  package init(
    _ project: (any ProjectAdapter)?, gates: Set<Gate>, runs: Int, allowsRed: Bool,
    deadline: Duration = .seconds(1800), tree: JudgedTree? = nil
  ) {
    self.project = project
    self.gates = gates
    self.runs = max(1, runs)
    self.allowsRed = allowsRed
    self.deadline = deadline
    self.tree = tree
  }

  /// - Throws: `RefactoringError` with code `.precondition` for a project that does not build, or whose tests fail.
  package func run(progress: (String) -> Void) async throws -> Baseline {
    var baseline = Baseline()
    guard let project else { return baseline }
    let wantsTests = !gates.isDisjoint(with: [.affectedTests, .tests, .coverage])
    guard wantsTests || !gates.isDisjoint(with: [.build, .interface, .behaviour]) else { return baseline }
    progress("building \(project.layout.name) as it is")
    let build = try await project.build()
    let changed = try await tree?.restore() ?? []
    if !changed.isEmpty {
      baseline.notes.append("Building changes \(RelativePath.list(changed)), which is put back each time.")
    }
    if let fault = build.fault {
      throw RefactoringError(
        .precondition,
        "\(project.layout.name) cannot be refactored: \(fault). Mend that first; every step is held against a build")
    }
    baseline.hasBuild = true
    guard wantsTests else { return baseline }
    do {
      try await runTests(of: project, &baseline, progress)
    } catch let error as VerificationError where error.code == .noTests {
      baseline.notes.append("No tests hold the steps to what the code does: \(error).")
    }
    return baseline
  }

  private func runTests(
    of project: any ProjectAdapter, _ baseline: inout Baseline, _ progress: (String) -> Void
  ) async throws {
    var statuses: [String: Set<TestResult.Status>] = [:]
    var messages: [String: String] = [:]
    var faults: [String] = []
    var rewritten: Set<RelativePath> = []
    for run in 1...runs {
      try Task.checkCancellation()
      progress("running the tests as they are (\(run) of \(runs))")
      let result = try await project.test(
        TestRequest(measuresCoverage: run == 1 && gates.contains(.coverage), isBuilt: true, deadline: deadline))
      rewritten.formUnion(try await tree?.restore() ?? [])
      if run == 1 { baseline.coverage = result.coverage?.lines }
      baseline.notes += result.notes.filter { !baseline.notes.contains($0) }
      for test in result.results {
        statuses[test.name, default: []].insert(test.status)
        if test.status != .passed, test.status != .skipped { messages[test.name] = test.message }
      }
      if let fault = result.fault { faults.append(fault) }
    }
    baseline.runs = runs
    baseline.rewritten = rewritten.map(\.string).sorted()
    if !rewritten.isEmpty {
      baseline.notes.append(
        "Running the tests changes \(RelativePath.list(rewritten.sorted())), which is put back each time.")
    }
    baseline.hasTests = !statuses.isEmpty
    for (name, seen) in statuses {
      let isRed = !seen.isSubset(of: [.passed, .skipped])
      if isRed, seen.contains(.passed) {
        baseline.flaky.append(name)
      } else if isRed {
        baseline.failing.append(name)
      } else if seen.contains(.passed) {
        baseline.passedCount += 1
      }
    }
    baseline.flaky.sort()
    baseline.failing.sort()
    baseline.isCutShort = !faults.isEmpty
    try check(baseline, messages, faults)
    if statuses.isEmpty { baseline.notes.append("The tests ran and named none: no test holds the steps to anything.") }
  }

  private func check(_ baseline: Baseline, _ messages: [String: String], _ faults: [String]) throws {
    guard !allowsRed else { return }
    let remedy = "mend them first, or --allow-red compares what fails before and after"
    if let first = baseline.failing.first {
      let message = messages[first].flatMap { $0.split(whereSeparator: \.isNewline).first }.map {
        ": \($0.prefix(200))"
      }
      let more = baseline.failing.count > 1 ? ", and \(baseline.failing.count - 1) more" : ""
      throw RefactoringError(
        .precondition, "tests fail before anything was changed: \(first)\(message ?? "")\(more); \(remedy)")
    }
    if let fault = faults.first {
      throw RefactoringError(
        .precondition, "the tests do not come to their end before anything was changed: \(fault); \(remedy)")
    }
  }
}
