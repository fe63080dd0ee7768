package import AgentKernel
package import JSON

/// Takes tests that a model has written whole, has them run, and says what came of them; in the end the run is over.
package struct ProposeTestCodeTool: Tool {
  /// What one proposal is.
  package enum Form: Hashable, Sendable {
    /// A function; where it lies is the program's choice.
    case functions

    /// A file at a path.
    case files
  }

  package struct Input: Decodable, Sendable {
    package var tests: [ProposedTestCode]

    /// What the model says of tests that ended otherwise than it expected.
    package var answers: [ProposeTestsTool.Answer]?

    package init(tests: [ProposedTestCode], answers: [ProposeTestsTool.Answer]? = nil) {
      self.tests = tests
      self.answers = answers
    }
  }

  /// The most tests of one call.
  package static let limit = 24

  /// The most files of one call: each is built and run by itself.
  package static let fileLimit = 6

  package let name = "propose_test_code"

  package let description: String

  package let inputSchema: JSONSchema

  private let receive: @Sendable (Input) async throws -> ProposeTestsTool.Reply

  /// - Parameters:
  ///   - form: what one proposal is.
  ///   - receive: runs what is proposed.
  package init(_ form: Form, receive: @escaping @Sendable (Input) async throws -> ProposeTestsTool.Reply) {
    self.receive = receive
    description =
      switch form {
      case .functions:
        """
        Proposes test functions. They are run, and you are told what came of each, which lines are still not reached and \
        which mutants still live. Put all that you have into one call. With an empty list of tests you say that there is \
        nothing more to propose.
        """
      case .files:
        """
        Proposes files of tests. Each is built and run with the project's own tests, and you are told what came of it, and \
        which lines are still not reached. Put all that you have into one call. With an empty list of tests you say that \
        there is nothing more to propose.
        """
      }
    inputSchema = Self.schema(form)
  }

  private static func schema(_ form: Form) -> JSONSchema {
    let most: JSONValue = .integer(Int64(form == .files ? fileLimit : limit))
    return JSONSchema([
      "type": "object",
      "properties": [
        "tests": ["type": "array", "maxItems": most, "items": test(form)],
        "answers": [
          "type": "array", "maxItems": .integer(Int64(limit)),
          "description": "one for each test that ended otherwise than you expected",
          "items": [
            "type": "object",
            "properties": [
              "test": ["type": "string", "minLength": 1, "description": "its name in the report, such as t3"],
              "code_is_wrong": [
                "type": "boolean",
                "description":
                  "true if you stand by what the test expects, false if the code under test does what it should",
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
  }

  private static func test(_ form: Form) -> JSONValue {
    var properties: [String: JSONValue] = [
      "subject": ["type": "string", "minLength": 1, "description": "the function, as the task names it"],
      "intent": ["type": "string", "minLength": 1, "description": "what the test shows, in 3 to 10 words"],
      "code": [
        "type": "string", "minLength": 1,
        "description": .string(
          form == .functions ? "the whole function, with its imports before it" : "the whole text of the file"),
      ],
    ]
    var required: [JSONValue] = ["subject", "intent", "code"]
    if form == .files {
      properties["path"] = ["type": "string", "minLength": 1, "description": "where the new file is to lie"]
      required.append("path")
    }
    return ["type": "object", "properties": .object(properties), "required": .array(required)]
  }

  /// What it runs is what the program runs anyway: tests in a disposable copy, in the sandbox and without network.
  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { .none }

  /// One proposal after the other, since all are run in one place.
  package func effects(of input: Input) -> ToolEffects { ToolEffects(writes: .everything) }

  package func run(_ input: Input) async throws -> ToolOutput {
    let reply = try await receive(input)
    return ToolOutput(reply.text, finalAnswer: reply.isLast ? .object(["told": .bool(true)]) : nil)
  }
}
