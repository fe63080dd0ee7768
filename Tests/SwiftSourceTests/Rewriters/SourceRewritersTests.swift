import Foundation
import Testing

@testable import SwiftSource

struct SourceRewritersTests {
  @Test func `the rules are in the order of their names`() {
    let names = SourceRewriters.descriptions.map(\.name)
    #expect(names == Set(names).sorted())
  }

  @Test func `an unknown rule is refused with those that there are`() {
    #expect {
      try SourceRewriters.rewriter("no-such-rule")
    } throws: { error in
      "\(error)".contains("no rule \"no-such-rule\"") && "\(error)".contains("shorthand-optional-binding")
    }
  }

  @Test func `an unknown argument is refused with those that the rule takes`() {
    #expect {
      try SourceRewriters.rewriter("sort-imports", ["order": "down"])
    } throws: {
      "\($0)" == "the rule sort-imports takes no argument \"order\"; it takes no arguments"
    }
  }

  @Test func `a file that does not parse is left alone`() throws {
    let text = "if let x = x { f( }"
    #expect(try rewritten(text, "shorthand-optional-binding") == text)
    #expect(
      try remarks(text, "shorthand-optional-binding") == ["the file is left alone, since it does not parse"])
  }

  @Test(arguments: SourceRewriters.descriptions)
  func `a description is a sentence and its parameters are told apart`(description: RewriterDescription) {
    #expect(description.abstract.hasSuffix("."))
    #expect(description.abstract.utf8.count <= 160)
    #expect(Set(description.parameters.map(\.name)).count == description.parameters.count)
    for parameter in description.parameters {
      if let standard = parameter.standard, !standard.isEmpty { #expect(parameter.fault(in: standard) == nil) }
    }
  }

  /// The table in `docs/Rewriters.md` is written by hand; this test fails when it is stale.
  @Test func `the page lists every rule with its arguments its reach and what it does`() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/Rewriters.md")
    let rows = try String(contentsOf: page.standardized, encoding: .utf8).split(separator: "\n").filter {
      $0.hasPrefix("| `")
    }
    #expect(rows.map(String.init) == SourceRewriters.descriptions.map(row))
  }

  private func row(_ description: RewriterDescription) -> String {
    let parameters = description.parameters.map { parameter in
      "`\(parameter.name)`" + (parameter.standard.map { $0.isEmpty ? "?" : "=\($0)" } ?? "")
    }
    let list = parameters.isEmpty ? "" : " " + parameters.joined(separator: ", ")
    return "| `\(description.name)` |\(list) | \(description.reach.rawValue) | \(description.abstract) |"
  }
}
