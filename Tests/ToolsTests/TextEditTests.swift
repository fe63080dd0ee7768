import AgentKernel
import SourceText
import TestSupport
import Testing
import Tools

struct TextEditTests {
  private static func text(_ edit: TextEdit, _ file: String) throws -> String {
    String(decoding: try edit.applied(to: Array(file.utf8)).bytes, as: UTF8.self)
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let file: String
    let old: String
    let new: String
    let result: String
    let tier: EditMatch.Tier
  }

  @Test(arguments: [
    Case(
      testDescription: "within a line", file: "let a = 1\n", old: "1", new: "2", result: "let a = 2\n", tier: .exact),
    Case(testDescription: "whole lines", file: "a\nb\nc\n", old: "b\n", new: "", result: "a\nc\n", tier: .exact),
    Case(
      testDescription: "lines of a file with carriage returns", file: "a\r\nb\r\nc\r\n", old: "a\nb", new: "x\ny\nz",
      result: "x\r\ny\r\nz\r\nc\r\n", tier: .exact),
    Case(
      testDescription: "behind a byte order mark", file: "\u{FEFF}a\nb\n", old: "a\n", new: "x\n",
      result: "\u{FEFF}x\nb\n", tier: .exact),
    Case(
      testDescription: "no final line end", file: "a\nb", old: "a\nb", new: "a\nc", result: "a\nc", tier: .exact),
    Case(
      testDescription: "blanks at line ends that the model lost", file: "a  \nb\t\nc\n", old: "a\nb\n", new: "a\nx\n",
      result: "a  \nx\nc\n", tier: .trailingSpace),
    Case(
      testDescription: "blanks at line ends that the model made", file: "a\nb\nc\n", old: "a \nb ", new: "a \ny\nz",
      result: "a\ny\nz\nc\n", tier: .trailingSpace),
    Case(
      testDescription: "mixed line ends", file: "a\r\nb\nc\n", old: "a\nb\nc\n", new: "a\nx\nc\n",
      result: "a\r\nx\r\nc\n", tier: .trailingSpace),
    Case(
      testDescription: "indentation that the model lost", file: "if x {\n    a()\n    b()\n}\n", old: "a()\nb()",
      new: "a()\nif y {\n  c()\n}\n\nb()", result: "if x {\n    a()\n    if y {\n      c()\n    }\n\n    b()\n}\n",
      tier: .indentation),
    Case(
      testDescription: "indentation that the model added", file: "\ta\n\tb\n", old: "\t\ta\n\t\tb\n",
      new: "\t\ta\n\t\tc\n",
      result: "\ta\n\tc\n", tier: .indentation),
    Case(
      testDescription: "dashes and quotation marks", file: "# One – “two”\nlet a = 1 // a\u{A0}b\n",
      old: "# One - \"two\"\nlet a = 1 // a b\n", new: "# One - \"two\"\nlet a = 2\n",
      result: "# One – “two”\nlet a = 2\n", tier: .punctuation),
    Case(
      testDescription: "a last line that goes", file: "  a \n  b \nc", old: "a\nb", new: "a", result: "  a\nc",
      tier: .indentation),
    Case(
      testDescription: "something put in", file: "a \nb \n", old: "a\nb\n", new: "a\nx\nb\n", result: "a \nx\nb \n",
      tier: .trailingSpace),
    Case(
      testDescription: "something put behind", file: "a \nb \nc\n", old: "a\nb", new: "a\nb\nx",
      result: "a \nb\nx\nc\n", tier: .trailingSpace),
  ])
  func `an edit is made at the first tier that has its text once`(_ example: Case) throws {
    let edit = TextEdit(old: example.old, new: example.new)
    #expect(try Self.text(edit, example.file) == example.result)
    #expect(try edit.applied(to: Array(example.file.utf8)).tier == example.tier)
  }

  @Test(arguments: [
    (
      "a\na\n", "a", "b",
      "is there 2 times, at lines 1, 2; add lines around it so that it is there once, or set replace_all"
    ),
    ("aaa", "aa", "b", "is there 2 times, at lines 1, 1"),
    ("a \nb\na\t\nb\n", "a\nb", "c", "is there 2 times but for blanks at line ends, at lines 1, 3"),
    ("x\n  a\n    a\n", "\ta\n", "c", "is there 2 times but for indentation, at lines 2, 3"),
    ("a\n", "", "b", "the old text is empty"), ("a\n", "a", "a", "changes nothing"),
    ("a\n", "zzz qqq", "b", "nothing in it is like it"), ("", "a", "b", "nothing in it is like it"),
    ("a\nb\n", "\n\n", "c", "is not in the file"), ("  a\n b\n", "a\nb\n", "c\n", "is not in the file"),
    ("a\n  b\n", "  a\n    b\n", "  a\nc\n", "cannot lose"), ("end", "end\n", "x\n", "is not in the file"),
  ])
  func `what is in doubt is refused, and nothing changes`(file: String, old: String, new: String, reason: String) {
    let error = #expect(throws: ToolError.self) { try Self.text(TextEdit(old: old, new: new), file) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test func `a refusal shows what comes nearest, with its lines`() {
    let file = "func a() {\n  let total = 1\n  return total\n}\nfunc b() {\n  let total = 2\n  return total\n}\n"
    let error = #expect(throws: ToolError.self) {
      try Self.text(TextEdit(old: "func b() {\n  let sum = 2\n  return total\n}\n", new: ""), file)
    }
    #expect(error?.description.contains("lines 5 to 8:\n    5  func b() {\n    6    let total = 2\n") == true)
    let similar = #expect(throws: ToolError.self) {
      try Self.text(TextEdit(old: "let totals = 3;", new: ""), file)
    }
    #expect(
      similar?.description.contains("lines 2 to 2:\n    2    let total = 1\n") == true, "\(similar?.description ?? "")")
  }

  @Test(arguments: [
    ("a a a", "a", "bb", "bb bb bb", 3), ("a\r\nxa\r\n", "a\r", "b\r", "b\r\nxb\r\n", 2),
    ("a\r\nab\r\n", "a\r", "c\r", "c\r\nab\r\n", 1),
    ("aaaa", "aa", "b", "bb", 2), ("x\r\nx\r\n", "x\n", "y\n", "y\r\ny\r\n", 2),
  ])
  func `all places are replaced, from left to right`(
    file: String, old: String, new: String, result: String, count: Int
  ) throws {
    let edit = TextEdit(old: old, new: new, replacesAll: true)
    #expect(try Self.text(edit, file) == result)
    #expect(try edit.applied(to: Array(file.utf8)).count == count)
  }

  @Test func `replacing all cannot blow a file up`() {
    let edit = TextEdit(old: "a", new: String(repeating: "b", count: 10_000), replacesAll: true)
    #expect(throws: ToolError.self) { try edit.applied(to: Array(repeating: UInt8(ascii: "a"), count: 9_000)) }
    let many = TextEdit(old: "a", new: "", replacesAll: true)
    #expect(throws: ToolError.self) { try many.applied(to: Array(repeating: UInt8(ascii: "a"), count: 10_001)) }
  }

  /// What would be quadratic or worse in a search that starts over at each place.
  @Test(
    .timeLimit(.minutes(2)),
    arguments: [
      (String(repeating: "a", count: 1 << 20), String(repeating: "a", count: 1 << 19) + "b"),
      (String(repeating: "a\n", count: 1 << 19), String(repeating: "a\n", count: 1 << 18) + "b\n"),
      (String(repeating: "\n", count: 1 << 20), String(repeating: "\n", count: 1 << 19) + "b\n"),
      (String(repeating: " ", count: 1 << 20), String(repeating: " ", count: 1 << 19) + "b"),
      (String(repeating: "–“ ”\u{A0}\n", count: 1 << 16), String(repeating: "- \n", count: 1 << 16) + "b\n"),
      (String(repeating: "ab\nba\n", count: 1 << 17), String(repeating: "ab\n", count: 1 << 17)),
    ])
  func `hostile texts end soon`(file: String, old: String) {
    let start = ContinuousClock.now
    if case .found = EditMatch.find(old: old, in: Array(file.utf8)) { Issue.record("found") }
    #expect(start.duration(to: .now) < .seconds(30))
  }

  @Test(arguments: Sweep.seeds(sample: 300, full: 20_000))
  func `what is found stands there once, and what is around it stays`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let pieces = ["a", "b", " ", "  ", "\t", "\n", "\r\n", "–", "“", "\u{FEFF}", "x y", "\u{A0}"]
    func text(_ count: Int) -> String {
      (0..<Int.random(in: 0...count, using: &random)).compactMap { _ in pieces.randomElement(using: &random) }.joined()
    }
    let (file, old, new) = (Array(text(40).utf8), text(6), text(6))
    switch EditMatch.find(old: old, in: file) {
    case .found(let place):
      #expect(place.range.lowerBound >= 0 && place.range.upperBound <= file.count)
      if place.tier == .exact {
        let count = file.indices.count { file[$0...].starts(with: Array(file[place.range])) }
        #expect(count == 1)
      }
      guard let result = try? TextEdit(old: old, new: new).applied(to: file) else { return }
      #expect(result.bytes.starts(with: file[..<place.range.lowerBound]))
      #expect(result.bytes.reversed().starts(with: file[place.range.upperBound...].reversed()))
    case .ambiguous(_, let count, let lines):
      #expect(count > 1 && !lines.isEmpty)
    case .absent(let candidates):
      #expect(candidates.count <= 3)
      #expect(!String(decoding: file, as: UTF8.self).utf8.elementsEqual(old.utf8) || old.isEmpty)
    }
  }
}
