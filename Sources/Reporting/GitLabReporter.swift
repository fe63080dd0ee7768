package import JSON
internal import SourceText

/// Writes a report in the form that GitLab's code quality widget reads: an array of issues.
///
/// GitLab demands a line: a finding about the whole file, or about lines that only the old file has, stands at line 1 and says
/// so. It has no place for what is not an issue, so each reason for which a review is incomplete is an entry of its own,
/// by the name `review-incomplete`; see `IncompleteNotice`.
///
/// Source: "Code Quality report format" in GitLab's documentation.
package struct GitLabReporter: Sendable {
  package init() {}

  /// The report as a JSON text with a line feed at its end.
  package func text(of report: ReviewReport) -> String { value(of: report).reportText }

  /// The report as a JSON value.
  package func value(of report: ReviewReport) -> JSONValue {
    .array(IncompleteNotice.all(in: report).map(Self.issue(for:)) + report.findings.map(Self.issue(for:)))
  }

  private static func issue(for notice: IncompleteNotice) -> JSONValue {
    [
      "type": "issue", "check_name": JSONValue(IncompleteNotice.rule), "severity": "major",
      "description": JSONValue(notice.message), "fingerprint": JSONValue(notice.fingerprint),
      "location": ["path": JSONValue(notice.path), "lines": ["begin": 1]],
    ]
  }

  private static func issue(for finding: Finding) -> JSONValue {
    let lines = finding.newLines ?? LineRange(1)
    return [
      "type": "issue",
      "check_name": JSONValue(finding.ruleLabel),
      "description": JSONValue(FindingMessage(finding).text),
      "fingerprint": JSONValue(finding.fingerprint),
      "severity": JSONValue(severity(finding.severity)),
      "location": [
        "path": JSONValue(finding.location.path.string),
        "lines": ["begin": JSONValue(lines.first), "end": JSONValue(lines.last)],
      ],
    ]
  }

  private static func severity(_ severity: Severity) -> String {
    switch severity {
    case .critical: "blocker"
    case .high: "critical"
    case .medium: "major"
    case .low: "minor"
    case .note: "info"
    }
  }
}
