import Foundation
import Git
import SourceText
import TestSupport
import Testing

@testable import Refactoring

/// Whole runs on a small project: what is committed, what is left, and what a user finds afterwards.
@Suite(.timeLimit(.minutes(2))) struct RefactoringRunTests {
  private let engine = ReplacingEngine(old: "old", new: "new")

  @Test func `each step is a commit on a branch, and the checkout stays as it is`() async throws {
    let bench = try await RefactoringWorkbench()
    let before = try bench.checkout()
    let report = try await bench.run(ChangePlan(engine))
    #expect(report.done.count == 3 && report.left.isEmpty && report.stop == nil)
    #expect(report.reference == "refs/heads/refactor/new-words")
    #expect(try bench.builder.id(of: "refactor/new-words") == report.head)
    #expect(try bench.files(of: "refactor/new-words")["src/b.txt"] == "new b")
    #expect(
      try bench.files(of: "refactor/new-words").keys.sorted() == [
        "project.mark", "src/a.txt", "src/b.txt", "src/c.txt",
      ])
    #expect(try bench.builder.git("rev-list", "--count", "main..refactor/new-words") == "3")
    let message = try bench.builder.git("log", "-1", "--format=%B", "refactor/new-words")
    #expect(
      message.hasPrefix("Replace old in src/c.txt\n\nRecipe: new-words\nEngine: replace\nVerified: build, tests")
    )
    #expect(try bench.builder.git("log", "-1", "--format=%an <%ae>", "refactor/new-words") == "Ada <ada@example.org>")
    #expect(try bench.checkout() == before)
    #expect(report.steps[0].gates.map(\.gate) == [.parse, .build, .affectedTests, .tests])
    #expect(report.baseline?.passedCount == 3 && report.baseline?.runs == 2)
  }

  @Test func `a step that does not build or fails tests is taken back and named, and the others go on`() async throws {
    let bench = try await RefactoringWorkbench()
    var engine = engine
    engine.exceptions = ["src/a.txt": "BROKEN", "src/b.txt": "bug"]
    let report = try await bench.run(ChangePlan(engine))
    #expect(report.done.map(\.title) == ["Replace old in src/c.txt"])
    let left = report.left.map(\.ending)
    #expect(
      left == [
        .quarantined(.build, attempts: 1, lines: ["src/a.txt:1: it is broken"]),
        .quarantined(.tests, attempts: 1, lines: ["b.txt: a bug"]),
      ])
    #expect(try bench.files(of: report.head.hexadecimal)["src/a.txt"] == "old a")
  }

  @Test func `an engine gets the failure and may try three times`() async throws {
    let bench = try await RefactoringWorkbench()
    var engine = engine
    engine.exceptions = ["src/a.txt": "BROKEN"]
    engine.repairs = ["bug", "new"]
    let report = try await bench.run(ChangePlan(engine))
    #expect(report.done.count == 3)
    #expect(try bench.files(of: report.head.hexadecimal)["src/a.txt"] == "new a")
    engine.repairs = ["bug", "bug2", "new"]
    let second = try await bench.run(ChangePlan(engine)) { $0.branch = "refactor/second" }
    #expect(second.left.map(\.ending) == [.quarantined(.tests, attempts: 3, lines: ["a.txt: a bug"])])
  }

  @Test func `steps in one file are brought to what those before them made of it`() async throws {
    let bench = try await RefactoringWorkbench(["src/a.txt": "old and old, then old\nold\n"])
    let engine = ReplacingEngine(old: "old", new: "quite new")
    let report = try await bench.run(ChangePlan(engine))
    #expect(report.done.count == 4)
    #expect(
      try bench.files(of: report.head.hexadecimal)["src/a.txt"] == "quite new and quite new, then quite new\nquite new")
  }

  @Test func `steps that overlap wait for the next round`() async throws {
    let bench = try await RefactoringWorkbench(["src/a.txt": "aaaa\n"])
    // Three places of two letters each, which overlap.
    let report = try await bench.run(ChangePlan(ReplacingEngine(old: "aa", new: "b")))
    #expect(report.done.count == 2)
    #expect(try bench.files(of: report.head.hexadecimal)["src/a.txt"] == "bb")
  }

  @Test func `a plan that is trusted takes steps together, and a red batch is halved`() async throws {
    let names = (10..<40).map { "src/\($0).txt" }
    let bench = try await RefactoringWorkbench(Dictionary(uniqueKeysWithValues: names.map { ($0, "old\n") }))
    var engine = engine
    engine.exceptions = ["src/35.txt": "bug"]
    let report = try await bench.run(ChangePlan(engine))
    #expect(report.done.count == 29 && report.left.map { $0.files.map(\.string) } == [["src/35.txt"]])
    #expect(report.steps.contains { $0.batch > 4 })
    #expect(report.steps.last?.batch == 1)
    #expect(try bench.files(of: report.head.hexadecimal).values.count { $0 == "new" } == 29)
    // The next run knows that it failed.
    let again = try await bench.run(ChangePlan(ReplacingEngine(old: "new", new: "newer"))) {
      $0.branch = "refactor/again"
    }
    #expect(again.steps.isEmpty)
  }

  @Test func `tests that are red before end the run, unless what fails is compared`() async throws {
    let bench = try await RefactoringWorkbench(["src/a.txt": "old\n", "src/b.txt": "old bug\n"])
    let error = await #expect(throws: RefactoringError.self) { try await bench.run(ChangePlan(engine)) }
    #expect(error?.code == .precondition && error?.description.contains("b.txt: a bug; mend them first") == true)
    let report = try await bench.run(ChangePlan(engine)) { $0.allowsRed = true }
    #expect(report.done.count == 2 && report.baseline?.failing == ["b.txt"])
  }

  @Test func `a test that fails now and then is listed and not counted`() async throws {
    let bench = try await RefactoringWorkbench(["src/a.txt": "old\n"])
    bench.commands = try RefactoringWorkbench.commands(
      test: """
        mkdir -p out; n=$(cat out/n 2>/dev/null || echo 0); echo $((n+1)) > out/n
        case $((n%2)) in 1) s='<failure message="odd"/>';; *) s='';; esac
        printf '<testsuite><testcase name="a"/><testcase name="odd">%s</testcase></testsuite>' "$s" > out/junit.xml
        """)
    let report = try await bench.run(ChangePlan(engine))
    #expect(report.baseline?.flaky == ["odd"] && report.done.count == 1)
  }

  @Test func `without anything that builds the project, the report says which gates are left`() async throws {
    let bench = try await RefactoringWorkbench(["src/a.txt": "old\n"])
    try bench.builder.remove("project.mark")
    _ = try bench.builder.commit("no mark")
    let report = try await bench.run(ChangePlan(engine))
    #expect(report.done.count == 1)
    #expect(
      TextRefactoringReport.text(of: report).contains(
        "nothing is known that builds or tests this project; what held the steps is parse."))
  }

  @Test func `a preview shows the whole difference and makes nothing`() async throws {
    let bench = try await RefactoringWorkbench(["src/a.txt": "old\n", "src/b.txt": "old old\n"])
    let before = try bench.checkout()
    let report = try await RefactoringRun(ChangePlan(engine), bench.options(), in: bench.place()).preview()
    #expect(report.done.count == 3 && report.isPreview)
    #expect(report.difference.contains("--- a/src/b.txt\n+++ b/src/b.txt\n@@ -1 +1 @@\n-old old\n+new new\n"))
    #expect(try bench.checkout() == before)
    #expect(try bench.builder.git("for-each-ref", "--format=%(refname)") == "refs/heads/main")
  }

  @Test func `the first failure can end the run`() async throws {
    let bench = try await RefactoringWorkbench()
    var engine = engine
    engine.exceptions = ["src/b.txt": "BROKEN"]
    let report = try await bench.run(ChangePlan(engine)) { $0.steps.failsFast = true }
    #expect(report.done.count == 1 && report.left.count == 1 && report.stop == .failedFast)
  }

  @Test func `an engine is asked again until it has nothing more to propose`() async throws {
    let bench = try await RefactoringWorkbench(["src/a.txt": "aaaaaaaa\n"])
    var engine = ReplacingEngine(old: "aa", new: "a")
    engine.isByFile = false
    let report = try await bench.run(ChangePlan(engine, passes: 10))
    #expect(try bench.files(of: report.head.hexadecimal)["src/a.txt"] == "a")
    #expect(report.left.isEmpty)
  }
}
