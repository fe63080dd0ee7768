package import JSON

/// What a model must still know of a conversation that is cut.
package struct ConversationSummary: Hashable, Sendable {
  package let goal: String
  package let decisions: [String]
  package let files: [String]
  package let findings: [String]
  package let openSteps: [String]

  /// What a summary has to be.
  package static let schema = JSONSchema([
    "type": "object",
    "properties": [
      "goal": ["type": "string", "minLength": 1, "maxLength": 4000],
      "decisions": list, "files": list, "findings": list, "open_steps": list,
    ],
    "required": ["goal", "decisions", "files", "findings", "open_steps"],
    "additionalProperties": false,
  ])

  private static let list: JSONValue = [
    "type": "array", "items": ["type": "string", "minLength": 1, "maxLength": 2000], "maxItems": 100,
  ]

  /// Reads a model's answer: a JSON object, alone or in one fenced block.
  ///
  /// - Throws: `AgentKernelError` with the code `.invalidSummary`, which says what is wrong with it.
  package init(parsing answer: String) throws(AgentKernelError) {
    guard let value = Self.object(in: answer) else {
      throw AgentKernelError(.invalidSummary, "the model's summary is no JSON object")
    }
    if let violation = Self.schema.violations(in: value).first {
      throw AgentKernelError(.invalidSummary, "the model's summary is not what was asked for: \(violation)")
    }
    func list(_ name: String) -> [String] { (value[name]?.array ?? []).compactMap(\.string) }
    goal = value["goal"]?.string ?? ""
    decisions = list("decisions")
    files = list("files")
    findings = list("findings")
    openSteps = list("open_steps")
    guard !goal.allSatisfy(\.isWhitespace) else {
      throw AgentKernelError(.invalidSummary, "the model's summary names no goal")
    }
  }

  private static func object(in answer: String) -> JSONValue? {
    guard let open = answer.utf8.firstIndex(of: UInt8(ascii: "{")),
      let close = answer.utf8.lastIndex(of: UInt8(ascii: "}")), open < close
    else { return nil }
    let value = try? JSONValue.parse(String(answer[open...close]))
    return value?.object == nil ? nil : value
  }
}
