import SourceText
import Testing
import Verification

@testable import TestGeneration

struct WrittenTestsTests {
  private static let tests = ["Queue", "Ring"].map {
    GeneratedTest(subject: $0, group: $0, name: "isEmpty", body: ["#expect(isEmpty())"], origin: .recording)
  }

  private static func placement(_ target: String = "QueueTests") throws -> TestPlacement {
    TestPlacement(
      module: "Queue", target: target, folder: try RelativePath("Tests/QueueTests"),
      style: SwiftTestFile.Style(dialect: .swiftTesting), files: [:], manifests: [])
  }

  private static func run(_ results: [(String, TestResult.Status)], fault: String? = nil) -> TestRun {
    TestRun(
      results: results.map { TestResult(name: $0.0, status: $0.1, message: "no") }, coverage: nil, fault: fault,
      tail: "", duration: .zero)
  }

  @Test func `a failure is held against the test of its suite alone`() throws {
    let written = try WrittenTests(Self.tests, by: Self.placement())
    let run = Self.run([
      ("QueueTests.QueueTests/isEmpty()", .passed), ("QueueTests.RingTests/isEmpty(input:expected:)", .failed),
      ("OtherTests.QueueTests/isEmpty()", .failed), ("QueueTests.OldTests/isEmpty()", .crashed),
    ])
    #expect(written.failed(in: run) == [1: "no"])
    #expect(written.silent(in: run).isEmpty)
    #expect(written.contains("QueueTests.RingTests/isEmpty(input:)"))
    #expect(!written.contains("QueueTests.OldTests/isEmpty()"))
  }

  @Test func `a run that ends early says nothing about the tests behind`() throws {
    let written = try WrittenTests(Self.tests, by: Self.placement())
    #expect(written.silent(in: Self.run([], fault: "it hung")) == [0, 1])
    #expect(written.silent(in: Self.run([("QueueTests.QueueTests/isEmpty()", .passed)])) == [1])
    #expect(written.silent(in: Self.run([("QueueTests.OldTests/isEmpty()", .passed)])) == [0, 1])
  }

  @Test(arguments: [("my-tests", "my_tests"), ("2Tests", "_Tests")])
  func `runs name the module of the target`(target: String, module: String) throws {
    let written = try WrittenTests(Self.tests, by: Self.placement(target))
    #expect(written.contains("\(module).QueueTests/isEmpty()"))
  }

  @Test func `a complaint of the compiler is held against the test of its file and suite`() throws {
    let path = try RelativePath("Tests/QueueTests/RingTests.swift")
    let placement = try Self.placement()
    let files = try placement.write(Self.tests)
    let text = try #require(files[path])
    let line = try #require(
      text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("#expect") })
    let written = try WrittenTests(Self.tests, by: placement)
    let error = CompilerDiagnostic(kind: .error, path: path, line: line + 1, column: 1, message: "no such function")
    #expect(written.faulty([error], in: files) == [1: "no such function"])
    let macro = [
      CompilerDiagnostic(kind: .error, path: nil, line: 1, column: 1, message: "in a macro"),
      CompilerDiagnostic(kind: .note, path: path, line: line + 1, column: 1, message: "expanded here"),
    ]
    #expect(written.faulty(macro, in: files) == [1: "in a macro"])
  }

  @Test func `a line belongs to the type that begins above it`() {
    let text =
      "import Testing\n\n@Suite struct ATests {\n  struct Inner {}\n  func a() {}\n}\n\nfinal class BTests {\n  func a() {}\n}\n"
    #expect(WrittenTests.suite(around: 5, in: text) == "ATests")
    #expect(WrittenTests.suite(around: 9, in: text) == "BTests")
    #expect(WrittenTests.suite(around: 1, in: text) == nil)
    #expect(WrittenTests.suite(around: 90, in: text) == nil)
  }
}
