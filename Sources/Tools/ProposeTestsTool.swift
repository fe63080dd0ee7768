package import AgentKernel
package import JSON

/// Takes tests that a model proposes, has them run, and says what came of them; in the end the run is over.
package struct ProposeTestsTool: Tool {
  package struct Input: Decodable, Sendable {
    package var tests: [ProposedTest]

    /// What the model says of tests that ended otherwise than it expected.
    package var answers: [Answer]?

    package init(tests: [ProposedTest], answers: [Answer]? = nil) {
      self.tests = tests
      self.answers = answers
    }
  }

  /// What the model says of a test that ended otherwise than it expected.
  package struct Answer: Decodable, Hashable, Sendable {
    /// The test's name in the report: `t3`.
    package var test: String

    /// Whether it stands by what it expected.
    package var codeIsWrong: Bool
    package var because: String

    private enum CodingKeys: String, CodingKey {
      case test
      case codeIsWrong = "code_is_wrong"
      case because
    }

    package init(test: String, codeIsWrong: Bool, because: String) {
      self.test = test
      self.codeIsWrong = codeIsWrong
      self.because = because
    }
  }

  /// What the model is told of its proposals.
  package struct Reply: Sendable {
    package let text: String

    /// Whether nothing is left to be said, so that the run ends.
    package let isLast: Bool

    package init(_ text: String, isLast: Bool) {
      self.text = text
      self.isLast = isLast
    }
  }

  /// The most tests of one call.
  package static let limit = 24

  package let name = "propose_tests"

  package let description = """
    Proposes tests: each is a call with what it should give. They are compiled and run, and you are told what came of each, \
    which lines are still not reached and which mutants still live. Put all that you have into one call. With an empty list \
    of tests you say that there is nothing more to propose.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "tests": ["type": "array", "maxItems": .integer(Int64(limit)), "items": test],
      "answers": [
        "type": "array", "maxItems": .integer(Int64(limit)),
        "description": "one for each test that ended otherwise than you expected",
        "items": [
          "type": "object",
          "properties": [
            "test": ["type": "string", "minLength": 1, "description": "its name in the report, such as t3"],
            "code_is_wrong": [
              "type": "boolean",
              "description": "true if you stand by what you expected, false if the code does what it should",
            ],
            "because": ["type": "string", "description": "the reason, in one or two sentences"],
          ],
          "required": ["test", "code_is_wrong", "because"],
        ],
      ],
    ],
    "required": ["tests"],
    "additionalProperties": false,
  ])

  private static let test: JSONValue = [
    "type": "object",
    "properties": [
      "subject": ["type": "string", "minLength": 1, "description": "the function, as the task names it"],
      "intent": [
        "type": "string", "minLength": 1,
        "description": "what the test shows, in 3 to 10 words: its name is made of them",
      ],
      "setup": [
        "type": "array", "items": ["type": "string"],
        "description": "Swift statements before the call, one each, with try and await where they need it",
      ],
      "call": [
        "type": "string", "minLength": 1,
        "description": "the Swift expression or statement that is tested, without try and await and without let",
      ],
      "outcome": ["type": "string", "enum": .array(ProposedTest.Outcome.allCases.map { .string($0.rawValue) })],
      "expected": [
        "type": "string",
        "description": "a Swift expression: the value that the call should give, or the error that it should throw",
      ],
      "can_throw": ["type": "boolean", "description": "whether the call or the setup needs try"],
      "async": ["type": "boolean", "description": "whether the call or the setup needs await"],
      "observe": [
        "type": "array",
        "items": [
          "type": "object",
          "properties": [
            "expression": ["type": "string", "minLength": 1], "expected": ["type": "string"],
          ],
          "required": ["expression"],
        ],
        "description": "what to look at after the call, such as a property that it changes",
      ],
      "imports": ["type": "array", "items": ["type": "string"], "description": "modules such as Foundation"],
    ],
    "required": ["subject", "intent", "call", "outcome"],
  ]

  private let receive: @Sendable (Input) async throws -> Reply

  /// - Parameter receive: runs what is proposed.
  package init(receive: @escaping @Sendable (Input) async throws -> Reply) {
    self.receive = receive
  }

  /// What it runs is what the program runs anyway: calls in a disposable copy, in the sandbox and without network.
  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { .none }

  /// One proposal after the other, since all are compiled in one place.
  package func effects(of input: Input) -> ToolEffects { ToolEffects(writes: .everything) }

  package func run(_ input: Input) async throws -> ToolOutput {
    let reply = try await receive(input)
    return ToolOutput(reply.text, finalAnswer: reply.isLast ? .object(["told": .bool(true)]) : nil)
  }
}
