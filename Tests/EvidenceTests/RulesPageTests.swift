import Evidence
import Foundation
import SourceText
import Testing

/// The table in `docs/Rules.md` is written by hand; this test fails when it is stale.
@Suite struct RulesPageTests {
  private let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/Rules.md")
    .standardized

  @Test func `the page lists every rule with its severity and whether it blocks`() throws {
    let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("| `") }
    let listed = rows.map { row in
      row.split(separator: "|").prefix(3).map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let expected = EvidenceRules.descriptions.map { rule in
      ["`\(rule.id)`", rule.severity.rawValue, rule.isBlocking ? "yes" : "no"]
    }
    #expect(listed == expected)
  }

  @Test func `the page says which rules are off by default`() throws {
    let off = EvidenceRules.descriptions.filter { !$0.isOnByDefault }.map { "`\($0.id)`" }.joined(separator: ", ")
    #expect(try String(contentsOf: page, encoding: .utf8).contains("- Off by default: \(off)."))
  }
}
