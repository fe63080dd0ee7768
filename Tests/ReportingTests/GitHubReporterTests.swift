import JSON
import Reporting
import SourceText
import Testing

@Suite struct GitHubReporterTests {
  private func commands(_ report: ReviewReport) -> [String] {
    GitHubReporter().text(of: report).split(separator: "\n").map(String.init)
  }

  /// A workflow command by the documentation: `::name property=value,property=value::data`, in which a percent sign only
  /// begins an escape and a property's value holds neither colon nor comma.
  private static func isCommand(_ line: String) -> Bool {
    let property = #"(file|line|endLine|title)=([^%,:\r\n]|%(25|0D|0A|3A|2C))+"#
    let pattern = "^::(error|warning|notice) \(property)(,\(property))*::([^%\\r\\n]|%(25|0D|0A))+$"
    return JSONSchema(["pattern": .string(pattern)]).violations(in: .string(line)).isEmpty
  }

  @Test func `every line but the last is a command by the documented grammar`() throws {
    for report in [try ReviewReport.withModel(), try .finished(), try .incomplete(), try .hostile(), try .markup()] {
      for line in commands(report).dropLast() { #expect(Self.isCommand(line), "\(line)") }
    }
  }

  @Test(
    arguments: [
      "", "error file=a::b", "::fatal file=a::b", "::error::b", "::error file=a::", "::error file=a:b::c",
      "::error file=a,b::c", "::error file=50%::c", "::error file=a::50%", "::error other=a::b", "::error file=::b",
      "::error file=a::b%2C", " ::error file=a::b",
    ])
  func `the grammar notices what does not fit`(line: String) {
    #expect(!Self.isCommand(line))
    #expect(Self.isCommand("::error file=a%3A,line=1::b: c, %25"))
  }

  @Test func `each finding is one command, and the verdict ends the log`() throws {
    let lines = commands(try .withModel())
    #expect(lines.count == 4 + 2 + 1)
    #expect(lines[0].hasPrefix("::error file=src/0.c,line=98,endLine=107,title=Conflict markers are left"))
    #expect(lines[2].hasPrefix("::notice file=src/2.c,title="), "old lines are not the new file's")
    #expect(lines[2].contains("lines 7 to 8 of the file as it was before the change"))
    #expect(lines[3].hasPrefix("::notice file=data.csv,title="))
    #expect(lines.last == "4 findings: 1 critical, 1 high, 1 low, 1 note; 4 more held back by the limit")
  }

  @Test func `an incomplete review warns first`() throws {
    let lines = commands(try .incomplete())
    #expect(lines[0] == "::warning title=Review incomplete::the deadline of 30 s passed")
  }

  @Test func `a clean review has no command`() throws {
    #expect(GitHubReporter().text(of: try .finished()) == "No issues found.\n")
  }

  @Test func `foreign text starts no command and no property`() throws {
    for report in [try ReviewReport.markup(), try .hostile()] {
      let lines = commands(report)
      #expect(lines.count == report.incompleteReasons.count + report.findings.count + report.omissions.count + 1)
      for line in lines.dropLast() {
        let parts = line.dropFirst(2).split(separator: "::", maxSplits: 1)
        let names = try #require(parts.first).split(separator: " ", maxSplits: 1)
        #expect(["error", "warning", "notice"].contains(names.first))
        let properties = try #require(names.last).split(separator: ",").map { $0.prefix { $0 != "=" } }
        #expect(Set(properties).isSubset(of: ["file", "line", "endLine", "title"]))
        #expect(Set(properties).count == properties.count)
        #expect(!line.contains("%0A") || !line.contains(" %0A::error::fooled"), "a percent sign is escaped")
      }
    }
  }

  @Test func `a path is escaped as a property`() throws {
    let line = try #require(commands(try .markup()).first { $0.contains("file=") })
    #expect(line.hasPrefix("::warning file=a%3Ab%2C c%25d/é`\"<&'>%0A%3A%3Aerror%3A%3Ax,line=3,endLine=4,title="))
  }
}
