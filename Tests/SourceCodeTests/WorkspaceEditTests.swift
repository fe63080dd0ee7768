import JSON
import SourceText
import Testing

@testable import SourceCode

@Suite struct WorkspaceEditTests {
  private let root = DocumentRoot("/w")
  private let path: RelativePath

  init() throws { path = try RelativePath("a.py") }

  private func edit(_ start: (Int, Int), _ end: (Int, Int), _ text: String) -> JSONValue {
    [
      "range": [
        "start": ["line": JSONValue(start.0), "character": JSONValue(start.1)],
        "end": ["line": JSONValue(end.0), "character": JSONValue(end.1)],
      ], "newText": .string(text),
    ]
  }

  private func edits(_ values: [JSONValue], in text: String, _ encoding: PositionEncoding = .utf16) throws -> FileEdits
  {
    let edit = try WorkspaceEdit(["changes": ["file:///w/a.py": .array(values)]], in: root, encoding)
    return try FileEdits(edit, of: path, in: Array(text.utf8))
  }

  @Test func `edits become bytes, tied to the content`() throws {
    let text = "x = '🙂'; post(post)\n"
    let edits = try edits([edit((0, 15), (0, 19), "send"), edit((0, 10), (0, 14), "send")], in: text)
    #expect(edits.base == ContentHash(of: text))
    #expect(edits.replacements.map(\.range) == [12..<16, 17..<21])
    #expect(String(decoding: edits.applied(to: Array(text.utf8)), as: UTF8.self) == "x = '🙂'; send(send)\n")
  }

  @Test func `both forms of an answer are read, and one that touches files is refused`() throws {
    let value: JSONValue = [
      "documentChanges": [
        [
          "textDocument": ["uri": "file:///w/a.py", "version": .null],
          "edits": [edit((0, 0), (0, 1), "y")],
        ], ["textDocument": ["uri": "file:///usr/x.py", "version": 1], "edits": []],
      ]
    ]
    let edit = try WorkspaceEdit(value, in: root, .utf8)
    #expect(edit.files.keys.map(\.string) == ["a.py"])
    #expect(edit.outside == ["/usr/x.py"])
    #expect(try WorkspaceEdit(.null, in: root, .utf8).files.isEmpty)
    #expect(throws: LanguageServerError.self) {
      try WorkspaceEdit(
        ["documentChanges": [["kind": "rename", "oldUri": "file:///w/a", "newUri": "file:///w/b"]]], in: root, .utf8)
    }
    for value: JSONValue in [[:], ["changes": ["nothing": []]], ["changes": ["file:///w/a": [["newText": "x"]]]]] {
      #expect(throws: LanguageServerError.self) { try WorkspaceEdit(value, in: root, .utf8) }
    }
  }

  @Test func `edits that overlap, or lie outside of the text, are refused`() {
    #expect(throws: LanguageServerError.self) {
      try edits([edit((0, 0), (0, 3), "a"), edit((0, 2), (0, 4), "b")], in: "abcdef")
    }
    #expect(throws: LanguageServerError.self) { try edits([edit((9, 0), (9, 1), "a")], in: "abc") }
  }

  @Test func `a whole file in place of another becomes the places of the name`() throws {
    let text = "post = 1\nposted = post  # post\n"
    let whole = try edits([edit((0, 0), (2, 0), "send = 1\nposted = send  # post\n")], in: text)
    let narrow = try #require(whole.narrowed(to: Array(text.utf8), from: "post", to: "send"))
    #expect(narrow.replacements.map(\.range) == [0..<4, 18..<22])
    #expect(narrow.applied(to: Array(text.utf8)) == whole.applied(to: Array(text.utf8)))
    let more = try edits([edit((0, 0), (2, 0), "send = 2\nposted = send  # post\n")], in: text)
    #expect(more.narrowed(to: Array(text.utf8), from: "post", to: "send") == nil)
  }

  @Test func `names are told apart in code and elsewhere`() {
    let text = Array("def post(): # post\n  return 'post' + compost.post\n".utf8)
    let occurrences = NameOccurrences(of: "post", in: text, .python)
    #expect(occurrences.code.count == 2)
    #expect(occurrences.elsewhere == 2)
    #expect(NameOccurrences(of: "absent", in: text, .python).code.isEmpty)
  }
}
