internal import SourceText

/// Writes a report as XML in the manner of Checkstyle 4.3, which most build servers read.
///
/// Files stand in the order of their gravest finding. An error needs a line: a finding about the whole file, or about lines
/// that only the old file has, stands at line 1 and says so. There is no place for what is not an error, so each reason for
/// which a review is incomplete is one of its own, by the source `code-review.review-incomplete`; see `IncompleteNotice`.
/// Hidden characters, which XML 1.0 cannot hold even as references, are in visible form, in paths too.
///
/// Source: the output of Checkstyle's `XMLLogger`.
package struct CheckstyleReporter: Sendable {
  private struct Entry {
    let path: String
    let line: Int
    let severity: String
    let message: String
    let rule: String
  }

  package init() {}

  /// The report as an XML document with a line feed at its end.
  package func text(of report: ReviewReport) -> String {
    let entries = Self.entries(of: report)
    var paths: [String] = []
    for entry in entries where !paths.contains(entry.path) { paths.append(entry.path) }
    let entriesByPath = Dictionary(grouping: entries, by: \.path)
    var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#, #"<checkstyle version="4.3">"#]
    for path in paths {
      lines.append("  <file name=\(XMLText.quoted(path))>")
      lines += entriesByPath[path, default: []].map(Self.element)
      lines.append("  </file>")
    }
    lines.append("</checkstyle>")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func entries(of report: ReviewReport) -> [Entry] {
    let notices = IncompleteNotice.all(in: report).map {
      Entry(path: $0.path, line: 1, severity: "warning", message: $0.message, rule: IncompleteNotice.rule)
    }
    return notices
      + report.findings.map {
        Entry(
          path: $0.location.path.string, line: $0.newLines?.first ?? 1, severity: severity($0.severity),
          message: FindingMessage($0).text, rule: $0.ruleLabel)
      }
  }

  private static func element(_ entry: Entry) -> String {
    let source = XMLText.quoted("code-review.\(entry.rule)")
    let message = XMLText.quoted(entry.message)
    return "    <error line=\"\(entry.line)\" severity=\"\(entry.severity)\" message=\(message) source=\(source)/>"
  }

  private static func severity(_ severity: Severity) -> String {
    switch severity {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .note: "info"
    }
  }
}
