internal import Redaction
internal import SourceText

/// Writes a report as workflow commands, which GitHub shows as annotations of a change.
///
/// One command a line: first why the review is incomplete, then the findings; the verdict in plain words ends the log. GitHub
/// shows ten annotations of each kind for a step, so that the order matters. A finding about the whole file or about lines
/// that only the old file has stands at the file and says so.
///
/// Source: "Workflow commands for GitHub Actions" in GitHub's documentation.
package struct GitHubReporter: Sendable {
  package init() {}

  /// The report as lines, the last one ended too.
  package func text(of report: ReviewReport) -> String {
    var lines = report.incompleteReasons.map {
      Self.command("warning", [("title", "Review incomplete")], TerminalText.singleLine($0, limit: 300))
    }
    lines += report.findings.map(Self.command(for:))
    lines += report.omissions.map {
      let path = $0.path.map { "\(TerminalText.singleLine($0, limit: 1000)): " } ?? ""
      return Self.command("notice", [("title", "Not reviewed")], path + TerminalText.singleLine($0.reason, limit: 300))
    }
    lines.append(TextReporter().verdict(on: report))
    return lines.joined(separator: "\n") + "\n"
  }

  private static func command(for finding: Finding) -> String {
    let message = FindingMessage(finding)
    var properties = [("file", TerminalText.escaped(finding.location.path.string))]
    if let lines = finding.newLines {
      properties += [("line", String(lines.first)), ("endLine", String(lines.last))]
    }
    properties.append(("title", "\(message.title) [\(finding.ruleLabel)]"))
    // A command without data has no annotation.
    let details = message.details.isEmpty ? message.title : message.details.joined(separator: "\n\n")
    return command(level(finding.severity), properties, details)
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .note: "notice"
    }
  }

  private static func command(_ name: String, _ properties: [(String, String)], _ data: String) -> String {
    let list = properties.map { "\($0.0)=\(escaped($0.1, isProperty: true))" }.joined(separator: ",")
    return "::\(name) \(list)::\(escaped(data, isProperty: false))"
  }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
