import Evidence
import Foundation
import SourceText
import Testing

/// The table in `docs/Rules.md` is written by hand; this test fails when it is stale.
@Suite struct RulesPageTests {
  private let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/Rules.md")
    .standardized

  @Test func `the page lists every rule with its severity whether it blocks and whether it is on`() throws {
    let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("| `") }
    let listed = rows.map { row in
      row.split(separator: "|").prefix(4).map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let expected = EvidenceRules.descriptions.map { rule in
      ["`\(rule.id)`", rule.severity.rawValue, rule.isBlocking ? "yes" : "no", rule.isOnByDefault ? "on" : "off"]
    }
    #expect(listed == expected)
  }
}
