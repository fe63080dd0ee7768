package import AgentKernel
package import JSON
internal import SourceText

/// Finds files by their names.
package struct GlobTool: Tool {
  package struct Input: Decodable, Sendable {
    var pattern: String
  }

  package let name = "glob"

  package let description = """
    Finds files by a pattern on their paths after the change: `**/*.swift`, `Sources/*/Parser*`. A pattern without / \
    matches names at any depth.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": ["pattern": ["type": "string", "maxLength": 500]],
    "required": ["pattern"],
    "additionalProperties": false,
  ])

  private let view: any FileView

  package init(_ view: any FileView) {
    self.view = view
  }

  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { CallSubject(trees: [""]) }

  package func effects(of input: Input) -> ToolEffects {
    ToolEffects(reads: .paths([""]))
  }

  package func run(_ input: Input) async throws -> ToolOutput {
    let pattern = try GlobPattern(input.pattern)
    let entries = try await view.files(below: nil, in: .new)
    var shown = BoundedText(limit: 16 << 10)
    for entry in entries {
      // A long pattern against a large repository takes seconds.
      try Task.checkCancellation()
      if pattern.matches(entry.path) { shown.append(ListedName.shown(entry.path.string)) }
    }
    if shown.text.isEmpty { return ToolOutput("no file matches \(input.pattern)") }
    return ToolOutput(shown.finished { "\($0) more files match; use a narrower pattern" })
  }
}
