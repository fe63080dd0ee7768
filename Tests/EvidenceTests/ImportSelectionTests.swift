import Evidence
import SourceText
import Testing

/// Which of the linters' results become findings of a change.
@Suite(.timeLimit(.minutes(1))) struct ImportSelectionTests {
  private static let diff = " one\n-two = old\n+two = new\n+three\n four"

  private func rdjson(
    path: String, line: Int = 2, message: String = "m", rule: String = "L1"
  ) throws -> ImportedReport {
    let text = """
      {"source":{"name":"Lint"},"diagnostics":[{"message":"\(message)","code":{"value":"\(rule)"},
      "location":{"path":"\(path)","range":{"start":{"line":\(line)}}}}]}
      """
    return try ImportedReport(Array(text.utf8), path: "a.rdjson")
  }

  private func sarif(
    uri: String, base: String? = nil, bases: String = "{}", extra: String = ""
  ) throws -> ImportedReport {
    let baseID = base.map { ",\"uriBaseId\":\"\($0)\"" } ?? ""
    let text = """
      {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Lint"}},"originalUriBaseIds":\(bases),"results":[
      {"ruleId":"L1",\(extra)"message":{"text":"m"},"locations":[{"physicalLocation":{"artifactLocation":
      {"uri":"\(uri)"\(baseID)},"region":{"startLine":2}}}]}]}]}
      """
    return try ImportedReport(Array(text.utf8), path: "a.sarif")
  }

  private func fate(of report: ImportedReport, at path: String = "src/a b.py") throws -> Imports.Fate? {
    let change = ChangeSet(files: [try Example(path, Self.diff).fileChange])
    return Imports(reports: [report], root: "/repository").selection(in: change).fates.first?.first
  }

  // MARK: Paths

  @Test(
    arguments: [
      ("src/a%20b.py", nil, .kept), ("./src/../src/a%20b.py", nil, .kept),
      ("file:///repository/src/a%20b.py", nil, .kept), ("file://host/repository/src/a%20b.py", nil, .kept),
      ("file:/repository/src/a%20b.py", nil, .kept), ("src/a%20b.py", "%SRCROOT%", .kept),
      ("a%20b.py", "SOURCES", .kept),
      ("file:///repository-two/src/a%20b.py", nil, .outsideRepository), ("../src/a%20b.py", nil, .outsideRepository),
      ("src/%2e%2e/%2e%2e/etc/passwd", nil, .outsideRepository), ("file:///etc/passwd", nil, .outsideRepository),
      ("file:///C:/repository/src/a%20b.py", nil, .outsideRepository), ("", nil, .outsideRepository),
      ("src/other.py", nil, .outsideChange), ("src/a%2", nil, .outsideChange), ("src/%00", nil, .outsideRepository),
    ] as [(String, String?, Imports.Fate)])
  func `a URI of SARIF leads to a file of the repository or is refused`(
    uri: String, base: String?, fate: Imports.Fate
  ) throws {
    let bases =
      #"{"SOURCES":{"uri":"src/","uriBaseId":"TOP"},"TOP":{"uri":"file:///repository/"}}"#
    #expect(try self.fate(of: sarif(uri: uri, base: base, bases: bases)) == fate)
  }

  @Test(
    arguments: [
      (#"src\\a b.py"#, .kept), ("/repository/src/a b.py", .kept), ("/elsewhere/src/a b.py", .outsideRepository),
      (#"C:\\repository\\src\\a b.py"#, .outsideRepository), (#"c:\\src/a b.py"#, .outsideRepository),
      (#"..\\..\\a"#, .outsideRepository), ("src/a%20b.py", .outsideChange),
    ] as [(String, Imports.Fate)])
  func `a plain path is taken as it stands, and a backslash as a separator`(path: String, fate: Imports.Fate) throws {
    #expect(try self.fate(of: rdjson(path: path)) == fate)
  }

  // MARK: Lines

  @Test(
    arguments: [(1, .outsideChange), (2, .kept), (3, .kept), (4, .outsideChange), (99, .outsideChange)]
      as [(Int, Imports.Fate)])
  func `only a line that the change adds counts`(line: Int, fate: Imports.Fate) throws {
    #expect(try self.fate(of: rdjson(path: "src/a b.py", line: line)) == fate)
  }

  @Test(
    arguments: [
      (#""baselineState":"unchanged","#, .old), (#""baselineState":"absent","#, .old),
      (#""baselineState":"new","#, .kept),
      (#""baselineState":"updated","#, .kept), (#""suppressions":[{"kind":"inSource"}],"#, .suppressed),
      (#""suppressions":[{"kind":"external","status":"rejected"}],"#, .kept), (#""suppressions":[],"#, .kept),
    ] as [(String, Imports.Fate)])
  func `what SARIF itself calls old or suppressed is left out`(member: String, fate: Imports.Fate) throws {
    #expect(try self.fate(of: sarif(uri: "src/a%20b.py", extra: member)) == fate)
  }

  // MARK: The base

  @Test func `what the base said about the line that was there is old, also under another name`() throws {
    var file = try Example("src/new.py", Self.diff, kind: .renamed).fileChange
    file.oldPath = try RelativePath("src/old.py")
    let change = ChangeSet(files: [file])
    let head = try rdjson(path: "src/new.py", message: "line of 9 characters")
    func fate(_ base: ImportedReport) -> Imports.Fate? {
      Imports(reports: [head], bases: [base]).selection(in: change).fates.first?.first
    }
    #expect(fate(try rdjson(path: "src/old.py", message: "line of 8 characters")) == .old)
    #expect(fate(try rdjson(path: "src/new.py", message: "line of 8 characters")) == .kept)
    #expect(fate(try rdjson(path: "src/old.py", message: "another")) == .kept)
    #expect(fate(try rdjson(path: "src/old.py", message: "line of 8 characters", rule: "L2")) == .kept)
    // An unchanged line keeps its results to itself.
    #expect(fate(try rdjson(path: "src/old.py", line: 1, message: "line of 8 characters")) == .kept)
  }

  @Test func `one old result makes one new one old, not two`() throws {
    let change = ChangeSet(files: [try Example("a", Self.diff).fileChange])
    let reports = [try rdjson(path: "a", line: 2), try rdjson(path: "a", line: 3)]
    let selection = Imports(reports: reports, bases: [try rdjson(path: "a", line: 2)]).selection(in: change)
    #expect(selection.fates == [[.old], [.kept]])
  }

  // MARK: What is taken over

  @Test func `a finding is of the linter, never blocks, and stands once`() throws {
    let change = ChangeSet(files: [try Example("a", Self.diff).fileChange])
    let report = try rdjson(path: "a")
    let selection = Imports(reports: [report, report]).selection(in: change)
    let finding = try #require(selection.findings.first)
    #expect(selection.fates == [[.kept], [.repeated]])
    #expect(finding.origin == .imported && !finding.isBlocking && finding.rule == "Lint/L1")
    #expect(finding.quote == "two = new")
  }

  @Test func `excluded files and what a rule has said are counted as such`() throws {
    let change = ChangeSet(files: [try Example("a", Self.diff).fileChange])
    let imports = Imports(reports: [try rdjson(path: "a")])
    #expect(imports.selection(in: change, excluding: { $0.string == "a" }).fates == [[.excluded]])
    #expect(imports.selection(in: change, alreadySaid: { _ in true }).fates == [[.repeated]])
  }

  @Test func `secrets are masked, control characters shown, and long words cut`() throws {
    let token = "gh" + "p_R7kQ2mZx9LpV4tYw8NcB3sHd6JfG1aKe0UiO"
    let change = ChangeSet(files: [try Example("a", "+token = \"\(token)\"").fileChange])
    let message = "found \(token) \\u001b[31m \\u202e" + String(repeating: "x", count: 5000)
    let finding = try #require(
      Imports(reports: [try rdjson(path: "a", line: 1, message: message, rule: "L 1\\u001b")]).selection(in: change)
        .findings.first)
    let text = "\(finding)"
    #expect(!text.contains(token))
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
    #expect(finding.title.unicodeScalars.count <= 200)
  }

  @Test func `a range that only touches the change is cut to the added line`() throws {
    let text = """
      {"diagnostics":[{"message":"m","location":{"path":"a","range":{"start":{"line":1},"end":{"line":9}}}}]}
      """
    let change = ChangeSet(files: [try Example("a", Self.diff).fileChange])
    let report = try ImportedReport(Array(text.utf8), path: "a")
    #expect(Imports(reports: [report]).selection(in: change).findings.first?.location.lines == LineRange(2))
    let whole = #"{"diagnostics":[{"message":"m","location":{"path":"a"}}]}"#
    let wholeReport = try ImportedReport(Array(whole.utf8), path: "a")
    #expect(Imports(reports: [wholeReport]).selection(in: change).fates == [[.outsideChange]])
  }
}
