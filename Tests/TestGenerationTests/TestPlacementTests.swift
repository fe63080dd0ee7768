import SourceText
import SwiftSource
import Testing

@testable import TestGeneration

struct TestPlacementTests {
  private static func placement(_ files: [String: String] = [:]) throws -> TestPlacement {
    TestPlacement(
      module: "Queue", target: "QueueTests", folder: try RelativePath("Tests/QueueTests"),
      style: SwiftTestFile.Style(dialect: .swiftTesting),
      files: try Dictionary(uniqueKeysWithValues: files.map { (try RelativePath($0), $1) }), manifests: [])
  }

  private static func test(_ group: String, _ name: String) -> GeneratedTest {
    GeneratedTest(subject: group, group: group, name: name, body: ["#expect(\(name)())"], origin: .recording)
  }

  @Test(arguments: [("+", "-"), ("parse", "Parse"), ("A.B", "AB")])
  func `groups whose suites have one name stand in one suite`(first: String, second: String) throws {
    let tests = [Self.test(first, "isTrue"), Self.test(second, "isTrue")]
    let files = try Self.placement().write(tests)
    let suite = TestPlacement.suite(for: first)
    #expect(files.keys.map(\.string) == ["Tests/QueueTests/\(suite).swift"])
    let members = files.values.flatMap { TestFileExtension($0).membersByType[suite].map(Array.init) ?? [] }
    #expect(Set(members) == ["isTrue", "isTrue2"])
    #expect(try Self.placement().places(of: tests).map(\.function) == ["isTrue", "isTrue2"])
  }

  @Test func `two suites of one file are both extended`() throws {
    let path = "Tests/QueueTests/AllTests.swift"
    let text = """
      import Testing

      struct RingTests {
        @Test func isTrue() {}
      }

      struct QueueTests {
      }

      """
    let placement = try Self.placement([path: text])
    let tests = [Self.test("Ring", "isTrue"), Self.test("Queue", "isTrue")]
    let files = try placement.write(tests)
    #expect(files.keys.map(\.string) == [path])
    let members = TestFileExtension(try #require(files.values.first)).membersByType
    #expect(members == ["RingTests": ["isTrue", "isTrue2"], "QueueTests": ["isTrue"]])
    #expect(
      try placement.places(of: tests).map { "\($0.suite).\($0.function)" } == [
        "RingTests.isTrue2", "QueueTests.isTrue",
      ])
  }

  @Test func `a suite gets a name and a path that nothing has`() throws {
    let placement = try Self.placement([
      "Tests/QueueTests/QueueTests.swift": "import XCTest\nclass QueueTests: XCTestCase {}\n",
      "Tests/QueueTests/generatedqueuetests.swift": "import XCTest\nclass GeneratedQueueTests: XCTestCase {}\n",
    ])
    let tests = [Self.test("Queue", "isTrue")]
    let files = try placement.write(tests)
    #expect(files.keys.map(\.string) == ["Tests/QueueTests/GeneratedQueueTests2.swift"])
    #expect(try placement.places(of: tests).map(\.suite) == ["GeneratedQueueTests2"])
    #expect(files.values.first?.contains("struct GeneratedQueueTests2 {") == true)
  }
}
