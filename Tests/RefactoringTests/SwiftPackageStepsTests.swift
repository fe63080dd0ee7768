import Characterization
import Editing
import Foundation
import Git
import Processes
import SourceText
import TestSupport
import Testing
import Verification

@testable import Refactoring

/// Steps on a real Swift package, the one that this room's tests build.
@Suite(.timeLimit(.minutes(10)), .serialized) struct SwiftPackageStepsTests {
  private static let manifest = """
    // swift-tools-version: 6.0
    import PackageDescription

    let package = Package(
      name: "toy", products: [.library(name: "Toy", targets: ["Toy"])],
      targets: [
        .target(name: "CToy"), .target(name: "Toy", dependencies: ["CToy"]), .testTarget(name: "ToyTests", dependencies: ["Toy"]),
      ])

    """

  /// The module imports one of C, without which its interface cannot be read.
  private static let source = """
    import CToy

    public func price(of age: Int) -> Int {
      let limit = 6
      return age < limit ? 0 : 8
    }

    public func label(of age: Int) -> String { age < 6 ? "child" : "grown" }

    func secret() -> Int { 4 }

    """

  private static let tests = """
    import Testing

    @testable import Toy

    @Test func `children ride for nothing`() {
      #expect(price(of: 5) == 0)
      #expect(price(of: 6) == 8)
      #expect(label(of: 5) == "child")
    }

    """

  /// Replacements in the source, each a step.
  private struct Edits: EditEngine {
    let name = "edits"
    let edits: [(old: String, new: String, declared: [String])]

    func propose(_ scope: EditScope) async throws -> Proposal {
      let path = try RelativePath("Sources/Toy/Toy.swift")
      let bytes = try scope.area.content(of: path, limit: 1 << 20) ?? []
      return Proposal(
        steps: edits.compactMap { edit -> ProposedStep? in
          guard let place = ReplacingEngine.places(of: edit.old, in: bytes).first else { return nil }
          let range = place..<(place + edit.old.utf8.count)
          return ProposedStep(
            title: "\(edit.old) -> \(edit.new)",
            operations: [
              FileOperation(
                path, .edit(base: ContentHash(of: bytes), [FileOperation.Replacement(range, Array(edit.new.utf8))]))
            ], declaredInterfaceChanges: edit.declared)
        })
    }
  }

  @Test func `what builds, passes and keeps the interface is committed, and the gate that is red is named`()
    async throws
  {
    let builder = try RepositoryBuilder()
    try builder.write("Package.swift", Self.manifest)
    try builder.write("Sources/CToy/include/toy.h", "int toy_answer(void);\n")
    try builder.write("Sources/CToy/toy.c", "#include \"toy.h\"\nint toy_answer(void) { return 42; }\n")
    try builder.write("Sources/Toy/Toy.swift", Self.source)
    try builder.write("Tests/ToyTests/ToyTests.swift", Self.tests)
    try builder.write(".swift-format", #"{"version": 1, "indentation": {"spaces": 2}}"#)
    _ = try builder.commit("a package")
    let environment = ProcessInfo.processInfo.environment
    let place = RunPlace(
      repository: try await RepositoryOpener.open(at: builder.path),
      writer: try await RepositoryOpener.openForWriting(at: builder.path), state: builder.sibling("state"),
      sandbox: try await Sandbox.prepared(
        launcher: SandboxPolicy.resolved(ProgramRunner(named: "escape-artist").path)),
      environment: ["HOME": builder.home, "PATH": environment["PATH"] ?? ""],
      folders: (environment["PATH"] ?? "").split(separator: ":").map(String.init))
    let engine = Edits(edits: [
      ("let limit = 6\n", "let limit = 6 as Int\n", []),
      ("age < limit ? 0 : 8", "age < limit ? 1 : 8", []),
      ("return age", "return   age", []),
      // Nobody calls it.
      (
        "public func price",
        "func spare(_ age: Int) -> Int {\n  let sum = age + 1\n  return sum\n}\n\npublic func price", []
      ),
      ("public func label(of age: Int)", "public func label(of age: Int, _ more: Bool = false)", []),
      ("func secret() -> Int { 4 }", "public func open() -> Int { 4 }", ["Toy.open()"]),
      ("\"grown\"", "grown", []), ("\"child\"", "\"child", []),
    ])
    let clock = TickingClock()
    let options = RunOptions(
      testRuns: 1, author: "Ada <ada@example.org>", steps: StepOptions(message: try CommitMessage()) { clock.tick() })
    let plan = ChangePlan(name: "toy", summary: "Some edits.", engines: [engine])
    let report = try await RefactoringRun(plan, options, in: place).run()
    let text = TextRefactoringReport.text(of: report)
    #expect(report.done.map(\.title).count == 2, "\(text)")
    var red: [Gate] = []
    for step in report.left { if case .quarantined(let gate, _, _) = step.ending { red.append(gate) } }
    #expect(red == [.tests, .format, .coverage, .interface, .build, .parse], "\(text)")
    #expect(text.contains("Toy.label(of:) is no longer in the public interface"))
    #expect(text.contains("lines are not covered, where it were"))
    #expect(report.baseline?.passedCount == 1 && report.baseline?.coverage != nil)
    let names = try builder.git("ls-tree", "-r", "--name-only", report.head.hexadecimal)
    #expect(
      names
        == ".swift-format\nPackage.swift\nSources/CToy/include/toy.h\nSources/CToy/toy.c\nSources/Toy/Toy.swift\nTests/ToyTests/ToyTests.swift"
    )
    try await expectRedBehaviour(in: place)
  }

  /// No test asks what a grown person is called, and the interface says nothing of it.
  private func expectRedBehaviour(in place: RunPlace) async throws {
    let calls: RecordedBehaviour.Source = { _, _, _ in
      let candidates = [5, 7].map { CallCandidate(subject: "label(of:)", group: "label", call: "label(of: \($0))") }
      return RecordedBehaviour.Calls(candidates: candidates, hiddenProperties: [], usesFoundation: false)
    }
    let plan = ChangePlan(
      name: "toy", summary: "Another word.", engines: [Edits(edits: [("\"grown\"", "\"adult\"", [])])])
    let clock = TickingClock()
    let options = RunOptions(
      branch: "refactor/words", gates: [.parse, .behaviour], author: "Ada <ada@example.org>",
      steps: StepOptions(message: try CommitMessage()) { clock.tick() })
    let report = try await RefactoringRun(plan, options, in: place, calls: calls).run()
    let left = report.left.first?.ending
    guard case .quarantined(.behaviour, _, let lines)? = left else {
      Issue.record("\(TextRefactoringReport.text(of: report))")
      return
    }
    #expect(lines.count == 1 && lines[0].contains("grown") && lines[0].contains("adult"), "\(lines)")
  }
}
