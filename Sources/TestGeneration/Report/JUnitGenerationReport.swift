internal import Mutation
internal import Reporting
internal import SourceText

/// The report for build servers: a test case for each test that was written, and one for each threshold.
package enum JUnitGenerationReport {
  /// - Parameters:
  ///   - report: what the run did.
  ///   - missed: thresholds that were not met, a sentence each.
  package static func text(of report: GenerationReport, missed: [String] = []) -> String {
    let failures = missed.count + report.possibleBugs.count
    let count = report.tests.count + failures
    let seconds = (report.duration / .milliseconds(1)) / 1000
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuites name=\"gen-tests\" tests=\"\(count)\" failures=\"\(failures)\" time=\"\(seconds)\">",
      "  <testsuite name=\(XMLText.quoted(report.selection)) tests=\"\(count)\" failures=\"\(failures)\" "
        + "errors=\"0\" skipped=\"0\" time=\"\(seconds)\">",
    ]
    for test in report.tests {
      lines.append(
        "    <testcase classname=\(XMLText.quoted(test.path.description)) name=\(XMLText.quoted(test.name))/>")
    }
    for bug in report.possibleBugs {
      lines += failure("possible bug", bug.subject, "\(bug.explanation): \(bug.text)")
    }
    for sentence in missed { lines += failure("threshold", sentence, sentence) }
    lines += ["  </testsuite>", "</testsuites>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func failure(_ kind: String, _ name: String, _ message: String) -> [String] {
    [
      "    <testcase classname=\(XMLText.quoted(kind)) name=\(XMLText.quoted(name))>",
      "      <failure message=\(XMLText.quoted(message))/>", "    </testcase>",
    ]
  }
}
