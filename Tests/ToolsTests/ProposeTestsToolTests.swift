import AgentKernel
import Foundation
import JSON
import Testing
import Tools

@Suite struct ProposeTestsToolTests {
  private static let call: JSONValue = [
    "tests": [
      [
        "subject": "Stack.pop()", "intent": "an empty stack gives nothing", "setup": ["var stack = Stack()"],
        "call": "stack.pop()", "outcome": "value", "expected": "nil", "can_throw": true, "async": false,
        "observe": [["expression": "stack.count", "expected": "0"]], "imports": ["Foundation"],
      ]
    ],
    "answers": [["test": "t1", "code_is_wrong": false, "because": "It was a slip."]],
  ]

  @Test func `the schema takes what is decoded`() throws {
    let tool = ProposeTestsTool { _ in ProposeTestsTool.Reply("", isLast: true) }
    #expect(tool.inputSchema.violations(in: Self.call).isEmpty)
    let input = try JSONDecoder().decode(ProposeTestsTool.Input.self, from: Data(Self.call.serialized().utf8))
    let test = try #require(input.tests.first)
    #expect(test.canThrow == true)
    #expect(test.isAsync == false)
    #expect(test.outcome == .value)
    #expect(test.observations == [ProposedTest.Observation(expression: "stack.count", expected: "0")])
    #expect(input.answers == [ProposeTestsTool.Answer(test: "t1", codeIsWrong: false, because: "It was a slip.")])
  }

  @Test(
    arguments: [
      ["tests": [["subject": "s", "intent": "i", "call": "f()"]]],
      ["tests": [["subject": "s", "intent": "i", "call": "", "outcome": "value"]]],
      ["tests": [["subject": "s", "intent": "i", "call": "f()", "outcome": "maybe"]]], ["answers": []],
      ["tests": [], "answers": [["test": "t1", "because": "b"]]],
    ] as [JSONValue])
  func `what lacks a part is refused before it is run`(call: JSONValue) {
    let tool = ProposeTestsTool { _ in ProposeTestsTool.Reply("", isLast: true) }
    #expect(!tool.inputSchema.violations(in: call).isEmpty)
  }

  @Test(arguments: [true, false])
  func `the run ends with the last reply`(isLast: Bool) async throws {
    let tool = ProposeTestsTool { _ in ProposeTestsTool.Reply("told", isLast: isLast) }
    let output = try await tool.run(ProposeTestsTool.Input(tests: []))
    #expect(output.text == "told")
    #expect((output.finalAnswer != nil) == isLast)
    // All are compiled in one place.
    let effects = tool.effects(of: ProposeTestsTool.Input(tests: []))
    #expect(effects.conflicts(with: effects))
  }
}
