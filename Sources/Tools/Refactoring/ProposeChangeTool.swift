package import AgentKernel
package import JSON

/// Takes a change that a model proposes: a recipe to be carried out, or steps of edits.
///
/// It writes nothing: what is proposed is checked here, and done and judged elsewhere.
package struct ProposeChangeTool: Tool {
  package struct Input: Decodable, Sendable {
    package var recipe: ChosenRecipe?
    package var steps: [Step]?
    package var state: State

    /// Why nothing more is to be done, or why it cannot be done.
    package var reason: String?
  }

  /// A recipe with what it is told.
  package struct ChosenRecipe: Decodable, Hashable, Sendable {
    package var name: String
    package var parameters: [String: String]?
  }

  /// Edits that are done together or not at all.
  package struct Step: Decodable, Hashable, Sendable {
    package var title: String
    package var edits: [ProposedEdit]
    package var interfaceChanges: [String]?

    private enum CodingKeys: String, CodingKey {
      case title
      case edits
      case interfaceChanges = "interface_changes"
    }
  }

  /// What is left of the task behind this change.
  package enum State: String, Decodable, Hashable, Sendable, CaseIterable {
    case done
    case more
    case impossible
  }

  /// The most steps of one call, and edits of one step.
  package static let (stepLimit, editLimit) = (8, 60)

  package let name = "propose_change"

  package let description = """
    Proposes the next change: the name of a recipe with its parameters, or steps of your own edits, each of which builds and \
    passes the tests by itself. All edits speak of the files as they are now. An edit that does not fit is answered with what \
    is there; then call again, with all steps. `state` says what is left of the task behind it.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "recipe": Self.recipeSchema,
      "steps": [
        "type": "array", "maxItems": JSONValue(stepLimit),
        "items": [
          "type": "object",
          "properties": [
            "title": [
              "type": "string", "minLength": 1,
              "description": "what it does, in a line: the commit's message begins with it",
            ],
            "edits": [
              "type": "array", "minItems": 1, "maxItems": JSONValue(editLimit), "items": ProposedEdit.schema,
            ],
            "interface_changes": [
              "type": "array", "items": ["type": "string"],
              "description":
                "public declarations that are meant to change, such as Module.Type.method(label:), or the beginning of such names",
            ],
          ],
          "required": ["title", "edits"],
          "additionalProperties": false,
        ],
      ],
      "state": [
        "type": "string", "enum": .array(State.allCases.map { .string($0.rawValue) }),
        "description":
          "done: nothing is left when this holds; more: ask again when it holds; impossible: it cannot be done, and reason says why",
      ],
      "reason": ["type": "string", "description": "for impossible, and for done without a change: why, in a sentence"],
    ],
    "required": ["state"],
    "additionalProperties": false,
  ])

  static let recipeSchema: JSONValue = [
    "type": "object",
    "properties": [
      "name": ["type": "string", "minLength": 1],
      "parameters": ["type": "object", "additionalProperties": ["type": "string"]],
    ],
    "required": ["name"],
    "additionalProperties": false,
  ]

  private let receive: @Sendable (Input) async throws -> Void

  /// - Parameter receive: takes what is proposed; throws `ToolError`, in words for the model, where it does not fit.
  package init(receive: @escaping @Sendable (Input) async throws -> Void) {
    self.receive = receive
  }

  /// The call itself changes nothing: what comes of it is done in a disposable copy, by the program's own rules.
  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject {
    CallSubject(paths: (input.steps ?? []).flatMap(\.edits).flatMap { [$0.path] + ($0.moveTo.map { [$0] } ?? []) })
  }

  package func effects(of input: Input) -> ToolEffects { ToolEffects(writes: .everything) }

  package func run(_ input: Input) async throws -> ToolOutput {
    try await receive(input)
    return ToolOutput("taken", finalAnswer: .object(["taken": .bool(true)]))
  }
}
