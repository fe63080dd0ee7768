package import AgentKernel
package import JSON

/// Takes a model's plan of a goal: refactorings with names, each over named paths.
package struct PlanRefactoringTool: Tool {
  package struct Input: Decodable, Sendable {
    package var items: [Item]

    /// Why there is nothing to do, or why it cannot be done.
    package var reason: String?
  }

  package struct Item: Decodable, Hashable, Sendable {
    package var name: String
    package var scope: [String]
    package var what: String
    package var recipe: ProposeChangeTool.ChosenRecipe?
  }

  /// The most items of a plan.
  package static let limit = 20

  package let name = "plan_refactoring"

  package let description = """
    Hands over the plan: named refactorings in the order in which they are done, each over the files or folders that it \
    changes. With an empty list you say that there is nothing to do, and why.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "items": [
        "type": "array", "maxItems": JSONValue(limit),
        "items": [
          "type": "object",
          "properties": [
            "name": [
              "type": "string", "minLength": 1, "description": "the refactoring and its object, in 2 to 8 words",
            ],
            "scope": [
              "type": "array", "minItems": 1, "maxItems": 100, "items": ["type": "string", "minLength": 1],
              "description": "files or folders that it changes, callers and tests too",
            ],
            "what": [
              "type": "string", "minLength": 1, "description": "what is to be so afterwards, in a few sentences",
            ],
            "recipe": ProposeChangeTool.recipeSchema,
          ],
          "required": ["name", "scope", "what"],
          "additionalProperties": false,
        ],
      ],
      "reason": ["type": "string", "description": "for an empty list: why, in a sentence"],
    ],
    "required": ["items"],
    "additionalProperties": false,
  ])

  private let receive: @Sendable (Input) async throws -> Void

  /// - Parameter receive: takes the plan; throws `ToolError`, in words for the model, where it makes no sense.
  package init(receive: @escaping @Sendable (Input) async throws -> Void) {
    self.receive = receive
  }

  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { .none }

  package func effects(of input: Input) -> ToolEffects { ToolEffects(writes: .everything) }

  package func run(_ input: Input) async throws -> ToolOutput {
    try await receive(input)
    return ToolOutput("taken", finalAnswer: .object(["taken": .bool(true)]))
  }
}
