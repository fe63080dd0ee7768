import Editing
import Foundation
import Git
import SourceText
import TestSupport
import Testing
import Verification

@testable import Refactoring

/// What a run finds that another one left behind when it was killed; its state is made by hand.
@Suite(.timeLimit(.minutes(2))) struct RefactoringResumeTests {
  private let plan = ChangePlan(ReplacingEngine(old: "old", new: "new"))

  @Test func `a work tree that a killed run had half changed is healed by the next one`() async throws {
    let bench = try await RefactoringWorkbench()
    let place = try await bench.place()
    let report = try await bench.run(plan) { $0.result = .apply }
    #expect(try await RunDelivery(of: place).apply(report) == 3)
    // Killed after two of the files, before it was noted that all are done.
    let journals = "\(bench.state)/journals"
    let folder = "\(journals)/\(try #require(FileManager.default.contentsOfDirectory(atPath: journals).first))"
    let name = try #require(FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".jsonl") })
    let lines = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8).split(separator: "\n")
    let text = lines.dropLast().map { "\($0)\n" }.joined()
    try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
    try bench.builder.write("src/c.txt", "old c\n")
    let again = try await bench.run(plan) { $0.result = .apply }
    #expect(again.notes.contains { $0.hasPrefix("A run before this one was cut off while it applied") })
    #expect(try bench.builder.git("status", "--porcelain") == "")
    #expect(try await RunDelivery(of: place).apply(again) == 3)
    #expect(try bench.builder.git("show", ":src/a.txt") == "old a")
  }

  @Test func `only a run that somebody may go on with keeps its folder`() async throws {
    let bench = try await RefactoringWorkbench()
    var engine = ReplacingEngine(old: "old", new: "new")
    engine.exceptions = ["src/b.txt": "BROKEN"]
    var known: [Bool] = []
    for (number, plan) in [ChangePlan(engine), plan, plan].enumerated() {
      _ = try await bench.run(plan) {
        $0.branch = "refactor/run-\(number)"
        if number == 2 { $0.result = .patch }
      }
      let options = try bench.options {
        $0.branch = "refactor/run-\(number)"
        if number == 2 { $0.result = .patch }
      }
      let (folder, _) = try await RefactoringRun(plan, options, in: bench.place()).openedFolder()
      known.append(RefactoringRun.canGoOn(folder.lines))
      #expect(RefactoringRun.canGoOn(folder.lines.dropLast()))
    }
    // One left a step, one is whole, one was not handed over.
    #expect(known == [true, false, true] && !RefactoringRun.canGoOn([]))
  }

  @Test func `what was never handed over is kept when a run begins anew`() async throws {
    let bench = try await RefactoringWorkbench()
    let first = try await bench.run(plan) { $0.result = .patch }
    let second = try await bench.run(plan) { $0.result = .patch }
    let kept = "refs/fulcrum/refactor/\(first.head)"
    #expect(second.notes.contains { $0.contains(kept) })
    #expect(try bench.builder.id(of: kept) == first.head)
  }

  @Test func `a run that goes on builds first what it holds the steps against`() async throws {
    let bench = try await RefactoringWorkbench()
    _ = try await bench.run(plan)
    try await bench.cut(plan) { if case .planned = $0 { true } else { false } }
    bench.commands.build = ConfiguredCommandFixture.command("echo 'src/a.txt:1:1: error: no more' >&2; exit 1")
    let error = await #expect(throws: RefactoringError.self) { try await bench.run(plan) { $0.resumes = true } }
    #expect(error?.description.contains("does not build any more as it was when the run stopped") == true)
  }

  @Test func `what a run that goes on commits first lies there for the steps after it`() async throws {
    let bench = try await RefactoringWorkbench()
    let plan = ChangePlan(ReplacingEngine(old: "old", new: "new"), ReplacingEngine(old: "new", new: "newer"))
    let whole = try await bench.run(plan)
    #expect(whole.done.count == 6)
    try await bench.cut(plan) { if case .verified = $0 { true } else { false } }
    let report = try await bench.run(plan) { $0.resumes = true }
    #expect(report.head == whole.head && report.done.count == 6)
  }

  @Test(arguments: ["verified", "committed"])
  func `a run that goes on knows how many tests passed before its next step`(last: String) async throws {
    let bench = try await RefactoringWorkbench()
    let plan = ChangePlan(AddingAndRemoving())
    let whole = try await bench.run(plan)
    #expect(whole.done.count == 1 && whole.left.count == 1)
    try await bench.cut(plan) { record in
      switch record {
      case .verified: last == "verified"
      case .committed: last == "committed"
      default: false
      }
    }
    let report = try await bench.run(plan) { $0.resumes = true }
    #expect(report.isResumed && report.head == whole.head)
    #expect(
      report.left.map(\.ending) == [
        .quarantined(.tests, attempts: 1, lines: ["3 tests passed, where it were 4 before"])
      ])
  }

  @Test func `a run whose baseline was red begins with what is there now`() async throws {
    let bench = try await RefactoringWorkbench(["src/a.txt": "old bug\n"])
    await #expect(throws: RefactoringError.self) { try await bench.run(plan) }
    try bench.builder.write("src/a.txt", "old a\n")
    let mended = try bench.builder.commit("mended")
    let report = try await bench.run(plan) { $0.resumes = true }
    #expect(report.base.hexadecimal == "\(mended)" && report.done.count == 1)
  }

  @Test func `a run goes on only with the message that it was begun with`() async throws {
    let bench = try await RefactoringWorkbench()
    _ = try await bench.run(plan)
    try await bench.cut(plan) { if case .verified = $0 { true } else { false } }
    let message = try CommitMessage("Another: ${step}")
    let error = await #expect(throws: RefactoringError.self) {
      try await bench.run(plan) {
        $0.resumes = true
        $0.steps.message = message
      }
    }
    #expect(error?.description.contains("another base or another message") == true, "\(error?.description ?? "")")
  }

  @Test func `a run goes on only with the gates that it was begun with`() async throws {
    let bench = try await RefactoringWorkbench()
    _ = try await bench.run(plan) { $0.gates = [.parse] }
    try await bench.cut(plan, { $0.gates = [.parse] }, after: { if case .verified = $0 { true } else { false } })
    let error = await #expect(throws: RefactoringError.self) { try await bench.run(plan) { $0.resumes = true } }
    #expect(error?.description.contains("other gates") == true, "\(error?.description ?? "")")
  }

  @Test func `a run does not go on with a count of tests that did not come to their end`() async throws {
    let bench = try await RefactoringWorkbench()
    _ = try await bench.run(plan)
    try await bench.cut(plan) { if case .committed = $0 { true } else { false } }
    let script = RefactoringWorkbench.testScript.replacingOccurrences(of: "exit ${r:-0}", with: "exit 3")
    bench.commands = try RefactoringWorkbench.commands(test: script)
    let error = await #expect(throws: RefactoringError.self) { try await bench.run(plan) { $0.resumes = true } }
    #expect(error?.description.contains("do not come to their end any more") == true, "\(error?.description ?? "")")
  }

  @Test func `a step that makes the report of the tests unreadable is left, and the others are done`() async throws {
    let bench = try await RefactoringWorkbench()
    let script = RefactoringWorkbench.testScript.replacingOccurrences(of: "exit ${r:-0}", with: "")
    bench.commands = try RefactoringWorkbench.commands(
      test: script + "\nif grep -q mess src/b.txt; then echo '<<<' > out/junit.xml; fi")
    var engine = ReplacingEngine(old: "old", new: "new")
    engine.exceptions = ["src/b.txt": "mess"]
    let report = try await bench.run(ChangePlan(engine))
    #expect(report.done.count == 2)
    #expect(report.left.map(\.files) == [[try RelativePath("src/b.txt")]])
  }

  @Test func `what nothing parses is not said to be parsed`() async throws {
    let bench = try await RefactoringWorkbench(["src/a.txt": "old\n", "src/b.swift": "let old = 1\n"])
    let report = try await bench.run(plan)
    #expect(report.steps.map { $0.gates.first?.verdict } == [.skipped, .passed])
    let text = try bench.builder.git("log", "--format=%B", "main..\(report.head)")
    #expect(text.contains("Verified: build, tests") && text.contains("Verified: parse, build, tests"))
  }
}

/// Adds a file, and so a test, and then takes another away.
private struct AddingAndRemoving: EditEngine {
  let name = "adding"

  func propose(_ scope: EditScope) async throws -> Proposal {
    let (added, removed) = (try RelativePath("src/d.txt"), try RelativePath("src/a.txt"))
    let bytes = try scope.area.content(of: removed, limit: 1 << 20) ?? []
    return Proposal(steps: [
      ProposedStep(
        title: "Add", operations: [FileOperation(added, .create(Array("more\n".utf8), isExecutable: false))]),
      ProposedStep(title: "Remove", operations: [FileOperation(removed, .delete(base: ContentHash(of: bytes)))]),
    ])
  }
}
