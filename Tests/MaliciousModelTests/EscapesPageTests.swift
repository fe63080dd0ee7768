import Foundation
import Testing

/// The table in `docs/Escapes.md` is what the trials try, row by row; each row's words are checked by its trial.
@Suite struct EscapesPageTests {
  private let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/Escapes.md")
    .standardized

  @Test func `the page lists every kind of escape with what stops it`() throws {
    let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").map(String.init).filter {
      $0.hasPrefix("| ") && !$0.hasPrefix("| kind |")
    }
    let expected = Escape.all.map(EscapeRecord.row)
    for (row, wanted) in zip(rows, expected) where row != wanted { Issue.record("\(row)\nshould be\n\(wanted)") }
    #expect(rows.count == expected.count)
    // For who has changed an escape: the table as it should be, beside the built programs.
    let table = URL(filePath: try Sandboxes.program).deletingLastPathComponent().appending(path: "escapes-page.md")
    try Data(expected.map { $0 + "\n" }.joined().utf8).write(to: table, options: .atomic)
  }

  @Test func `the page names every attempt that nothing stops at some level`() throws {
    let text = try String(contentsOf: page, encoding: .utf8)
    for escape in Escape.all where !escape.surroundings.gaps.isEmpty {
      #expect(text.contains("**\(escape.kind)**"), "\(escape.kind)")
    }
  }
}
