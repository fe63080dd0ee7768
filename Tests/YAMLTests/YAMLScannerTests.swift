import TestSupport
import Testing
import Yams

@testable import YAML

@Suite struct YAMLScannerTests {
  /// The check reads line by line what the library reads as a whole; so random texts are given to both.
  @Test(.timeLimit(.minutes(1)), arguments: 0..<8, [false, true])
  func `what passes holds no anchor for the YAML library`(seed: UInt64, holdsBlocks: Bool) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "a", "b", ": ", ":", "- ", "-", "? ", "?", "[", "]", "{", "}", ", ", ",", "\"", "'", "''", "\\", "#", " #", "&a ",
      "&a", "*a",
      " *a", "!t ", "|", "|\n  ", ">", "\n", "\n  ", "\n ", "\r", "\t", " ", "  ", "%", "@", "---", "---\n", "...",
      "\u{85}",
      "\u{2028}", "é",
      "<<", "\u{feff}", "--- ",
    ]
    var (passed, caught) = (0, 0)
    for _ in 0..<10_000 {
      let text = (0..<Int.random(in: 1...14, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      let isRefused = YAMLScanner.firstFault(in: text, holdsBlocks: holdsBlocks) != nil
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
    #expect(YAMLScanner.firstFault(in: text, holdsBlocks: false) == nil)
    #expect(YAMLScanner.firstFault(in: text, holdsBlocks: true) == nil)
  }

  @Test(
    arguments: [
      // What stands in a block text is code, whatever it looks like.
      ("a: |\n  &x *y !z [{\n  \"\nb: c\n", nil),
      ("- |\n &x\n- b\n", nil),
      ("- a: >-\n    &x\n  b: &y\n", 3),
      ("a: b\n  \"c\nx: &y d\n", 2),
      ("a: 'it''s' # &x\nb: it's & co\n", nil),
      ("a: b\n  [c\n- &x\n", 2),
      ("? a\n: b\n", 1),
      ("a: |\n  x\n &y\n", 3),
      ("a: [b, *c]\n", 1),
      ("a: {b: *c}\n", 1),
      ("- - - - a\n", 1),
      ("a\n--- b\n", 2),
    ] as [(String, Int?)])
  func `what can hurt is found outside of block texts`(text: String, line: Int?) {
    #expect(YAMLScanner.firstFault(in: text, holdsBlocks: true)?.line == line)
  }

  @Test func `a block text is refused where none may stand`() throws {
    let text = Array("a: |\n  b\n".utf8)
    #expect(throws: YAMLError.self) { try YAMLText.root(of: text, limit: 100, holdsBlocks: false) }
    #expect(try YAMLText.root(of: text, limit: 100, holdsBlocks: true)?["a"]?.string == "b\n")
    #expect(throws: YAMLError.self) { try YAMLText.root(of: text, limit: 8, holdsBlocks: true) }
    #expect(try YAMLText.root(of: Array("# nothing\n".utf8), limit: 100, holdsBlocks: false) == nil)
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
