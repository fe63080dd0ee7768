internal import Redaction
internal import SourceText

/// Writes a report for people.
///
/// Whatever comes from the repository or from a model is escaped, and no line of it is a command to a build server that
/// reads its log. "No issues found" is said only of a review that came to its end, and of one that left something out only
/// with that restriction.
package struct TextReporter: Sendable {
  static let longestList = 10

  let style: TextStyle

  /// Columns of a line of prose or code.
  let width: Int

  /// - Parameters:
  ///   - isColored: whether to use a terminal's colours.
  ///   - width: the terminal's columns; lines are as long at most, but neither below 40 nor above 120, where they are hard
  ///     to read. Headings and the summary are not broken.
  package init(isColored: Bool = false, width: Int = 80) {
    style = TextStyle(isColored: isColored)
    self.width = min(max(width, 40), 120)
  }

  /// The report as lines, the last one ended too.
  package func text(of report: ReviewReport) -> String {
    var lines = header(of: report)
    for finding in report.findings {
      lines.append("")
      lines += self.lines(of: finding, in: report)
    }
    lines += ["", verdict(on: report), ""]
    lines += summary(of: report)
    return lines.map(TextLayout.withoutCommands).joined(separator: "\n") + "\n"
  }

  private func header(of report: ReviewReport) -> [String] {
    let models = report.participants.map { safe($0) }
    let participants = models.isEmpty ? "rules only" : "with \(models.joined(separator: ", "))"
    let target = "\(safe(report.target.description)) in \(safe(report.target.repository))"
    var lines = [style.bold("Review of \(target)") + " (\(participants))"]
    lines += report.incompleteReasons.map { style.warning("INCOMPLETE: \(safe($0))") }
    return lines
  }

  /// What the review comes to, in a sentence that holds no foreign text.
  func verdict(on report: ReviewReport) -> String {
    let heldBack = report.heldBackCount
    let doubted = report.doubtedCount
    if !report.findings.isEmpty {
      let bySeverity = Severity.allCases.reversed().compactMap { severity -> String? in
        let count = report.findings.count { $0.severity == severity }
        return count > 0 ? "\(count) \(severity.rawValue)" : nil
      }
      let rest =
        (heldBack > 0 ? "; \(TextLayout.grouped(heldBack)) more held back by the limit" : "")
        + (doubted > 0 ? "; \(TextLayout.grouped(doubted)) more held back: their rules were wrong before" : "")
      let count = TextLayout.count(report.findings.count, "finding")
      return style.bold("\(count): \(bySeverity.joined(separator: ", "))\(rest)")
    }
    if heldBack > 0 { return style.bold("\(TextLayout.count(heldBack, "finding")) held back by the limit") }
    if doubted > 0 {
      return style.bold("\(TextLayout.count(doubted, "finding")) held back: their rules were wrong before")
    }
    if !report.isComplete {
      return style.warning("The review is incomplete: that nothing is listed here does not mean that nothing is wrong.")
    }
    if report.files.isEmpty { return report.omissions.isEmpty ? "Nothing to review." : "Nothing was reviewed." }
    return style.success(report.omissions.isEmpty ? "No issues found." : "No issues found in what was reviewed.")
  }

  /// Foreign text for one line.
  func safe(_ text: String, limit: Int = 300) -> String { TerminalText.singleLine(text, limit: limit) }
}
