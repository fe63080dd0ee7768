package import AgentKernel
package import JSON
internal import SourceText

/// Takes a verifier's judgement of one finding; the run is then over.
package struct ReportVerdictTool: Tool {
  package struct Input: Decodable, Sendable {
    var verdict: Finding.Verification.Verdict
    var reason: String
    var severity: Severity?
  }

  package let name = "report_verdict"

  package let description = """
    Gives your verdict on the finding and ends the check: refuted when the code shows that it is wrong or no defect, \
    confirmed when you have followed the code and it fails as claimed, uncertain when neither can be shown.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "verdict": ["type": "string", "enum": ["refuted", "confirmed", "uncertain"]],
      "severity": [
        "type": "string", "enum": ["low", "medium", "high", "critical"],
        "description": "only if the finding is real and its severity is wrong",
      ],
      "reason": ["type": "string", "minLength": 1, "description": "one or two sentences that name the deciding lines"],
    ],
    "required": ["verdict", "reason"],
    "additionalProperties": false,
  ])

  package init() {}

  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { .none }

  package func effects(of input: Input) -> ToolEffects { .none }

  package func run(_ input: Input) async throws -> ToolOutput {
    var answer: [String: JSONValue] = [
      "verdict": .string(input.verdict.rawValue), "reason": .string(input.reason),
    ]
    if let severity = input.severity { answer["severity"] = .string(severity.rawValue) }
    return ToolOutput("noted", finalAnswer: .object(answer))
  }
}
