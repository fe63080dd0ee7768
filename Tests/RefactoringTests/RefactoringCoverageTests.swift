import SourceText
import TestSupport
import Testing
import Verification

@testable import Refactoring

/// The gate `coverage` compares what was measured, and nothing else.
@Suite(.timeLimit(.minutes(2))) struct RefactoringCoverageTests {
  private let plan = ChangePlan(ReplacingEngine(old: "old", new: "new"))

  /// - Parameter condition: when the tests leave a report of coverage, in the shell's words.
  private func bench(reportsWhen condition: String) async throws -> RefactoringWorkbench {
    let bench = try await RefactoringWorkbench()
    let report = "printf 'SF:src/a.txt\\nDA:1,1\\nend_of_record\\n' > out/lcov.info"
    bench.commands = try RefactoringWorkbench.commands(
      test: "mkdir -p out; rm -f out/lcov.info; if \(condition); then \(report); fi\n" + RefactoringWorkbench.testScript
    )
    bench.commands.report = try RelativePath("out/lcov.info")
    bench.commands.sources = [try GlobPattern("src/**")]
    return bench
  }

  private func verdicts(_ step: StepOutcome) -> [GateResult.Verdict] {
    step.gates.filter { $0.gate == .coverage }.map(\.verdict)
  }

  @Test func `without a run of all tests nothing is said of the coverage`() async throws {
    let report = try await bench(reportsWhen: "true").run(plan) { $0.gates = [.parse, .build, .coverage] }
    #expect(report.baseline?.coverage != nil && report.done.count == 3)
    #expect(report.steps.map(verdicts) == [[.skipped], [.skipped], [.skipped]], "\(report.steps)")
  }

  @Test func `a step that makes the coverage unreadable is left, and the gate holds the others`() async throws {
    let report = try await bench(reportsWhen: "! grep -q new src/a.txt").run(plan) { $0.gates.insert(.coverage) }
    #expect(report.left.map(\.files) == [[try RelativePath("src/a.txt")]], "\(report.steps)")
    #expect(report.steps.map(verdicts) == [[.failed], [.passed], [.passed]], "\(report.steps)")
  }

  @Test func `a report that is missing once is asked for once more`() async throws {
    // The baseline runs the tests twice.
    let counting = "n=$(cat n 2>/dev/null || echo 0); n=$((n+1)); echo $n > n; test $n != 4"
    let report = try await bench(reportsWhen: counting).run(plan) { $0.gates = [.parse, .build, .tests, .coverage] }
    #expect(report.steps.map(verdicts) == [[.passed], [.passed], [.passed]], "\(report.steps)")
  }
}
