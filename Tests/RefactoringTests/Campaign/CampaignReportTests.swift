import Foundation
import JSON
import Testing

@testable import Refactoring

struct CampaignReportTests {
  private static func report(isRunning: Bool) throws -> CampaignReport {
    var state = CampaignState()
    state.apply(
      .begun(
        CampaignRecord.Session(
          campaign: "async-loader", fingerprint: "f", shard: try Shard(index: 2, of: 3), unitCount: 20, time: 1_000)))
    let outcomes: [UnitOutcome?] = [
      UnitOutcome(
        state: .changed, code: 0, branch: "refactor/x", commits: 3,
        gates: [
          UnitOutcome.Gate(name: "build", passed: 3, failed: 0), UnitOutcome.Gate(name: "tests", passed: 2, failed: 1),
        ],
        cost: 42_300, milliseconds: 61_000),
      UnitOutcome(
        state: .failed, code: 8, reason: "<script>alert(1)</script> \u{1b}[31m \u{202e}red", milliseconds: 812),
      nil,
    ]
    for (index, outcome) in outcomes.enumerated() {
      let identity = "repository:<b>unit\(index)</b>"
      state.apply(.planned(identity: identity, path: "/w/\(index)"))
      state.apply(.started(identity: identity, attempt: 1, time: 2_000))
      if let outcome { state.apply(.finished(identity: identity, attempt: 1, outcome, isLast: true, time: 63_000)) }
    }
    return CampaignReport(of: state, description: "A & B", isRunning: isRunning)
  }

  @Test func `the table has a row for each unit`() throws {
    let text = TextCampaignReport.text(of: try Self.report(isRunning: true), width: 120, now: 70_000)
    #expect(
      text == """
        Campaign async-loader, shard 2/3: 3 units
          1 running, 1 failed, 1 changed
          3 commits, $0.0423, 1 min 02 s, still running

        unit          state    commits  gates                  cost        time  reason
        <b>unit0</b>  changed        3  build 3, tests 2/3  $0.0423  1 min 01 s
        <b>unit1</b>  failed         0                                   812 ms  <script>alert(1)</script> \\x1b[31m \\u{202E}red
        <b>unit2</b>  running                                        1 min 08 s

        """, "\(text)")
  }

  @Test func `the page is one file that looks again while there is something to see, and shows foreign text as text`()
    throws
  {
    let page = HTMLCampaignReport.text(of: try Self.report(isRunning: true), now: 70_000)
    #expect(page.contains("<meta http-equiv=\"refresh\" content=\"5\">"))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(!page.contains("<script"))
    #expect(!page.contains("<b>unit"))
    #expect(!page.contains("\u{202e}"))
    #expect(!page.contains("http:") && !page.contains("https:"))
    #expect(page.contains("A &amp; B"))
    #expect(page.contains("✗ tests 2/3"))
    let last = HTMLCampaignReport.text(of: try Self.report(isRunning: false), now: 70_000)
    #expect(!last.contains("http-equiv=\"refresh\""))
    #expect(last.contains("interrupted"))
  }

  @Test(arguments: [true, false])
  func `the report for programs is what its schema says`(isRunning: Bool) throws {
    let schema = JSONSchema(
      try JSONValue.parse(String(contentsOf: CampaignDefinitionTests.schema("campaign-report"), encoding: .utf8)))
    #expect(schema.uncheckedKeywords.isEmpty)
    let value = try JSONValue.parse(JSONCampaignReport.text(of: try Self.report(isRunning: isRunning)))
    #expect(schema.violations(in: value).isEmpty, "\(schema.violations(in: value))")
    #expect(value["units"]?[0]?["gates"]?[1]?["failed"]?.integer == 1)
    #expect(value["running"]?.bool == isRunning)
  }

  @Test(arguments: [
    (0, "0 ms"), (14_249, "14.2 s"), (59_951, "1 min 00 s"), (3_600_000, "1 h 00 min"), (7_620_000, "2 h 07 min"),
  ])
  func `times are told as people do`(milliseconds: Int, text: String) {
    #expect(CampaignWords.duration(milliseconds) == text)
  }
}
