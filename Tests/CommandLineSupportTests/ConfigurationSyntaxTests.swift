import TestSupport
import Testing
import Yams

@testable import CommandLineSupport

@Suite struct ConfigurationSyntaxTests {
  /// The check reads line by line what the library reads as a whole; so random texts are given to both.
  @Test(.timeLimit(.minutes(1)), arguments: 0..<8)
  func `what passes holds no anchor for the YAML library`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "a", "b", ": ", ":", "- ", "-", "? ", "?", "[", "]", "{", "}", ", ", ",", "\"", "'", "''", "\\", "#", " #", "&a ",
      "&a", "*a",
      " *a", "!t ", "|", ">", "\n", "\n  ", "\n ", "\r", "\t", " ", "  ", "%", "@", "---", "---\n", "...", "\u{85}",
      "\u{2028}", "é",
      "<<", "\u{feff}", "--- ",
    ]
    var (passed, caught) = (0, 0)
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 1...14, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      let isRefused = ConfigurationSyntax.firstFault(in: text) != nil
      passed += isRefused ? 0 : 1
      guard (try? Self.hasAnchor(text)) == true else { continue }
      #expect(isRefused, "\(String(reflecting: text))")
      caught += 1
    }
    #expect(passed > 100 && caught > 10, "\(passed) passed, \(caught) caught")
  }

  @Test(arguments: [
    "a: b & c", "a: x*y", "exclude: [\"*.md\", '&x']", "a: it's", "a: \"#\" # *c", "- a\n- b", "a: http://x/*",
    "a: [x, [y]]",
    "a: 'it''s *b'", "a: \"q \\\" *b\"", "# *a &b !c |", "---\na: b\n",
  ])
  func `ordinary texts pass`(text: String) {
    #expect(ConfigurationSyntax.firstFault(in: text) == nil)
  }

  @Test func `an anchor is noticed by the comparison above`() throws {
    for text in ["a: &x b", "a: [&x b]", "&x a: b"] {
      #expect(try Self.hasAnchor(text))
    }
  }

  /// Whether the library sees an anchor; it forgets them all with its parser.
  private static func hasAnchor(_ text: String) throws -> Bool {
    let parser = try Yams.Parser(yaml: text, resolver: .basic)
    return try withExtendedLifetime(parser) { try parser.singleRoot().map { !isPlain($0) } ?? false }
  }

  private static func isPlain(_ node: Node) -> Bool {
    guard node.anchor == nil else { return false }
    switch node {
    case .scalar, .alias: return true
    case .sequence(let sequence): return sequence.allSatisfy(isPlain)
    case .mapping(let mapping): return mapping.allSatisfy { isPlain($0.key) && isPlain($0.value) }
    }
  }
}
