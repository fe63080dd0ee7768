import Characterization
import Testing

@testable import TestGeneration

struct SwiftTestFileTests {
  private static func recording(
    _ call: String, _ outcome: RecordedOutcome, setup: [String] = [], isThrowing: Bool = false,
    observed: [(String, RecordedValue)] = [],
    instability: String? = nil
  ) -> Recording {
    Recording(
      candidate: CallCandidate(
        subject: "Queue.take()", group: "Queue", setup: setup, call: call, isThrowing: isThrowing,
        observations: observed.map(\.0)),
      outcome: outcome, observations: observed.map(\.1), regions: RegionVector(), instability: instability,
      touches: [], duration: .zero)
  }

  private static func text(_ recordings: [Recording], _ dialect: ExpectationDialect = .swiftTesting) -> String {
    let maker = RecordedTest(dialect: dialect, allowsExitTests: true)
    let tests = recordings.compactMap { recording -> GeneratedTest? in
      if case .test(let test) = maker.make(of: recording) { test } else { nil }
    }
    return SwiftTestFile(module: "Queue", style: SwiftTestFile.Style(dialect: dialect)).text(suite: "QueueTests", tests)
  }

  @Test func `a file states values, errors, changes and traps in the style of Swift Testing`() {
    let text = Self.text([
      Self.recording(
        "queue.take()", .returned(.literal("nil", type: "Optional<Int>")), setup: ["var queue = Queue<Int>()"],
        observed: [("queue.isEmpty", .literal("true", type: "Bool"))]),
      Self.recording(
        "parse(\"x\")", .threw(type: "ParseError", description: "", isEquatableLiteral: "ParseError.empty"),
        isThrowing: true),
      Self.recording("first([])", .trapped(signal: 4, message: "")),
      Self.recording("half(3)", .returned(.approximate("1.1", type: "Double"))),
    ])
    #expect(
      text == """
        import Testing

        @testable import Queue

        struct QueueTests {
          @Test func takeIsNil() {
            var queue = Queue<Int>()
            #expect(queue.take() == nil)
            #expect(queue.isEmpty)
          }

          @Test func takeThrowsEmpty() {
            #expect(throws: ParseError.empty) { _ = try parse("x") }
          }

          @Test func takeTraps() async {
            await #expect(processExitsWith: .failure) {
              _ = first([])
            }
          }

          @Test func takeGivesNumber() {
            #expect(abs(half(3) - 1.1) <= 1e-9 * max(1, abs(1.1)))
          }
        }

        """)
  }

  @Test func `calls of one shape become one test with arguments`() {
    let text = Self.text([
      Self.recording("clamp(5)", .returned(.literal("5", type: "Int"))),
      Self.recording("clamp(-1)", .returned(.literal("0", type: "Int"))),
    ])
    #expect(
      text.contains(
        """
          @Test(arguments: [
            (5, 5),
            (-1, 0),
          ] as [(Int, Int)])
          func takeGivesExpectedValues(input: Int, expected: Int) {
            #expect(clamp(input) == expected)
          }
        """))
  }

  @Test func `XCTest has its own words, and no test for traps`() {
    let text = Self.text(
      [
        Self.recording("count(\"a\")", .returned(.literal("1", type: "Int"))),
        Self.recording("first([])", .trapped(signal: 4, message: "")),
      ], .xctest)
    #expect(
      text == """
        import XCTest

        @testable import Queue

        final class QueueTests: XCTestCase {
          func testTakeIs1() {
            XCTAssertEqual(count("a"), 1)
          }
        }

        """)
  }

  @Test(arguments: [
    (RecordedOutcome.timedOut, "it did not end in time"), (.exited(code: 3), "it ended the process with code 3"),
    (.returned(.opaque(type: "() -> ()")), "nothing that it gives or changes can be stated"),
  ])
  func `what cannot be stated is rejected with the reason`(outcome: RecordedOutcome, reason: String) {
    let maker = RecordedTest(dialect: .swiftTesting, allowsExitTests: true)
    #expect(maker.make(of: Self.recording("f()", outcome)) == .rejected(reason))
  }

  @Test func `a structure is stated by what can be read of it`() {
    let value = RecordedValue.structure(
      type: "Point",
      fields: [
        .init(name: "x", value: .literal("1", type: "Int")),
        .init(
          name: "inner",
          value: .structure(type: "Inner", fields: [.init(name: "name", value: .literal("\"a\"", type: "String"))])),
      ])
    let text = Self.text([Self.recording("point()", .returned(value))])
    #expect(text.contains("let result = point()\n    #expect(result.x == 1)\n    #expect(result.inner.name == \"a\")"))
  }
}
