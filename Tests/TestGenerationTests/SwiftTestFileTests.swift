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
    let maker = RecordedTest(dialect: dialect, allowsExitTests: true, types: ["ParseError", "Token"])
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

  private static func threw(_ type: String, _ description: String) -> String {
    text([
      recording(
        "parse(\"x\")", .threw(type: type, description: description, isEquatableLiteral: nil), isThrowing: true)
    ])
  }

  @Test func `an error of the module that cannot be compared is stated by how it prints`() {
    #expect(
      Self.threw("ParseError", "unexpected(\"x\", at: 1)").contains(
        """
            let error = try #require(throws: ParseError.self) { _ = try parse("x") }
            #expect(String(describing: error) == "unexpected(\\"x\\", at: 1)")
        """))
    let xctest = Self.text(
      [
        Self.recording(
          "parse(\"x\")", .threw(type: "ParseError", description: "at 1", isEquatableLiteral: nil), isThrowing: true)
      ], .xctest)
    #expect(
      xctest.contains(
        """
            XCTAssertThrowsError(_ = try parse("x")) { error in
              XCTAssertTrue(error is ParseError)
              XCTAssertEqual(String(describing: error), "at 1")
            }
        """))
  }

  @Test(arguments: [
    ("ParseError", "ParseError"), ("ParseError", "ParseError()"), ("ParseError", ""), ("ParseError", "at 0x1234"),
    ("URLError", "it is wrong"), ("ParseError", "wrapped(Error Domain=NSCocoaErrorDomain Code=4)"),
    ("ParseError", String(repeating: "long ", count: 40)),
  ])
  func `how an error prints is not stated where it says nothing, or differs elsewhere`(type: String, text: String) {
    #expect(Self.threw(type, text).contains("#expect(throws: \(type).self) { _ = try parse(\"x\") }"))
  }

  private static let token = RecordedValue.structure(
    type: "Token",
    fields: [
      .init(
        name: ".number",
        value: .structure(
          type: "(Double, at: Int)",
          fields: [
            .init(name: "0", value: .literal("1.5", type: "Double")),
            .init(name: "at", value: .literal("3", type: "Int")),
          ]))
    ])

  @Test func `what a case of an enum carries is stated, though the enum cannot be compared`() {
    #expect(
      Self.text([Self.recording("scan(\"1.5\")", .returned(Self.token))]).contains(
        """
            let result = scan("1.5")
            guard case Token.number(let first, let at) = result else {
              Issue.record("it is \\(result)")
              return
            }
            #expect(first == 1.5)
            #expect(at == 3)
        """))
    #expect(
      Self.text([Self.recording("scan(\"1.5\", at: 3)", .returned(Self.token))], .xctest).contains(
        """
            guard case Token.number(let first, let resultAt) = result else {
              return XCTFail("it is \\(result)")
            }
            XCTAssertEqual(first, 1.5)
        """))
  }

  @Test func `a case that carries nothing, or nothing that can be stated, is still that case`() {
    func text(_ payload: RecordedValue) -> String {
      let value = RecordedValue.structure(type: "Token", fields: [.init(name: ".end", value: payload)])
      return Self.text([Self.recording("scan(\"\")", .returned(value))])
    }
    #expect(text(.literal("()", type: "()")).contains("guard case Token.end = result else {"))
    #expect(text(.opaque(type: "() -> ()")).contains("guard case Token.end(_) = result else {"))
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
