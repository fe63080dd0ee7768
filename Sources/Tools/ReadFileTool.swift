package import AgentKernel
package import JSON
internal import SourceText

/// Shows lines of a file, before or after the change.
package struct ReadFileTool: Tool {
  package struct Input: Decodable, Sendable {
    var path: String
    var fromLine: Int?
    var toLine: Int?
    var version: FileVersion?

    enum CodingKeys: String, CodingKey {
      case path
      case fromLine = "from_line"
      case toLine = "to_line"
      case version
    }
  }

  package let name = "read_file"

  package let description = """
    Shows a file of the repository with line numbers: as it is after the change, or before it with version "old". \
    Long files come in parts of about 32 kB; ask for lines. Read several files in one turn.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "path": ["type": "string", "description": "path from the repository's root"],
      "from_line": ["type": "integer", "minimum": 1],
      "to_line": ["type": "integer", "minimum": 1],
      "version": ["type": "string", "enum": ["new", "old"], "description": "default: new"],
    ],
    "required": ["path"],
    "additionalProperties": false,
  ])

  private let view: any FileView

  package init(_ view: any FileView) {
    self.view = view
  }

  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { CallSubject(paths: [input.path]) }

  package func effects(of input: Input) -> ToolEffects {
    ToolEffects(reads: .paths([input.path]))
  }

  package func run(_ input: Input) async throws -> ToolOutput {
    let path = try RelativePath(input.path)
    let state = input.version ?? .new
    let text = try await view.text(at: path, in: state)
    var lines = TextLines.split(text)
    if lines.last?.isEmpty == true { lines.removeLast() }
    guard !lines.isEmpty else {
      await view.didShow([], of: 0, in: path, state)
      return ToolOutput("\(path) is empty")
    }
    let first = input.fromLine ?? 1
    let last = min(input.toLine ?? lines.count, lines.count)
    guard first <= last else {
      throw ToolError(
        "\(path) has \(lines.count) lines; lines \(first) to \(input.toLine ?? lines.count) are none of them")
    }
    var shown = BoundedText()
    var whole: Set<Int> = []
    for number in first...last {
      if shown.append(DiffText.numbered(number, " ", lines[number - 1])) { whole.insert(number) }
    }
    await view.didShow(whole, of: lines.count, in: path, state)
    let version = input.version == .old ? " of the state before the change" : ""
    return ToolOutput(
      shown.finished { "\($0) more lines; go on with from_line \(last - $0 + 1)" }
        + (last < lines.count && !shown.isFull ? "[the file has \(lines.count) lines]\n" : ""),
      source: "\(path), lines \(first) to \(last)\(version)")
  }
}
