internal import SourceText

/// Writes a report as GitHub Flavored Markdown, for a comment on a change.
///
/// Foreign text stays text: no HTML, image, link, mention or quick action of its own, and code fences that it cannot close.
/// Lines of the old file are marked "before".
package struct MarkdownReporter: Sendable {
  private static let mostQuotedLines = 20

  package init() {}

  /// The report as lines, the last one ended too.
  package func text(of report: ReviewReport) -> String {
    let words = TextReporter()
    let models = report.participants.map { MarkdownText.line($0) }
    let participants = models.isEmpty ? "rules only" : "with \(models.joined(separator: ", "))"
    let target = "\(MarkdownText.line(report.target.description)) in \(MarkdownText.line(report.target.repository))"
    var blocks = ["## Review of \(target) (\(participants))"]
    blocks += report.incompleteReasons.map { "> **Incomplete:** \(MarkdownText.line($0))" }
    blocks.append("**\(words.verdict(on: report))**")
    for finding in report.findings { blocks += Self.blocks(of: finding) }
    // A line in front, so that the summary is not taken for the last finding's.
    blocks += ["---", MarkdownText.fenced(words.summary(of: report))]
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static func blocks(of finding: Finding) -> [String] {
    let severity = finding.severity.rawValue + (finding.isBlocking ? ", blocking" : "")
    var blocks = [
      "### \(MarkdownText.line(finding.title))",
      "\(place(finding.location)), **\(severity)**, rule \(MarkdownText.code(finding.rule, limit: 200))",
    ]
    let quote = TextLayout.lines(of: finding.quote)
    if !quote.isEmpty {
      blocks.append(MarkdownText.fenced(Array(quote.prefix(mostQuotedLines))))
      if quote.count > mostQuotedLines {
        blocks.append("and \(TextLayout.count(quote.count - mostQuotedLines, "more line"))")
      }
    }
    blocks.append(MarkdownText.prose(finding.explanation))
    if let suggestion = finding.suggestion {
      // Words are one line; what has several lines may be code.
      let lines = TextLayout.lines(of: suggestion)
      blocks +=
        lines.count > 1
        ? ["**Suggestion:**", MarkdownText.fenced(lines)]
        : ["**Suggestion:** \(MarkdownText.line(suggestion, limit: 2000))"]
    }
    if let verification = finding.verification {
      blocks.append("*\(verification.verdict.label):* \(MarkdownText.line(verification.reason, limit: 1000))")
    }
    return blocks.filter { !$0.isEmpty }
  }

  private static func place(_ location: Finding.Location) -> String {
    let path = MarkdownText.code(location.path.string)
    guard let lines = location.lines else { return path }
    let numbers = lines.count == 1 ? "line \(lines.first)" : "lines \(lines.first) to \(lines.last)"
    return "\(path) \(numbers)" + (location.side == .old ? " (before)" : "")
  }
}
