import Foundation
import Testing

/// `docs/Faults.md` has each fault of the list, and it and `docs/Mechanisms.md` name tests that exist.
@Suite struct FaultsPageTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

  /// The faults that a run must be prepared for, by group.
  private static let expected = [("P", 16), ("O", 9), ("G", 9), ("S", 3)].flatMap { group, count in
    (1...count).map { "\(group)\($0)" }
  }

  private static func rows(
    of page: String = "docs/Faults.md", where isRow: (Substring) -> Bool = { $0.hasPrefix("| **") }
  ) throws -> [[String]] {
    try String(contentsOf: root.appending(path: page), encoding: .utf8).split(separator: "\n")
      .filter(isRow)
      .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
  }

  @Test func `each fault has its row, in order, and each row has its three cells`() throws {
    let rows = try Self.rows()
    #expect(rows.map { $0[0].dropFirst(2).prefix { $0 != "*" } }.map(String.init) == Self.expected)
    for row in rows { #expect(row.count == 3, "\(row)") }
  }

  /// The rows of the two tables of what must be true, as their first cells name them.
  private static let mechanisms = ["tools", "loop", "context", "system prompt", "compaction"]
  private static let decisions = [
    "circuit breaker", "retry", "concurrency", "caching", "permissions", "trust", "cost", "sandbox", "performance",
  ]

  @Test func `each mechanism and each decision has its row, and each row has its three cells`() throws {
    let rows = try Self.rows(of: "docs/Mechanisms.md") { $0.hasPrefix("| ") && !$0.hasSuffix("| shown by |") }
    for row in rows { #expect(row.count == 3, "\(row)") }
    let names = rows.map { $0[0] }.filter { !$0.isEmpty }
    #expect(Array(names.prefix(Self.mechanisms.count)) == Self.mechanisms)
    let rest = names.dropFirst(Self.mechanisms.count)
    #expect(rest.filter(Self.decisions.contains) == Self.decisions)
  }

  @Test func `each suite that a row names exists and has tests`() throws {
    let tests = Self.root.appending(path: "Tests")
    let files = try FileManager.default.subpathsOfDirectory(atPath: tests.path).filter { $0.hasSuffix("Tests.swift") }
    let mechanisms = try Self.rows(of: "docs/Mechanisms.md") { $0.hasPrefix("| ") && !$0.hasSuffix("| shown by |") }
    #expect(mechanisms.count > 20)
    for row in try Self.rows() + mechanisms {
      let names = (row.last ?? "").split(separator: "`").enumerated().compactMap { $0 % 2 == 0 ? String($1) : nil }
      #expect(!names.isEmpty, "\(row)")
      for name in names where name != ", " {
        let file = files.first { $0.hasSuffix("/\(name).swift") }
        let path = try #require(file, "\(row[0]): no file \(name).swift")
        let text = try String(contentsOf: tests.appending(path: path), encoding: .utf8)
        #expect(text.contains("struct \(name)") && text.contains("@Test"), "\(name)")
      }
    }
  }

  @Test func `each fault of the provider that is tried has its row`() throws {
    let rows = Set(ProviderFault.all.map(\.row))
    #expect(rows.isSubset(of: Self.expected))
    #expect(rows.isSuperset(of: ["P1", "P2", "P3", "P4", "P6", "P7", "P9", "P10", "P11", "P12", "P13", "P15"]))
  }
}
