import Evidence
import SourceText
import Testing

/// Reading linters' reports: what is read, what is refused, and how the refusal is worded.
@Suite(.timeLimit(.minutes(2))) struct ImportedReportTests {
  private static let checkstyle = """
    <?xml version='1.0' encoding='UTF-8'?>
    <checkstyle version='4.3'><file name='a.py'>
    <error line='3' column='4' severity='info' message='Quote &#42;it&#42;' source='ShellCheck.SC2086'/>
    </file></checkstyle>
    """
  private static let sarif = """
    {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Lint","rules":[{"id":"L1","shortDescription":{"text":"d"}}]}},
    "results":[{"ruleId":"L1","level":"note","message":{"text":"m"},"locations":[{"physicalLocation":
    {"artifactLocation":{"uri":"a.py"},"region":{"startLine":3}}}]}]}]}
    """
  private static let rdjsonl = """
    {"message":"m","location":{"path":"a.py","range":{"start":{"line":3}}},"code":{"value":"L1"}}

    {"message":"n","location":{"path":"a.py"},"severity":"ERROR"}

    """

  private func read(_ text: String, _ format: ImportedReport.Format? = nil) throws -> [ImportedResult] {
    try ImportedReport(Array(text.utf8), path: "out/lint.report", format: format).results
  }

  private func refusal(_ bytes: [UInt8], _ format: ImportedReport.Format? = nil) -> String? {
    do {
      _ = try ImportedReport(bytes, path: "out/lint.report", format: format)
      return nil
    } catch {
      return "\(error)"
    }
  }

  // MARK: Forms

  @Test func `checkstyle is read with the linter's name before its rule`() throws {
    let result = try #require(try read(Self.checkstyle).first)
    #expect(result.rule == "ShellCheck/SC2086")
    #expect(result.message == "Quote *it*")
    #expect(result.severity == .low)
    #expect(result.lines == LineRange(3))
  }

  @Test(arguments: [
    ("com.puppycrawl.tools.checkstyle.checks.sizes.LineLengthCheck", "m", "checkstyle/LineLengthCheck", "m"),
    ("eslint.rules.no-eval", "m", "eslint/no-eval", "m"), ("flake8", "E501 too long", "flake8/E501", "too long"),
    ("", "m", "checkstyle/unnamed", "m"),
  ])
  func `a source names tool and rule in the linters' different ways`(
    source: String, message: String, rule: String, words: String
  ) throws {
    let result = try read(
      "<checkstyle><file name='a'><error line='1' message='\(message)' source='\(source)'/></file></checkstyle>")
    #expect(result.map(\.rule) == [rule])
    #expect(result.map(\.message) == [words])
  }

  @Test func `each form is seen from the content, and may be named`() throws {
    #expect(try read(Self.sarif).map(\.rule) == ["Lint/L1"])
    #expect(try read(Self.sarif, .sarif).map(\.severity) == [.low])
    #expect(try read(Self.rdjsonl).map(\.rule) == ["rdjson/L1", "rdjson/unnamed"])
    #expect(try read(Self.rdjsonl, .rdjsonl).map(\.severity) == [.medium, .high])
    #expect(try read(String(Self.rdjsonl.prefix { $0 != "\n" })).count == 1)
    #expect(try read(#"{"diagnostics":[]}"#).isEmpty)
    #expect(try read("", .rdjsonl).isEmpty)
  }

  @Test func `a byte order mark and UTF-16 XML are read`() throws {
    #expect(try ImportedReport([0xEF, 0xBB, 0xBF] + Array(Self.sarif.utf8), path: "a").results.count == 1)
    let wide = Self.checkstyle.replacing("UTF-8", with: "UTF-16").utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try ImportedReport([0xFF, 0xFE] + wide, path: "a").results.count == 1)
  }

  // MARK: Hostile XML

  @Test func `a document type is refused, and with it every entity`() {
    let laughs = """
      <?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
      <!ENTITY lol2 "&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;">]>
      <checkstyle><file name="&lol2;"/></checkstyle>
      """
    let file = """
      <!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><checkstyle><file name="a">&f;</file></checkstyle>
      """
    for text in [laughs, file, "<!DOCTYPE checkstyle SYSTEM 'x.dtd'><checkstyle/>"] {
      #expect(refusal(Array(text.utf8))?.contains("document type") == true)
    }
    #expect(refusal(Array("<checkstyle><file name='&undefined;'/></checkstyle>".utf8))?.contains("line 1") == true)
  }

  @Test func `elements too deep inside one another are refused`() {
    let deep = String(repeating: "<a>", count: 100_000)
    #expect(refusal(Array(("<checkstyle>" + deep).utf8))?.contains("inside one another") == true)
  }

  @Test func `a wrong encoding, a wrong root and bytes that are no text are refused with the place`() {
    let bytes = Array("<checkstyle><file name='".utf8) + [0xC3, 0x28, 0xFF] + Array("'/></checkstyle>".utf8)
    #expect(refusal(bytes)?.contains("line 1, column") == true)
    #expect(refusal(Array("<?xml version='1.0' encoding='EBCDIC-9'?><checkstyle/>".utf8))?.contains("encoding") == true)
    #expect(refusal(Array("<?xml version='1.0' encoding='UTF-16'?><checkstyle/>".utf8)) != nil)
    #expect(refusal(Array("<html/>".utf8))?.contains("`checkstyle`") == true)
    #expect(refusal(Array("<checkstyle/>\u{0}".utf8)) != nil)
    #expect(refusal([UInt8]()) != nil)
  }

  @Test(arguments: [checkstyle, sarif, rdjsonl])
  func `a report cut off at any byte is refused or read, and never ends the program`(text: String) {
    let bytes = Array(text.utf8)
    for count in bytes.indices {
      let words = refusal(Array(bytes.prefix(count)))
      // A list of lines is whole after each of them.
      if text != Self.rdjsonl { #expect(words?.contains("out/lint.report") == true, "\(count)") }
    }
    #expect(refusal(bytes) == nil)
  }

  @Test(arguments: [checkstyle, sarif, rdjsonl])
  func `any byte may be wrong`(text: String) {
    let bytes = Array(text.utf8)
    for index in bytes.indices {
      for value: UInt8 in [0x00, 0x22, 0x3C, 0x7B, 0xFF] {
        var broken = bytes
        broken[index] = value
        if let words = refusal(broken) { #expect(words.contains("out/lint.report"), "byte \(index)") }
      }
    }
  }

  // MARK: Hostile JSON

  @Test(arguments: [
    (#"{"version":"2.1.0","runs":["#, "JSON"), (#"{"version":"1.0.0","runs":[]}"#, "version 1.0.0"),
    (#"{"version":"2.1.0","runs":{}}"#, "`runs`"), (#"{"diagnostics":{}}"#, "`diagnostics`"),
    (#"{"diagnostics":[{"message":"m"}]}"#, "diagnostic 1"), ("hello", "neither"), ("[]", "neither"), ("{}", "neither"),
  ])
  func `a broken report is refused with file, fault and remedy`(text: String, fault: String) throws {
    let words = try #require(refusal(Array(text.utf8)))
    #expect(words.contains("out/lint.report: ") && words.contains(fault) && words.contains("; "))
  }

  @Test func `a broken line of rdjsonl is named`() throws {
    let text = Self.rdjsonl + "{\n"
    #expect(refusal(Array(text.utf8))?.contains("line 4: ") == true)
  }

  @Test func `nesting without end is refused`() {
    let deep = String(repeating: "[", count: 1_000_000)
    #expect(refusal(Array(("{\"runs\":" + deep).utf8))?.contains("levels deep") == true)
  }

  @Test func `members of the wrong kind, lines from nowhere and bases in a circle do no harm`() throws {
    let odd = """
      {"version":"2.1.0","runs":[7,{"tool":[],"results":{}},{"originalUriBaseIds":{"A":{"uri":"x/","uriBaseId":"B"},
      "B":{"uri":"y/","uriBaseId":"A"}},"artifacts":[{"location":{"uri":"b.py"}}],"results":[null,
      {"message":[],"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a","uriBaseId":"A"},
      "region":{"startLine":-9223372036854775808,"endLine":9223372036854775807}}}],"ruleIndex":-1},
      {"ruleIndex":99999999999,"message":{"id":"none","arguments":[1]},"locations":[{"physicalLocation":
      {"artifactLocation":{"index":0},"region":{"startLine":9223372036854775807,"endLine":1}}}]},
      {"kind":"pass","message":{"text":"m"}}]}]}
      """
    let results = try read(odd)
    #expect(results.count == 3)
    #expect(results.last?.path == "b.py")
    let change = ChangeSet(files: [try Example("b.py", "+one").fileChange])
    let selection = Imports(reports: [try ImportedReport(Array(odd.utf8), path: "a")]).selection(in: change)
    #expect(selection.findings.isEmpty)
    #expect(selection.fates.first?.count == 3)
  }

  @Test func `placeholders in arguments are not filled in again, and no message grows without bound`() throws {
    func message(_ text: String, _ arguments: [String]) throws -> String {
      let list = arguments.map { "\"\($0)\"" }.joined(separator: ",")
      return try read(
        """
        {"version":"2.1.0","runs":[{"results":[{"message":{"text":"\(text)","arguments":[\(list)]}}]}]}
        """
      ).first?.message ?? ""
    }
    #expect(try message("{0} and {1}, not {2} or {x", ["{1}", "b"]) == "{1} and b, not {2} or {x")
    let many = String(repeating: "{0}", count: 10_000)
    #expect(try message(many, [String(repeating: "x", count: 100_000)]).count < 20_000)
  }

  // MARK: Limits

  @Test func `too many results are refused`() throws {
    let element = "<error line='1' message='m'/>"
    func report(_ count: Int) -> [UInt8] {
      Array("<checkstyle><file name='a'>\(String(repeating: element, count: count))</file></checkstyle>".utf8)
    }
    #expect(try ImportedReport(report(100_000), path: "a").results.count == 100_000)
    #expect(refusal(report(100_001))?.contains("more than 100000 results") == true)
  }

  @Test func `a report over the limit is refused before it is parsed`() {
    #expect(refusal([UInt8](repeating: 0x20, count: 64 << 20 + 1))?.contains("larger than 64 MiB") == true)
    let text = Array(#"{"runs":"#.utf8) + [UInt8](repeating: 0x20, count: 16 << 20)
    #expect(refusal(text)?.contains("larger than 16 MiB") == true)
  }
}
