import Editing
import SourceText
import TestSupport
import Testing
import Verification

@testable import Refactoring

/// What a repair speaks of: the files of the last commit, without any step that is not judged yet.
@Suite(.timeLimit(.minutes(2))) struct StepRepairTests {
  /// Puts words in the place of the lines of a file, a step each; mends by looking at the file as it is then.
  private struct LineEngine: EditEngine {
    let name = "lines"
    let words: [(old: String, new: String)]
    let repairs: [String: String]
    let seen = SeenTexts()

    func propose(_ scope: EditScope) async throws -> Proposal {
      let (path, bytes) = try Self.file(scope)
      return Proposal(
        steps: try words.map { try Self.step($0.old, $0.new, in: bytes, path) })
    }

    var canRepair: Bool { true }

    func repair(_ failure: StepFailure, in scope: EditScope) async throws -> ProposedStep? {
      let (path, bytes) = try Self.file(scope)
      await seen.add(String(decoding: bytes, as: UTF8.self))
      guard let old = failure.step.title.split(separator: " ").last.map(String.init), let new = repairs[old] else {
        return nil
      }
      return try Self.step(old, new, in: bytes, path)
    }

    static func file(_ scope: EditScope) throws -> (RelativePath, [UInt8]) {
      let path = try RelativePath("src/a.txt")
      return (path, try scope.area.content(of: path, limit: 1 << 20) ?? [])
    }

    /// What is nowhere in the file is replaced by a range that the file does not have.
    static func step(_ old: String, _ new: String, in bytes: [UInt8], _ path: RelativePath) throws -> ProposedStep {
      let place = ReplacingEngine.places(of: old, in: bytes).first
      let range = place.map { $0..<($0 + old.utf8.count) } ?? 10_000..<10_001
      return ProposedStep(
        title: "Replace \(old)",
        operations: [
          FileOperation(
            path, .edit(base: ContentHash(of: bytes), [FileOperation.Replacement(range, Array(new.utf8))]))
        ])
    }
  }

  private actor SeenTexts {
    private(set) var texts: [String] = []
    func add(_ text: String) { texts.append(text) }
  }

  @Test func `a repaired step is not moved by what was there already when it was made`() async throws {
    let bench = try await RefactoringWorkbench(["src/a.txt": "one\ntwo\nthree\n"])
    let engine = LineEngine(
      words: [("one", "a longer one"), ("three", "BROKEN"), ("two", "a longer two")], repairs: ["three": "tree"])
    let report = try await bench.run(ChangePlan(engine))
    #expect(report.done.count == 3, "\(TextRefactoringReport.text(of: report))")
    #expect(try bench.files(of: report.head.hexadecimal)["src/a.txt"] == "a longer one\na longer two\ntree")
    #expect(await engine.seen.texts == ["a longer one\ntwo\nthree\n"])
  }

  @Test func `a step that is mended in a batch does not see steps that nobody has judged`() async throws {
    let words = (1...12).map { "w\($0)" }
    var pairs: [(old: String, new: String)] = words.map { (old: $0 + ";", new: "longer " + $0 + ";") }
    pairs[10] = ("w11;", "BROKEN;")
    pairs.insert(("nowhere", "x"), at: 11)
    let bench = try await RefactoringWorkbench(["src/a.txt": words.map { $0 + ";\n" }.joined() + "last\n"])
    let engine = LineEngine(words: pairs, repairs: ["nowhere": "nowhere"])
    let report = try await bench.run(ChangePlan(engine))
    let text = TextRefactoringReport.text(of: report)
    #expect(report.done.count == 11 && report.left.count == 2, "\(text)")
    #expect(report.steps.contains { $0.batch > 1 }, "\(text)")
    let seen = await engine.seen.texts
    #expect(seen.count >= 2)
    // All that it saw was committed by then.
    let commits = try bench.builder.git("rev-list", report.head.hexadecimal).split(separator: "\n").map(String.init)
    let states = Set(try commits.compactMap { try bench.files(of: $0)["src/a.txt"].map { $0 + "\n" } })
    for state in seen { #expect(states.contains(state), "\(state)") }
  }
}
