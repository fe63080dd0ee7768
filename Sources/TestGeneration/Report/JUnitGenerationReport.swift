internal import Mutation
internal import Reporting
internal import SourceText

/// The report for build servers: a suite for each module, with a case for each test that was written and each threshold missed.
package enum JUnitGenerationReport {
  /// - Parameter reports: what the run did, one for each module.
  /// - Returns: one document.
  package static func text(of reports: [GenerationReport]) -> String {
    let suites = reports.map(suite)
    let total = suites.reduce(0) { $0 + $1.count }
    let failures = suites.reduce(0) { $0 + $1.failures }
    let seconds = reports.reduce(0) { $0 + Self.seconds($1) }
    let lines =
      [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<testsuites name=\"gen-tests\" tests=\"\(total)\" failures=\"\(failures)\" time=\"\(seconds)\">",
      ] + suites.flatMap(\.lines) + ["</testsuites>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func suite(_ report: GenerationReport) -> (lines: [String], count: Int, failures: Int) {
    let failures = report.missed.count + report.possibleBugs.count
    let count = report.tests.count + failures
    var lines = [
      "  <testsuite name=\(XMLText.quoted(report.selection)) tests=\"\(count)\" failures=\"\(failures)\" "
        + "errors=\"0\" skipped=\"0\" time=\"\(seconds(report))\">"
    ]
    for test in report.tests {
      lines.append(
        "    <testcase classname=\(XMLText.quoted(test.path.description)) name=\(XMLText.quoted(test.name))/>")
    }
    for bug in report.possibleBugs {
      lines += failure("possible bug", bug.subject, "\(bug.explanation): \(bug.text)")
    }
    for sentence in report.missed { lines += failure("threshold", sentence, sentence) }
    lines.append("  </testsuite>")
    return (lines, count, failures)
  }

  private static func seconds(_ report: GenerationReport) -> Double { (report.duration / .milliseconds(1)) / 1000 }

  private static func failure(_ kind: String, _ name: String, _ message: String) -> [String] {
    [
      "    <testcase classname=\(XMLText.quoted(kind)) name=\(XMLText.quoted(name))>",
      "      <failure message=\(XMLText.quoted(message))/>", "    </testcase>",
    ]
  }
}
