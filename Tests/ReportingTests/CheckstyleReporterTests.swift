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
    var faults: [String] = []
    private var open: [String] = []

    /// The elements that may stand in each element, and the attributes of each, as Checkstyle's own output has them.
    private static let children = ["": "checkstyle", "checkstyle": "file", "file": "error"]
    private static let attributes: [String: Set<String>] = [
      "checkstyle": ["version"], "file": ["name"], "error": ["line", "severity", "message", "source"],
    ]

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      if Self.children[open.last ?? ""] != name { faults.append("\(name) in \(open.last ?? "the document")") }
      if Set(attributes.keys) != Self.attributes[name] { faults.append("attributes of \(name)") }
      open.append(name)
      if name == "file" { files.append(attributes["name"] ?? "") }
      guard name == "error" else { return }
      errors.append(attributes)
      if !["error", "warning", "info"].contains(attributes["severity"]) { faults.append("severity") }
      if attributes["line"].flatMap(Int.init) ?? 0 < 1 { faults.append("line") }
    }

    func parser(_ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) {
      open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      if !string.allSatisfy(\.isWhitespace) { faults.append("text \(string)") }
    }
  }

  private func check(_ document: String) -> Reader {
    let parser = XMLParser(data: Data(document.utf8))
    let reader = Reader()
    parser.delegate = reader
    if !parser.parse() { reader.faults.append("not well-formed: \(String(describing: parser.parserError))") }
    return reader
  }

  private func read(_ report: ReviewReport) throws -> Reader {
    let reader = check(CheckstyleReporter().text(of: report))
    #expect(reader.faults == [])
    return reader
  }

  @Test(
    arguments: [
      ("<checkstyle", "<other"), ("</file>", ""), ("name=", "path="), ("line=\"98\"", "line=\"0\""),
      ("line=\"98\"", ""), ("severity=\"error\"", "severity=\"grave\""), ("</file>", "words</file>"),
      ("<error", "<error column=\"1\""), ("<error ", "<error line=\"2\" "),
      ("message=\"", "message=\"<"), ("message=\"", "message=\"&"), ("message=\"", "message=\"\u{1}"),
    ])
  func `the check notices what does not fit`(good: String, bad: String) throws {
    let document = CheckstyleReporter().text(of: try .withModel())
    #expect(check(document).faults.isEmpty)
    #expect(document.contains(good))
    #expect(!check(document.replacing(good, with: bad, maxReplacements: 1)).faults.isEmpty)
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
