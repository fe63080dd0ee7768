package import AgentKernel
package import JSON
internal import SourceText

/// Takes a reviewer's findings; when they are accepted, the run is over.
package struct ReportFindingsTool: Tool {
  package struct Input: Decodable, Sendable {
    package var findings: [CandidateFinding]
  }

  /// The most findings of one report.
  package static let limit = 30

  package let name = "report_findings"

  package let description = """
    Gives your findings and ends the review. Call it once, with all findings, most harmful first, or with an empty list \
    when the change is sound. Each `quote` is copied exactly from the diff, without line numbers and without the + or - \
    in front, and includes the changed line that is wrong.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "findings": [
        "type": "array",
        "maxItems": .integer(Int64(limit)),
        "items": [
          "type": "object",
          "properties": [
            "path": ["type": "string", "minLength": 1],
            "quote": ["type": "string", "minLength": 1, "description": "1 to 5 whole lines of the diff"],
            "line": [
              "type": "integer",
              "description": "where the quote starts in the new file; leave it out for removed lines",
            ],
            "title": [
              "type": "string", "minLength": 1, "description": "what is wrong, in one line of at most 80 characters",
            ],
            "explanation": [
              "type": "string", "minLength": 1,
              "description": "how it fails: the input or state, what happens, what should happen",
            ],
            "category": ["type": "string", "enum": .array(categories)],
            "severity": ["type": "string", "enum": ["low", "medium", "high", "critical"]],
            "suggestion": ["type": "string", "description": "the mend, in words or as code"],
          ],
          "required": ["path", "quote", "title", "explanation", "category", "severity"],
        ],
      ]
    ],
    "required": ["findings"],
    "additionalProperties": false,
  ])

  private static let categories = Finding.Category.allCases.filter { $0 != .hygiene }.map { JSONValue($0.rawValue) }

  private let check: @Sendable ([CandidateFinding]) async -> String?

  /// - Parameter check: looks at the candidates; a text that it returns goes back to the model, which may report again.
  package init(check: @escaping @Sendable ([CandidateFinding]) async -> String?) {
    self.check = check
  }

  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { .none }

  package func effects(of input: Input) -> ToolEffects { .none }

  package func run(_ input: Input) async throws -> ToolOutput {
    if let complaint = await check(input.findings) { throw ToolError(complaint) }
    return ToolOutput("reported", finalAnswer: .object(["count": JSONValue(input.findings.count)]))
  }
}
