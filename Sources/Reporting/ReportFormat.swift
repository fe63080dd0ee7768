/// The forms that a report can have.
package enum ReportFormat: String, CaseIterable, Sendable {
  /// For people at a terminal.
  case text

  /// Everything that the report holds, as `schemas/review-report.schema.json` describes it.
  case json

  /// For a comment on a pull request.
  case markdown

  /// SARIF 2.1.0, for code scanning.
  case sarif

  /// Annotations of a GitHub workflow.
  case github

  /// The report that GitLab's code quality widget reads.
  case gitlab

  /// XML in the manner of Checkstyle, which most build servers read.
  case checkstyle

  /// Reviewdog's diagnostic format.
  case rdjson

  /// Writes a report in this form.
  ///
  /// - Parameters:
  ///   - report: what there is to say.
  ///   - version: the program's version, for formats that name it.
  ///   - isColored: whether to use a terminal's colours, for the form that can.
  ///   - width: the columns of the terminal, for the form that wraps its lines.
  package func text(
    of report: ReviewReport, version: String, isColored: Bool = false, width: Int = 80
  ) -> String {
    switch self {
    case .text: TextReporter(isColored: isColored, width: width).text(of: report)
    case .json: JSONReporter().text(of: report)
    case .markdown: MarkdownReporter().text(of: report)
    case .sarif: SARIFReporter(version: version).text(of: report)
    case .github: GitHubReporter().text(of: report)
    case .gitlab: GitLabReporter().text(of: report)
    case .checkstyle: CheckstyleReporter().text(of: report)
    case .rdjson: RDJSONReporter().text(of: report)
    }
  }
}
