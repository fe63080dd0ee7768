package import JSON
internal import SourceText

/// Writes a report in reviewdog's diagnostic format, as one `DiagnosticResult`.
///
/// A finding about the whole file, or about lines that only the old file has, has no range and says so. There is no place for
/// what is not a diagnostic, so each reason for which a review is incomplete is one of its own, by the code
/// `review-incomplete`; see `IncompleteNotice`. Suggestions stand in the message: reviewdog would apply its own kind as
/// replacement text, and ours may be words.
///
/// Source: `proto/rdf/reviewdog.proto` of reviewdog.
package struct RDJSONReporter: Sendable {
  package init() {}

  /// The report as a JSON text with a line feed at its end.
  package func text(of report: ReviewReport) -> String { value(of: report).reportText }

  /// The report as a JSON value.
  package func value(of report: ReviewReport) -> JSONValue {
    let notices = IncompleteNotice.all(in: report).map {
      Self.diagnostic(message: $0.message, path: $0.path, severity: "WARNING", code: IncompleteNotice.rule)
    }
    let findings = report.findings.map {
      Self.diagnostic(
        message: FindingMessage($0).text, path: $0.location.path.string, lines: $0.newLines,
        severity: Self.severity($0.severity), code: $0.ruleLabel)
    }
    return ["source": ["name": "code-review"], "diagnostics": .array(notices + findings)]
  }

  private static func diagnostic(
    message: String, path: String, lines: LineRange? = nil, severity: String, code: String
  ) -> JSONValue {
    var location: [String: JSONValue] = ["path": JSONValue(path)]
    if let lines {
      // Without columns a range is by lines, and its end is included.
      location["range"] = ["start": ["line": JSONValue(lines.first)], "end": ["line": JSONValue(lines.last)]]
    }
    return [
      "message": JSONValue(message), "location": .object(location), "severity": JSONValue(severity),
      "code": ["value": JSONValue(code)],
    ]
  }

  private static func severity(_ severity: Severity) -> String {
    switch severity {
    case .critical, .high: "ERROR"
    case .medium: "WARNING"
    case .low, .note: "INFO"
    }
  }
}
