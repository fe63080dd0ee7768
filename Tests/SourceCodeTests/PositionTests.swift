import SourceText
import Testing

@testable import SourceCode

@Suite struct PositionTests {
  private let text = Array("a\r\né🙂x\n\rlast".utf8)

  @Test(arguments: [
    (PositionEncoding.utf8, [0, 2, 6]), (.utf16, [0, 1, 3]), (.utf32, [0, 1, 2]),
  ])
  func `places go to bytes and back in each way of counting`(_ encoding: PositionEncoding, _ characters: [Int]) {
    let map = PositionMap(text)
    for (character, offset) in zip(characters, [3, 5, 9]) {
      let position = ProtocolPosition(line: 1, character: character)
      #expect(map.offset(of: position, encoding) == offset)
      #expect(map.position(at: offset, encoding) == position)
    }
  }

  @Test func `every byte that begins a character is found again`() {
    let map = PositionMap(text)
    for encoding in PositionEncoding.allCases {
      for offset in text.indices where text[offset] & 0xC0 != 0x80 && text[offset] != 10 && text[offset] != 13 {
        #expect(map.offset(of: map.position(at: offset, encoding), encoding) == offset)
      }
    }
  }

  @Test func `lines end with a line feed, a carriage return or both`() {
    let map = PositionMap(text)
    #expect((0..<5).map { map.range(ofLine: $0) } == [0..<1, 3..<10, 11..<11, 12..<16, nil])
    #expect(map.offset(of: ProtocolPosition(line: 3, character: 99), .utf16) == 16)
    #expect(map.offset(of: ProtocolPosition(line: 4, character: 0), .utf16) == 16)
    #expect(map.offset(of: ProtocolPosition(line: 5, character: 0), .utf16) == nil)
    #expect(map.offset(of: ProtocolPosition(line: -1, character: 0), .utf16) == nil)
  }

  @Test func `a place within a character is none`() {
    #expect(PositionMap(text).offset(of: ProtocolPosition(line: 1, character: 2), .utf16) == nil)
  }

  @Test func `addresses name files inside, and nothing else does`() throws {
    let root = DocumentRoot("/work area")
    let path = try RelativePath("a b/é#?.swift")
    #expect(root.address(of: path) == "file:///work%20area/a%20b/%C3%A9%23%3F.swift")
    #expect(root.document(at: root.address(of: path)) == .inside(path))
    #expect(root.document(at: "file://localhost/work%20area/x") == .inside(try RelativePath("x")))
    #expect(root.document(at: "file:///work%20area/../etc/passwd") == .outside("/work area/../etc/passwd"))
    #expect(root.document(at: "file:///work%20area/.git/config") == .outside("/work area/.git/config"))
    #expect(root.document(at: "file:///work%20areas/x") == .outside("/work areas/x"))
    #expect(root.document(at: "sourcekit-lsp://generated/Swift") == .outside("sourcekit-lsp://generated/Swift"))
    #expect(root.document(at: "file:///%zz") == nil)
    #expect(root.document(at: "file:///%ff") == nil)
    #expect(root.document(at: "nothing") == nil)
  }
}
