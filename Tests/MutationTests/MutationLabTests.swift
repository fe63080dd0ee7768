import Foundation
import Processes
import SourceText
import TestSupport
import Testing
import Verification

@testable import Mutation

/// A small package that is really built with its mutants, and tests that really meet them.
struct MutationLabTests {
  private static let manifest = """
    // swift-tools-version:5.9
    import PackageDescription

    let package = Package(
      name: "Toy",
      targets: [.target(name: "Toy"), .testTarget(name: "ToyTests", dependencies: ["Toy"])])

    """

  private static let source = """
    public struct Weight: Equatable {
      public var grams: Int
      public static func + (left: Weight, right: Weight) -> Weight { Weight(grams: left.grams + right.grams) }
    }

    public struct Stack<Element: Comparable> {
      @usableFromInline var items: [Element] = []

      public init() {}

      @inlinable public mutating func push(_ item: Element, times: Int = 1) {
        for _ in 0..<times { items.append(item) }
      }

      @inlinable public func count(above limit: Element) -> Int {
        items.reduce(0) { $0 + ($1 > limit ? 1 : 0) }
      }
    }

    func heavier(_ left: Weight, _ right: Weight) -> Weight { left + right }

    func down(_ start: Int) -> Int {
      var (left, steps) = (start, 0)
      while left > 0 {
        left -= 1
        steps += 1
      }
      return steps
    }

    func neverCalled(_ value: Int) -> Int { value * 2 }

    """

  private static let tests = """
    import XCTest

    @testable import Toy

    final class StackTests: XCTestCase {
      func testCount() {
        var stack = Stack<Int>()
        stack.push(3)
        stack.push(5, times: 2)
        XCTAssertEqual(stack.count(above: 3), 2)
      }

      func testRed() { XCTFail("always") }

      func testDown() { XCTAssertEqual(down(3), 3) }

      func testHeavier() { XCTAssertEqual(heavier(Weight(grams: 1), Weight(grams: 2)), Weight(grams: 3)) }
    }

    """

  /// Tests that are added later meet the mutants that are asked about, and no others.
  private func addedTests(in lab: MutationLab, _ build: MutationBuild) async throws {
    let path = try RelativePath("Tests/ToyTests/AddedTests.swift")
    let text = """
      import Testing
      @testable import Toy

      struct AddedTests {
        @Test func doubles() { #expect(neverCalled(3) == 6) }
        @Test func fails() { #expect(neverCalled(3) == 7) }
      }

      """
    let names = try await lab.adding([path: text], manifests: [:], to: build)
    let own = names.filter { $0.contains("AddedTests") }
    #expect(own == ["ToyTests.AddedTests/doubles()", "ToyTests.AddedTests/fails()"])
    var options = MutationRunOptions()
    options.tests = own
    options.mutants = Set(build.runnable.filter { $0.startLine == 31 }.map(\.id))
    let results = try await MutationRun(lab: lab, build: build, options: options).run()
    #expect(Array(results.failing.keys) == ["ToyTests.AddedTests/fails()"])
    let asked = try #require(options.mutants)
    #expect(!asked.isEmpty && results.executed == asked.count)
    for id in asked { #expect(results.statuses[id] == .killed(by: ["ToyTests.AddedTests/doubles()"])) }
    try lab.removing([path: nil])
    #expect(!lab.package.area.has(path))
  }

  @Test(.timeLimit(.minutes(10)))
  func `mutants are compiled at once and met by the tests that reach them`() async throws {
    let folder = try TemporaryFolder()
    for (path, text) in [
      ("Package.swift", Self.manifest), ("Sources/Toy/Toy.swift", Self.source),
      ("Tests/ToyTests/StackTests.swift", Self.tests),
    ] {
      let url = URL(filePath: folder.path + "/" + path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    let sandbox = try await Sandbox.prepared(
      launcher: SandboxPolicy.resolved(ProgramRunner(named: "escape-artist").path))
    let user = ProcessInfo.processInfo.environment.filter { ["HOME", "PATH"].contains($0.key) }
    let area = WorkArea(path: folder.path, sandbox: sandbox, user: user)
    let searched = (user["PATH"] ?? "").split(separator: ":").map(String.init)
    let package = try await SwiftPackage.open(in: area, toolchain: SwiftToolchain(searching: searched))
    let lab = MutationLab(package: package)
    let plan = MutationPlan(try lab.sources(of: ["Toy", "ToyTests"]))
    #expect(plan.modules == ["Toy"])

    let build = try await lab.build(plan)
    // A type that has no subtraction keeps its sum.
    let sum = try #require(plan.mutants.first { $0.startLine == 20 && $0.original == "+" })
    #expect(build.sources.dropped == [sum.id])
    #expect(build.statuses[sum.id] == .compileError)

    let results = try await MutationRun(lab: lab, build: build).run()
    func statuses(_ line: Int, _ operation: Mutant.Operator) -> [MutantStatus] {
      results.mutants.filter { $0.startLine == line && $0.operation == operation }.map(results.status)
    }
    #expect(results.notes.contains { $0.contains("testRed") })
    #expect(statuses(31, .arithmetic) == [.notCovered])
    #expect(statuses(16, .boundary).allSatisfy { $0.isKilled })
    #expect(statuses(3, .arithmetic) == [.killed(by: ["ToyTests.StackTests/testHeavier"])])
    #expect(statuses(25, .arithmetic) == [.timedOut])
    #expect(results.score.survived + results.score.killed + results.score.timedOut == results.executed)
    #expect(results.executed > 10)
    let late = try await MutationRun(lab: lab, build: build, options: MutationRunOptions(budget: .zero)).run()
    #expect(late.executed == 0 && late.score.counted == 0)
    try await addedTests(in: lab, build)
  }
}
