import SourceText
import Testing
import Tools

@testable import Review

struct QuoteAnchorTests {
  private let change: ChangeSet

  init() throws {
    change = ChangeSet(files: [
      FileChange(
        kind: .renamed, path: try RelativePath("src/new.swift"), oldPath: try RelativePath("src/old.swift"),
        hunks: [
          Hunk(
            oldStart: 1, oldCount: 4, newStart: 1, newCount: 5,
            lines: [
              DiffLine(kind: .context, oldNumber: 1, newNumber: 1, text: "func f() {"),
              DiffLine(kind: .removed, oldNumber: 2, newNumber: 0, text: "  check(input)"),
              DiffLine(kind: .added, oldNumber: 0, newNumber: 2, text: "  let a = load(input)  "),
              DiffLine(kind: .added, oldNumber: 0, newNumber: 3, text: "\treturn a"),
              DiffLine(kind: .context, oldNumber: 3, newNumber: 4, text: "}"),
              DiffLine(kind: .context, oldNumber: 4, newNumber: 5, text: "// far"),
            ]),
          Hunk(
            oldStart: 20, oldCount: 1, newStart: 21, newCount: 2,
            lines: [
              DiffLine(kind: .context, oldNumber: 20, newNumber: 21, text: "func g() {"),
              DiffLine(kind: .added, oldNumber: 0, newNumber: 22, text: "  return a"),
            ]),
        ])
    ])
  }

  private func place(_ quote: String, path: String = "src/new.swift", line: Int? = nil) -> QuoteAnchor.Placement {
    QuoteAnchor(change).place(
      CandidateFinding(
        path: path, quote: quote, line: line, title: "t", explanation: "e", category: .correctness, severity: .high))
  }

  @Test(arguments: [
    ("  let a = load(input)", 2, 2),
    ("let a = load(input)", 2, 2),
    ("let   a = load(input)\n    return a", 2, 3),
    ("\n  let a = load(input)\n\n", 2, 2),
    ("    2 +  let a = load(input)", 2, 2),
    ("+  let a = load(input)\n+\treturn a", 2, 3),
    ("func f() {\n  let a = load(input)", 1, 2),
    ("    1  func f() {\n    2 +  let a = load(input)", 1, 2),
    ("}", 4, 4),
  ])
  func `a quotation is found where it stands`(quote: String, first: Int, last: Int) throws {
    guard case .anchored(let location, _) = place(quote) else {
      Issue.record("\(place(quote))")
      return
    }
    #expect(location == Finding.Location(path: try RelativePath("src/new.swift"), lines: LineRange(first, last)))
  }

  @Test func `a removed line is found in the old file, under its old path`() throws {
    let expected = Finding.Location(path: try RelativePath("src/old.swift"), lines: LineRange(2), side: .old)
    #expect(place("  check(input)") == .anchored(expected, quote: "  check(input)"))
  }

  @Test func `the quotation is told as it stands in the change`() {
    guard case .anchored(_, let quote) = place("let a=load(input)".replacing("=", with: " = ")) else {
      Issue.record("not anchored")
      return
    }
    #expect(quote == "  let a = load(input)  ")
  }

  @Test(arguments: [
    ("let b = load(input)", "src/new.swift", "most like it is line 2: `  let a = load(input)  `"),
    ("check(inputs, input)", "src/new.swift", "most like it is a removed line: `  check(input)`"),
    ("// far", "src/new.swift", "are not changed here"),
    ("  let a = load(input)", "src/other.swift", "is not a file of this change"),
    ("", "src/new.swift", "do not stand in the diff"),
    ("  check(input)\n  let a = load(input)", "src/new.swift", "do not stand in the diff"),
  ])
  func `what cannot be placed is refused with the reason`(quote: String, path: String, reason: String) {
    guard case .unanchored(let text) = place(quote, path: path) else {
      Issue.record("it was placed")
      return
    }
    #expect(text.contains(reason), "\(text)")
  }

  @Test func `of two equal places the line decides, and without a line nothing does`() throws {
    guard case .unanchored(let reason) = place("return a") else {
      Issue.record("it was placed")
      return
    }
    #expect(reason.contains("3, 22"))
    guard case .anchored(let location, _) = place("return a", line: 20) else {
      Issue.record("not anchored")
      return
    }
    #expect(location.lines == LineRange(22))
  }
}
