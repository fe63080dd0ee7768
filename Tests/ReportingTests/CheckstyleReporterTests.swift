import Foundation
import Reporting
import SourceText
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct CheckstyleReporterTests {
  /// Reads a document, and keeps what its elements say.
  private final class Reader: NSObject, XMLParserDelegate {
    var files: [String] = []
    var errors: [[String: String]] = []
    var others: [String] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      switch name {
      case "file": files.append(attributes["name"] ?? "")
      case "error": errors.append(attributes)
      default: others.append(name)
      }
    }
  }

  private func read(_ report: ReviewReport) throws -> Reader {
    let parser = XMLParser(data: Data(CheckstyleReporter().text(of: report).utf8))
    let reader = Reader()
    parser.delegate = reader
    let isWellFormed = parser.parse()
    #expect(isWellFormed, "\(String(describing: parser.parserError))")
    #expect(reader.others == ["checkstyle"])
    for error in reader.errors {
      #expect(Set(error.keys) == ["line", "severity", "message", "source"])
      #expect(["error", "warning", "info"].contains(error["severity"]))
      #expect(try #require(error["line"].flatMap(Int.init)) > 0)
    }
    return reader
  }

  @Test func `every report is well-formed and has the elements of the format alone`() throws {
    for report in [try ReviewReport.withModel(), try .finished(), try .incomplete(), try .hostile(), try .markup()] {
      let reader = try read(report)
      #expect(reader.errors.count == report.findings.count + report.incompleteReasons.count)
      #expect(Set(reader.files).count == reader.files.count, "each file comes once")
    }
  }

  @Test func `markup in foreign text is read back as text`() throws {
    let report = try ReviewReport.markup()
    let reader = try read(report)
    #expect(reader.files[1] == report.findings[0].location.path.string)
    let message = try #require(reader.errors[1]["message"])
    #expect(message.contains("]]> --> <!-- ' \" \u{FFFD} <a b='c' d=\"e\"/>"))
    #expect(message.contains("\n# heading\n"))
  }

  @Test func `findings of one file stand together`() throws {
    var report = try ReviewReport.withModel()
    report.findings.append(report.findings[0])
    let reader = try read(report)
    #expect(reader.files == ["src/0.c", "src/1.c", "src/2.c", "data.csv"])
    #expect(reader.errors.map { $0["line"] } == ["98", "98", "42", "1", "1"])
    #expect(reader.errors.map { $0["severity"] } == ["error", "error", "error", "info", "info"])
  }

  @Test func `an incomplete review has an error for each reason`() throws {
    let reader = try read(.incomplete())
    #expect(reader.errors.filter { $0["source"] == "code-review.review-incomplete" }.count == 2)
    #expect(try read(.finished()).errors.isEmpty)
  }
}
