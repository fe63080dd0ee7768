import Editing
import Foundation
import Git
import SourceText
import Store
import TestSupport
import Testing
import Verification

@testable import Refactoring

/// Steps that are tried together, and the commits that become of them.
@Suite(.timeLimit(.minutes(2))) struct RefactoringBatchTests {
  private let plan = ChangePlan(ReplacingEngine(old: "old", new: "new"))

  /// A project of four files in which `b` must not change without `c`, and a plan that is trusted.
  private func bench() async throws -> RefactoringWorkbench {
    let names = ["a", "b", "c", "d"]
    let bench = try await RefactoringWorkbench(
      Dictionary(uniqueKeysWithValues: names.map { ("src/\($0).txt", "old\n") }))
    bench.commands.build = ConfiguredCommandFixture.command(
      "if grep -q new src/b.txt && ! grep -q new src/c.txt; then echo 'src/b.txt:1:1: error: no new c' >&2; exit 1; fi")
    let key = RepositoryKey(commonFolder: "\(bench.builder.path)/.git")
    let store = try Store(in: bench.state)
    for number in 0..<40 {
      let event = TrustEvent(
        TrustSubject(.recipe, "new-words"), isRight: true, weight: Trust.Weight.light, identity: "\(number)")
      try store.record([event], in: key, at: 1_700_000_000_000)
    }
    return bench
  }

  /// The subjects of the commits, oldest first, and which of the files are new in each.
  private func commits(_ bench: RefactoringWorkbench, _ report: RefactoringReport) throws -> [[String]] {
    try report.commits.map { commit in
      try bench.files(of: commit.hexadecimal).filter { $0.value == "new" }.map { String($0.key.dropFirst(4).prefix(1)) }
        .sorted()
    }
  }

  private func messages(_ bench: RefactoringWorkbench, _ report: RefactoringReport) throws -> [String] {
    try report.commits.map { try bench.builder.git("log", "-1", "--format=%B", $0.hexadecimal) }
  }

  @Test func `each commit of a batch holds by itself, and steps that hold only together are one`() async throws {
    let bench = try await bench()
    let report = try await bench.run(plan)
    #expect(report.done.count == 4 && report.steps.map(\.batch) == [4, 4, 4, 4], "\(report.steps)")
    #expect(try commits(bench, report) == [["a"], ["a", "b", "c"], ["a", "b", "c", "d"]])
    let messages = try messages(bench, report)
    #expect(
      messages.allSatisfy { $0.contains("\nVerified: build, tests\n") || $0.hasSuffix("\nVerified: build, tests") })
    #expect(
      messages[1].hasPrefix("Replace old in src/b.txt (and 1 more)\n")
        && messages[1].hasSuffix("With, since they hold only together:\n- Replace old in src/c.txt"), "\(messages)")
  }

  @Test func `a commit that was only built says so, and one that was not even that too`() async throws {
    let bench = try await bench()
    let built = try await bench.run(plan) { $0.steps.eachCommit = .build }
    #expect(try commits(bench, built).count == 3)
    let later = "after the last of 4 steps that were tried together"
    #expect(try messages(bench, built)[0].contains("\nVerified: build; \(later): tests"))
    #expect(try messages(bench, built)[2].hasSuffix("\nVerified: build, tests"))
    let fast = try await bench.run(plan) {
      $0.steps.eachCommit = .nothing
      $0.branch = "refactor/fast"
    }
    #expect(try commits(bench, fast).count == 4)
    #expect(try messages(bench, fast)[1].contains("\nVerified: by nothing; \(later): build, tests"))
  }

  @Test(arguments: ["verified", "between", "committed"])
  func `a run that was killed among the commits of a batch makes the others as it would have`(last: String) async throws
  {
    let bench = try await bench()
    let whole = try await bench.run(plan)
    try await bench.cut(plan) { record in
      switch record {
      case .verified: last == "verified"
      case .between(let step, _): last == "between" && step == 1
      case .committed(let steps, _): last == "committed" && steps.count == 2
      default: false
      }
    }
    let report = try await bench.run(plan) { $0.resumes = true }
    #expect(report.isResumed && report.commits == whole.commits)
  }

  @Test func `a step that did not fit is judged when a run that goes on finds that it does`() async throws {
    let bench = try await bench()
    // Each run of the tests leaves a file behind, which stands in the way until the next run has a tree of its own.
    let commands = try RefactoringWorkbench.commands(
      test: "touch src/left.txt\n" + RefactoringWorkbench.testScript)
    bench.commands = commands
    let path = try RelativePath("src/left.txt")
    let adding = ProposedStep(
      title: "Add", operations: [FileOperation(path, .create(Array("bug\n".utf8), isExecutable: false))])
    let plan = ChangePlan(ListEngine { try ReplacingEngine.steps(of: "old", "new", in: "src/a.txt", $0) + [adding] })
    let whole = try await bench.run(plan)
    #expect(whole.done.count == 1 && whole.left.count == 1, "\(whole)")
    try await bench.cut(plan) { if case .committed = $0 { true } else { false } }
    bench.commands = try RefactoringWorkbench.commands()
    let report = try await bench.run(plan) { $0.resumes = true }
    #expect(report.done.count == 1 && report.left.map(\.title) == ["Add"], "\(report.steps)")
    #expect(report.left.first.map(\.ending) == .quarantined(.tests, attempts: 1, lines: ["left.txt: a bug"]))
  }

  @Test func `a step that waits for one that is given up is tried after it`() async throws {
    let bench = try await bench()
    let plan = ChangePlan(
      ListEngine { scope in
        try ReplacingEngine.steps(of: "ol", "bug", in: "src/a.txt", scope)
          + ReplacingEngine.steps(of: "old", "new", in: "src/a.txt", scope)
      })
    let report = try await bench.run(plan)
    #expect(
      report.left.map(\.title) == ["Replace ol"] && report.done.map(\.title) == ["Replace old"], "\(report.steps)")
  }

  @Test func `what a finished run left is tried again when that is asked for`() async throws {
    let bench = try await RefactoringWorkbench()
    var failing = ReplacingEngine(old: "old", new: "new")
    failing.exceptions = ["src/b.txt": "BROKEN"]
    let first = try await bench.run(ChangePlan(failing))
    #expect(first.done.count == 2 && first.left.count == 1)
    #expect(try await bench.run(plan) { $0.resumes = true }.left.count == 1)
    let again = try await bench.run(plan) { $0.retriesLeft = true }
    #expect(again.isResumed && again.done.count == 3 && again.left.isEmpty, "\(again.steps)")
    #expect(try bench.builder.id(of: "refactor/new-words") == again.head)
    #expect(try bench.files(of: again.head.hexadecimal)["src/b.txt"] == "new b")
    // With nothing left it is the same as going on.
    #expect(try await bench.run(plan) { $0.retriesLeft = true }.head == again.head)
  }

  @Test func `a run that may not begin leaves the records of the one before`() async throws {
    let bench = try await RefactoringWorkbench()
    let first = try await bench.run(plan)
    let error = await #expect(throws: RefactoringError.self) { try await bench.run(plan) }
    #expect(error?.description.contains("already") == true)
    let again = try await bench.run(plan) { $0.resumes = true }
    #expect(again.head == first.head && again.done.count == 3)
  }
}

/// An engine that proposes the steps that somebody makes of the files.
private struct ListEngine: EditEngine {
  let name = "list"
  let steps: @Sendable (EditScope) throws -> [ProposedStep]

  init(_ steps: @escaping @Sendable (EditScope) throws -> [ProposedStep]) { self.steps = steps }

  func propose(_ scope: EditScope) async throws -> Proposal { Proposal(steps: try steps(scope)) }
}

extension ReplacingEngine {
  /// A step for the first place of a word in a file; none where it is not there.
  fileprivate static func steps(
    of old: String, _ new: String, in file: String, _ scope: EditScope
  ) throws -> [ProposedStep] {
    let path = try RelativePath(file)
    let bytes = try scope.area.content(of: path, limit: 1 << 20) ?? []
    return places(of: old, in: bytes).prefix(1).map { place in
      let replacement = FileOperation.Replacement(place..<place + old.utf8.count, Array(new.utf8))
      return ProposedStep(
        title: "Replace \(old)", operations: [FileOperation(path, .edit(base: ContentHash(of: bytes), [replacement]))])
    }
  }
}
