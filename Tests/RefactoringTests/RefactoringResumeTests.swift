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

  /// Takes the last records of a run's journal away, and the branch back to where it was then.
  private func cut(
    _ bench: RefactoringWorkbench, _ plan: ChangePlan, _ change: (inout RunOptions) -> Void = { _ in },
    after isLast: (StepRecord) -> Bool
  ) async throws {
    let run = try await RefactoringRun(plan, bench.options(change), in: bench.place())
    let path: String
    let kept: [StepRecord]
    let lines: [[UInt8]]
    do {
      let (folder, _) = try await run.openedFolder()
      path = folder.path
      lines = folder.lines
      let records = try run.records(in: folder)
      let last = records.firstIndex(where: isLast)
      kept = Array(records[...(try #require(last))])
    }
    let text = lines.prefix(kept.count).flatMap { $0 + [UInt8(ascii: "\n")] }
    try Data(text).write(to: URL(filePath: "\(path)/journal.jsonl"))
    var head: ObjectID?
    for record in kept { if case .committed(_, let commit) = record { head = commit } }
    let reference = "refs/heads/refactor/new-words"
    if let head {
      try bench.builder.git("update-ref", reference, head.hexadecimal)
    } else {
      try bench.builder.git("update-ref", "-d", reference)
    }
  }

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
    try await cut(bench, plan) { if case .planned = $0 { true } else { false } }
    bench.commands.build = ConfiguredCommandFixture.command("echo 'src/a.txt:1:1: error: no more' >&2; exit 1")
    let error = await #expect(throws: RefactoringError.self) { try await bench.run(plan) { $0.resumes = true } }
    #expect(error?.description.contains("does not build any more as it was when the run stopped") == true)
  }

  @Test(arguments: ["verified", "committed"])
  func `a run that goes on knows how many tests passed before its next step`(last: String) async throws {
    let bench = try await RefactoringWorkbench()
    let plan = ChangePlan(AddingAndRemoving())
    let whole = try await bench.run(plan)
    #expect(whole.done.count == 1 && whole.left.count == 1)
    try await cut(bench, plan) { record in
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
    try await cut(bench, plan) { if case .verified = $0 { true } else { false } }
    let message = try CommitMessage("Another: ${step}")
    let error = await #expect(throws: RefactoringError.self) {
      try await bench.run(plan) {
        $0.resumes = true
        $0.steps.message = message
      }
    }
    #expect(error?.description.contains("other paths or another message") == true, "\(error?.description ?? "")")
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
