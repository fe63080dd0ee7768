package import AgentKernel
package import JSON

/// Pages through a result that was too long for the conversation.
package struct ReadOutputTool: Tool {
  package struct Input: Decodable, Sendable {
    var id: String
    var fromLine: Int?
    var toLine: Int?

    enum CodingKeys: String, CodingKey {
      case id
      case fromLine = "from_line"
      case toLine = "to_line"
    }
  }

  package let name = "read_output"

  package let description = """
    Shows lines of a result that was too long to be shown whole; the result names the id. Ask for the lines you need.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "id": ["type": "string", "maxLength": 40],
      "from_line": ["type": "integer", "minimum": 1],
      "to_line": ["type": "integer", "minimum": 1],
    ],
    "required": ["id"],
    "additionalProperties": false,
  ])

  private let outputs: SpilledOutputs

  package init(_ outputs: SpilledOutputs) {
    self.outputs = outputs
  }

  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { .none }

  package func effects(of input: Input) -> ToolEffects { .none }

  package func run(_ input: Input) async throws -> ToolOutput {
    let lines = OutputLines.split(try await outputs.text(input.id))
    guard !lines.isEmpty else { return ToolOutput("\(input.id) is empty") }
    let first = input.fromLine ?? 1
    let last = min(input.toLine ?? lines.count, lines.count)
    guard first <= last else {
      throw ToolError(
        "\(input.id) has \(lines.count) lines; lines \(first) to \(input.toLine ?? lines.count) are none of them")
    }
    var shown = BoundedText()
    for number in first...last { shown.append("\(number): \(lines[number - 1])") }
    return ToolOutput(
      shown.finished { "\($0) more lines; go on with from_line \(last - $0 + 1)" }
        + (last < lines.count && !shown.isFull ? "[it has \(lines.count) lines]\n" : ""),
      source: "\(input.id), lines \(first) to \(last)")
  }
}
