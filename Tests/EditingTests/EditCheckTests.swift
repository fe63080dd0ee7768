import Foundation
import SourceText
import Synchronization
import Testing

@testable import Editing

struct EditCheckTests {
  private func code(
    _ folder: EditedFolder, _ operations: [FileOperation], rules: EditRules = EditRules()
  ) async throws -> EditingError.Code? {
    do {
      _ = try await EditCheck(in: folder.root(), rules: rules).check(operations)
      return nil
    } catch let error as EditingError {
      return error.code
    }
  }

  @Test func `replacements are made in the bytes as they were`() async throws {
    let folder = try EditedFolder(["a": "one two three"])
    let change = try await EditCheck(in: folder.root()).check([
      edit("a", "one two three", (8..<13, "3"), (0..<3, "eins"), (3..<3, ",")),
      edit("a", "one two three", (4..<7, "")),
    ])
    #expect(change.files.map(\.path.string) == ["a"])
    #expect(change.files[0].new?.bytes == Array("eins,  3".utf8))
    #expect(folder.text("a") == "one two three")
  }

  @Test(
    arguments: [
      [(0..<3, "x"), (2..<4, "y")], [(0..<4, "x"), (1..<2, "y")], [(1..<1, "x"), (1..<1, "y")], [(0..<99, "x")],
      [(7..<8, "x")], [(0..<3, "abc")], [],
    ] as [[(Range<Int>, String)]])
  func `replacements that overlap, lie outside or change nothing are refused`(
    replacements: [(Range<Int>, String)]
  ) async throws {
    let folder = try EditedFolder(["a": "abcdefg"])
    let operation = FileOperation(
      try path("a"),
      .edit(base: hash("abcdefg"), replacements.map { FileOperation.Replacement($0.0, Array($0.1.utf8)) }))
    #expect(try await code(folder, [operation]) == .invalid)
  }

  @Test func `a range below zero is refused`() async throws {
    let folder = try EditedFolder(["a": "abc"])
    #expect(try await code(folder, [edit("a", "abc", (-1..<1, "x"))]) == .invalid)
  }

  @Test func `two replacements that touch are made in order`() async throws {
    let folder = try EditedFolder(["a": "abcd"])
    let change = try await EditCheck(in: folder.root()).check([edit("a", "abcd", (2..<4, "34"), (0..<2, "12"))])
    #expect(change.files[0].new?.bytes == Array("1234".utf8))
  }

  static let contradictions: [@Sendable () throws -> [FileOperation]] = [
    { [try edit("a", "a", (0..<1, "b")), try delete("a", "a")] },
    { [try delete("a", "a"), try delete("a", "a")] },
    { [try move("a", "a", to: "x"), try move("a", "a", to: "y")] },
    { [try move("a", "a", to: "x"), try delete("a", "a")] },
    { [try move("a", "a", to: "x"), try move("b", "b", to: "x")] },
    { [try move("a", "a", to: "x"), try create("x", "new")] },
    { [try move("a", "a", to: "a")] },
    { [try create("x", "1"), try create("x", "2")] },
    { [try create("x", "1"), try create("x/y", "2")] },
    { [try create("a/y", "2"), try edit("a", "a", (0..<1, "b"))] },
    { [try edit("a", "a", (0..<1, "b")), try create("a", "new")] },
    { [try edit("a", "a", (0..<1, "b")), try move("b", "b", to: "a")] },
    { [try edit("a", "a", (0..<1, "b")), try edit("a", "other", (1..<1, "b"))] },
  ]

  @Test(arguments: contradictions.indices)
  func `operations that contradict each other are refused`(index: Int) async throws {
    let folder = try EditedFolder(["a": "a", "b": "b"])
    #expect(try await code(folder, Self.contradictions[index](), rules: EditRules(troubledFiles: .skip)) == .invalid)
  }

  @Test func `moves may follow each other and swap, and take edits along`() async throws {
    let folder = try EditedFolder(["a": "A", "b": "B", "c": "C"])
    let change = try await EditCheck(in: folder.root()).check([
      move("a", "A", to: "b"), move("b", "B", to: "a"), move("c", "C", to: "d"), edit("c", "C", (1..<1, "!")),
    ])
    let texts = change.files.map { "\($0.path)=\(String(decoding: $0.new?.bytes ?? [], as: UTF8.self))" }
    #expect(texts == ["a=B", "b=A", "c=", "d=C!"])
  }

  @Test func `a file that is not what the edit was made for is a conflict`() async throws {
    let folder = try EditedFolder(["a": "now"])
    #expect(try await code(folder, [edit("a", "then", (0..<1, "x"))]) == .conflict)
    #expect(try await code(folder, [delete("a", "then")]) == .conflict)
    #expect(try await code(folder, [move("a", "then", to: "b")]) == .conflict)
    #expect(try await code(folder, [delete("gone", "x")]) == .conflict)
    #expect(try await code(folder, [create("a", "x")]) == .conflict)
    #expect(try await code(folder, [create("a/b", "x")]) == .outside)
  }

  @Test func `the byte order mark stays where it is`() async throws {
    let text = "\u{FEFF}one\r\ntwo"
    let folder = try EditedFolder(["a": text])
    #expect(try await code(folder, [edit("a", text, (0..<0, "x"))]) == .invalid)
    #expect(try await code(folder, [edit("a", text, (0..<3, ""))]) == .invalid)
    let change = try await EditCheck(in: folder.root()).check([edit("a", text, (3..<6, "1"))])
    #expect(change.files[0].new?.bytes == Array("\u{FEFF}1\r\ntwo".utf8))
  }

  @Test func `a result that is no UTF-8 or binary is refused`() async throws {
    let folder = try EditedFolder(["a": "é"])
    #expect(try await code(folder, [edit("a", "é", (1..<2, ""))]) == .unsafe)
    #expect(try await code(folder, [create("b", "a\0b")]) == .unsafe)
  }

  @Test func `a result with more faults than before is refused`() async throws {
    let folder = try EditedFolder(["good.x": "()", "bad.x": "(((", "other": "("])
    let parse: ParseCheck = { path, bytes in
      guard path.fileExtension == "x" else { return nil }
      return abs(bytes.count { $0 == UInt8(ascii: "(") } - bytes.count { $0 == UInt8(ascii: ")") })
    }
    let rules = EditRules(parseCheck: parse)
    #expect(try await code(folder, [edit("good.x", "()", (1..<2, ""))], rules: rules) == .worse)
    #expect(try await code(folder, [edit("good.x", "()", (1..<1, "()"))], rules: rules) == nil)
    #expect(try await code(folder, [edit("bad.x", "(((", (3..<3, ")"))], rules: rules) == nil)
    #expect(try await code(folder, [edit("bad.x", "(((", (3..<3, "x"))], rules: rules) == nil)
    #expect(try await code(folder, [edit("bad.x", "(((", (3..<3, "("))], rules: rules) == .worse)
    #expect(try await code(folder, [edit("other", "(", (1..<1, "("))], rules: rules) == nil)
    #expect(try await code(folder, [create("new.x", "(")], rules: rules) == .worse)
    #expect(try await code(folder, [move("bad.x", "(((", to: "worse.x")], rules: rules) == nil)
  }

  @Test func `what troubles a file is skipped with all that belongs to it`() async throws {
    let folder = try EditedFolder(["a": "a", "b": "b", "c": "c", "free": "free"])
    let change = try await EditCheck(in: folder.root(), rules: EditRules(troubledFiles: .skip)).check([
      move("a", "old", to: "b"), move("b", "b", to: "d"), edit("free", "free", (0..<4, "done")),
      edit("c", "old", (0..<1, "x")),
    ])
    #expect(change.files.map(\.path.string) == ["free"])
    #expect(change.skipped.map(\.path.string) == ["a", "b", "c", "d"])
    #expect(change.skipped[0].description == #""a" is left alone: it is not what the edit was made for; read it again"#)
  }

  @Test func `limits of files and bytes are kept`() async throws {
    let folder = try EditedFolder(["a": "12345"])
    #expect(try await code(folder, [create("x", "1"), create("y", "1")], rules: EditRules(fileCount: 1)) == .invalid)
    #expect(try await code(folder, [edit("a", "12345", (0..<1, "x"))], rules: EditRules(totalSize: 9)) == .invalid)
    #expect(try await code(folder, [edit("a", "12345", (0..<1, "x"))], rules: EditRules(fileSize: 4)) == .unsafe)
    #expect(try await code(folder, [edit("a", "12345", (0..<0, "x"))], rules: EditRules(fileSize: 5)) == .unsafe)
  }

  @Test func `line ends of a replacement are made those of the file`() {
    #expect(LineEnd(of: Array("a\r\nb\r\nc\n".utf8)) == .carriageReturnLineFeed)
    #expect(LineEnd(of: Array("a\nb".utf8)) == .lineFeed)
    #expect(LineEnd(of: []) == .lineFeed)
    #expect(LineEnd.carriageReturnLineFeed.adapted(Array("a\nb\r\nc\rd".utf8)) == Array("a\r\nb\r\nc\rd".utf8))
    #expect(LineEnd.lineFeed.adapted(Array("a\nb\r\nc\rd".utf8)) == Array("a\nb\nc\rd".utf8))
  }
}
