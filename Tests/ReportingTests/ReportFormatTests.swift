import Reporting
import SourceText
import Testing

@Suite struct ReportFormatTests {
  /// The text has snapshots of its own, and JSON its schema.
  private static let formats: [(ReportFormat, String)] = [
    (.markdown, "md"), (.sarif, "sarif"), (.github, "github.txt"), (.gitlab, "gitlab.json"), (.checkstyle, "xml"),
    (.rdjson, "rdjson"),
  ]

  @Test(arguments: formats) func `reports look as recorded`(format: ReportFormat, fileExtension: String) throws {
    let reports: [(String, ReviewReport)] = [
      ("with-model", try .withModel()), ("clean", try .finished()), ("aborted", try .incomplete()),
      ("hostile", try .hostile()), ("markup", try .markup()),
    ]
    for (name, report) in reports {
      try expectSnapshot("\(name).\(fileExtension)", format.text(of: report, version: "1.2.3"))
    }
  }

  @Test(arguments: ReportFormat.allCases) func `foreign text cannot drive the terminal`(format: ReportFormat) throws {
    for report in [try ReviewReport.hostile(), try .markup()] {
      let text = format.text(of: report, version: "1.2.3")
      let bad = text.unicodeScalars.filter {
        $0 != "\n" && [.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
      }
      #expect(bad.isEmpty)
    }
  }

  @Test(arguments: ReportFormat.allCases) func `the same report gives the same bytes`(format: ReportFormat) throws {
    #expect(
      format.text(of: try .withModel(), version: "1") == format.text(of: try .withModel(), version: "1"))
  }

  @Test(arguments: ReportFormat.allCases) func `an incomplete review is not silent`(format: ReportFormat) throws {
    var report = try ReviewReport.finished(files: 0)
    let complete = format.text(of: report, version: "1")
    report.incompleteReasons = ["the deadline passed"]
    let text = format.text(of: report, version: "1")
    #expect(text.contains("the deadline passed"))
    #expect(text != complete)
    #expect(!text.contains("No issues"))
  }

  @Test func `the text is the same as the text reporter's`() throws {
    let report = try ReviewReport.withModel()
    #expect(
      ReportFormat.text.text(of: report, version: "1", isColored: true)
        == TextReporter(isColored: true).text(of: report))
    #expect(ReportFormat.json.text(of: report, version: "1") == JSONReporter().text(of: report))
  }
}
