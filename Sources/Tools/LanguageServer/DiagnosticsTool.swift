package import AgentKernel
package import JSON
internal import SourceCode
internal import SourceText

/// Shows what the compiler or checker of a language says about files.
package struct DiagnosticsTool: Tool {
  package struct Input: Decodable, Sendable {
    var paths: [String]
  }

  private static let limit = 20

  package let name = "diagnostics"

  package let description = """
    Shows the errors and warnings that the language's own server has for files, as they are now. Prints \
    path:line:column: severity: message.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "paths": [
        "type": "array", "minItems": 1, "maxItems": .integer(Int64(limit)),
        "items": ["type": "string", "minLength": 1],
      ]
    ],
    "required": ["paths"],
    "additionalProperties": false,
  ])

  private let intelligence: CodeIntelligence

  package init(_ intelligence: CodeIntelligence) {
    self.intelligence = intelligence
  }

  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { CallSubject(paths: input.paths) }

  package func effects(of input: Input) -> ToolEffects { ToolEffects(reads: .paths([""])) }

  package func run(_ input: Input) async throws -> ToolOutput {
    var shown = BoundedText()
    var notes = ""
    for text in input.paths {
      let path = try RelativePath(text)
      let name = ListedName.shown(path.string)
      do {
        let (list, map, encoding) = try await intelligence.diagnostics(of: path)
        guard let list else {
          notes += "[\(name): the server said nothing in time]\n"
          continue
        }
        if list.isEmpty { notes += "[\(name): nothing to report]\n" }
        for diagnostic in list.sorted(by: { ($0.severity, $0.range.start) < ($1.severity, $1.range.start) }) {
          shown.append("\(name):\(Self.line(diagnostic, map, encoding))")
        }
      } catch let error as ToolError where input.paths.count > 1 {
        notes += "[\(name): \(error)]\n"
      }
    }
    return ToolOutput(shown.finished { "\($0) more" } + notes)
  }

  /// `line:column: severity: message [code]`, the column in characters, the message on one line.
  private static func line(_ diagnostic: CodeDiagnostic, _ map: PositionMap, _ encoding: PositionEncoding) -> String {
    let start = map.offset(of: diagnostic.range.start, encoding) ?? 0
    let position = map.position(at: start, .utf32)
    let message = ListedName.shown(diagnostic.message.split(whereSeparator: \.isNewline).joined(separator: "; "))
    let marks = [diagnostic.source, diagnostic.code].compactMap { $0 }.map(ListedName.shown).joined(separator: " ")
    let mark = marks.isEmpty ? "" : " [\(marks)]"
    return
      "\(diagnostic.range.start.line + 1):\(position.character + 1): \(diagnostic.severity.name): \(message)\(mark)"
  }
}
