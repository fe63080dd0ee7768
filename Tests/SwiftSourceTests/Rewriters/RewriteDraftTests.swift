import Testing

@testable import SwiftSource

struct RewriteDraftTests {
  private static let source = ParsedSource(SourceFile(path: "A.swift", text: "let a = 1\r\n  let b = 2"))

  @Test func `edits that meet others are left with their whole group`() {
    var draft = RewriteDraft(Self.source)
    let first = draft.add([SourceEdit(4..<5, "x"), SourceEdit(0..<3, "var")])
    let overlapping = draft.add([SourceEdit(8..<9, "2"), SourceEdit(2..<4, "")])
    let within = draft.add([SourceEdit(1..<1, "y")])
    let twice = draft.add([SourceEdit(6..<7, ""), SourceEdit(6..<7, "+")])
    let touching = draft.add([SourceEdit(3..<3, "!"), SourceEdit(5..<5, "?")])
    #expect([first, overlapping, within, twice, touching] == [true, false, false, false, true])
    #expect(draft.edits.map(\.range) == [0..<3, 3..<3, 4..<5, 5..<5])
    // What changes nothing is no edit.
    let nothing = draft.add([SourceEdit(8..<9, "1")])
    #expect(nothing && draft.edits.count == 4)
  }

  @Test func `lines are counted in bytes and end as the file's do`() {
    let source = Self.source
    #expect(source.lineEnd == "\r\n")
    #expect(source.lineStop(2) == 9 && source.nextLine(2) == 11 && source.lineStart(15) == 11)
    #expect(source.indentation(at: 15) == "  " && source.isFirstOnLine(13) && !source.isFirstOnLine(14))
    #expect(source.isLastOnLine(9) && !source.isLastOnLine(8))
    #expect(source.removal(of: 0..<9) == 0..<11 && source.removal(of: 13..<16) == 13..<17)
    #expect(source.line(of: 0) == 1 && source.line(of: 12) == 2)
  }
}
