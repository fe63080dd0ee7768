import Foundation
import Git
import SourceText
import TestSupport
import Testing
import Verification

@testable import Refactoring

/// Builds and tests that change what they are asked about: what is judged is what is committed.
@Suite(.timeLimit(.minutes(2))) struct RefactoringTreeTests {
  private let plan = ChangePlan(ReplacingEngine(old: "old", new: "new"))

  /// A bench with one file, what is expected of it, and a folder that the repository ignores.
  ///
  /// - Parameter test: sets `s` to what the report says of the test `a`.
  private func bench(test: String) async throws -> RefactoringWorkbench {
    let bench = try await RefactoringWorkbench(["src/a.txt": "old\n", "golden/a.txt": "old\n", ".gitignore": "out/\n"])
    bench.commands = try RefactoringWorkbench.commands(
      test: """
        mkdir -p out; s=''; n=$(cat out/n 2>/dev/null || echo 0); n=$((n+1)); echo $n > out/n
        \(test)
        echo "<testsuite><testcase name=\\"a\\">$s</testcase></testsuite>" > out/junit.xml
        """)
    return bench
  }

  private func run(
    _ bench: RefactoringWorkbench, _ plan: ChangePlan? = nil, _ change: (inout RunOptions) -> Void = { _ in }
  ) async throws -> RefactoringReport {
    let scope = [try RelativePath("src")]
    return try await bench.run(plan ?? self.plan) {
      $0.steps.scope = scope
      change(&$0)
    }
  }

  private func redLines(_ report: RefactoringReport) -> [String] {
    report.left.flatMap { if case .quarantined(.tests, _, let lines) = $0.ending { lines } else { ["another gate"] } }
  }

  @Test(
    arguments: [
      // Fails, and passes the next time.
      ("cp src/a.txt golden/a.txt; s='<failure message=\"other\"/>'", "a: other"),
      // Passes, and nobody would know.
      ("cp src/a.txt golden/a.txt", "the tests changed \"golden/a.txt\", which they did not do before"),
      // Goes, and is not missed the next time.
      (
        "if test -e golden/a.txt; then rm golden/a.txt; s='<failure message=\"gone\"/>'; fi",
        "a: gone"
      ),
    ])
  func `a test that writes its expectation anew turns the step red`(mending: String, words: String) async throws {
    let bench = try await bench(test: "if ! cmp -s src/a.txt golden/a.txt; then \(mending); fi")
    let report = try await run(bench)
    #expect(report.done.isEmpty && report.baseline?.flaky == [])
    #expect(redLines(report).first?.hasPrefix(words) == true, "\(report.steps)")
  }

  @Test func `a test that writes an expectation for the next time turns the step red`() async throws {
    let bench = try await bench(
      test: """
        f=golden/$(cat src/a.txt).txt
        if ! test -e $f; then cp src/a.txt $f; s='<failure message="recorded"/>'; fi
        """)
    try bench.builder.write("golden/old.txt", "old\n")
    _ = try bench.builder.commit("what is expected")
    // The second engine proposes what the first has, and must not find what was written down for it.
    let report = try await run(
      bench,
      ChangePlan(plan.engines[0], ReplacingEngine(name: "again", old: "old", new: "new")))
    #expect(report.done.isEmpty)
    #expect(redLines(report).first == "a: recorded", "\(report.steps)")
  }

  @Test func `what the tests have always changed is put back and does not matter`() async throws {
    let bench = try await bench(test: "echo $n >> golden/a.txt")
    let report = try await run(bench)
    #expect(report.done.count == 1 && report.left.isEmpty, "\(report.steps)")
    #expect(report.baseline?.notes == ["Running the tests changes \"golden/a.txt\", which is put back each time."])
    #expect(try bench.files(of: report.head.hexadecimal)["golden/a.txt"] == "old")
  }

  @Test func `a test that fails without the change too is flaky, and a run that goes on knows it`() async throws {
    // The baseline is the first run; then with the change, twice more with it, and without it.
    let bench = try await bench(test: "case $n in 2|5) s='<failure message=\"odd\"/>';; esac")
    let report = try await run(bench) { $0.testRuns = 1 }
    #expect(report.done.count == 1 && report.baseline?.flaky == ["a"], "\(report.steps)")
    #expect(try bench.files(of: report.head.hexadecimal)["src/a.txt"] == "new")
    #expect(report.steps[0].gates.last?.lines.first?.hasSuffix("and is flaky") == true)
    let again = try await run(bench) { $0.resumes = true }
    #expect(again.baseline?.flaky == ["a"] && again.head == report.head)
  }

  @Test func `a test that never fails without the change is unsteady by it`() async throws {
    let bench = try await bench(
      test: "if grep -q new src/a.txt && ! test -e out/x; then touch out/x; s='<failure message=\"odd\"/>'; fi")
    let report = try await run(bench)
    #expect(report.done.isEmpty && report.baseline?.flaky == [])
    #expect(redLines(report).contains { $0.hasSuffix("so that the change made it unsteady") }, "\(report.steps)")
  }

  @Test func `what a build does to the sources gets into no commit, and is told`() async throws {
    let bench = try await RefactoringWorkbench()
    bench.commands.build = ConfiguredCommandFixture.command(
      "for f in src/?.txt; do echo touched >> $f; done; echo x > src/made.txt")
    let report = try await bench.run(plan)
    #expect(report.done.count == 3 && report.left.isEmpty, "\(report)")
    #expect(report.baseline?.notes.first?.hasPrefix("Building changes \"src/a.txt\"") == true)
    #expect(
      try bench.files(of: report.head.hexadecimal) == [
        "project.mark": "", "src/a.txt": "new a", "src/b.txt": "new b", "src/c.txt": "new c",
      ])
  }
}
