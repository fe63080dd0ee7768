package import AgentKernel
package import JSON
internal import Redaction

/// The agent's own list of what is to be done, which it gives whole each time and gets back.
///
/// The list is the tool's, not the conversation's, so that it can be asked for again when what was said is cleared away.
package struct TodoTool: Tool {
  package struct Input: Decodable, Sendable {
    var items: [Item]?
  }

  package struct Item: Hashable, Decodable, Sendable {
    package enum State: String, Decodable, Sendable, CaseIterable {
      case open
      case doing
      case done
    }

    package var text: String
    package var state: State
  }

  /// A list that somebody keeps in view has no more.
  private static let countLimit = 30
  private static let textLimit = 160

  package let name = "todo"

  package let description = """
    Keeps your list of steps for work that has many: give all items with their states, the new list takes the place of \
    the old one. At most one is "doing". Without items it shows the list.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "items": [
        "type": "array", "maxItems": .integer(Int64(TodoTool.countLimit)),
        "items": [
          "type": "object",
          "properties": [
            "text": ["type": "string", "minLength": 1, "maxLength": .integer(Int64(TodoTool.textLimit))],
            "state": ["type": "string", "enum": .array(Item.State.allCases.map { .string($0.rawValue) })],
          ],
          "required": ["text", "state"],
          "additionalProperties": false,
        ],
      ]
    ],
    "additionalProperties": false,
  ])

  private let list = TodoList()

  package init() {}

  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { .none }

  /// Calls of one turn keep their order; no file has this name.
  package func effects(of input: Input) -> ToolEffects {
    let list = ToolEffects.Places.paths(["//todo"])
    return input.items == nil ? ToolEffects(reads: list) : ToolEffects(writes: list)
  }

  package func run(_ input: Input) async throws -> ToolOutput {
    if let items = input.items {
      guard items.count(where: { $0.state == .doing }) <= 1 else {
        throw ToolError("the list was not changed: more than one item is doing; do one after the other")
      }
      guard items.allSatisfy({ !$0.text.allSatisfy(\.isWhitespace) }) else {
        throw ToolError("the list was not changed: an item says nothing")
      }
      guard Set(items.map(\.text)).count == items.count else {
        throw ToolError("the list was not changed: an item is there twice")
      }
      await list.replace(with: items)
    }
    return ToolOutput(Self.text(of: await list.items))
  }

  private static func text(of items: [Item]) -> String {
    guard !items.isEmpty else { return "the list is empty" }
    let lines = items.map { "[\(mark(of: $0.state))] \(TerminalText.singleLine($0.text, limit: textLimit))\n" }
    return "\(items.count { $0.state == .done }) of \(items.count) done\n" + lines.joined()
  }

  private static func mark(of state: Item.State) -> String {
    switch state {
    case .open: " "
    case .doing: ">"
    case .done: "x"
    }
  }
}

private actor TodoList {
  private(set) var items: [TodoTool.Item] = []

  func replace(with items: [TodoTool.Item]) { self.items = items }
}
