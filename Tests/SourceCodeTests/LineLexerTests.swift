import Testing

@testable import SourceCode

@Suite struct LineLexerTests {
  private func code(_ language: Language, _ lines: [String]) -> [String] {
    var lexer = LineLexer(language.syntax)
    return lines.map { line in
      var bytes = Array(line.utf8)
      lexer.blank(&bytes, 0..<bytes.count)
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  @Test func `strings lose their content, comments all`() {
    #expect(code(.swift, ["a(\"b\") // c"]) == ["a(\" \")     "])
    #expect(code(.python, ["a = 'b' # c"]) == ["a = ' '    "])
    #expect(code(.c, ["a /* b */ c"]) == ["a         c"])
  }

  @Test func `what is open goes on in the next line`() {
    #expect(code(.java, ["/* a", "b */ c"]) == ["    ", "     c"])
    #expect(code(.swift, ["/* /* a */", "b */ c"]) == ["          ", "     c"])
    #expect(code(.python, ["\"\"\"a", "b\"\"\" + c"]) == ["\"\"\" ", " \"\"\" + c"])
    #expect(code(.javaScript, ["`a", "b` + c"]) == ["` ", " ` + c"])
    #expect(code(.go, ["`\\` + c"]) == ["` ` + c"])
  }

  @Test func `a string that may not span lines ends with its line`() {
    #expect(code(.swift, ["\"a", "b"]) == ["\" ", "b"])
  }

  @Test func `escapes do not end a string`() {
    #expect(code(.swift, ["\"a\\\"b\" + c"]) == ["\"    \" + c"])
  }

  @Test func `lifetimes are no characters, regular expressions no strings, and a division no expression`() {
    #expect(code(.rust, ["f<'a>(x: &'a str, '\"', '\\'') // c"]) == ["f<'a>(x: &'a str, ' ', '  ')     "])
    #expect(code(.javaScript, ["x = /\"/g + y"]) == ["x = / /g + y"])
    #expect(code(.javaScript, ["a / b / \"c\""]) == ["a / b / \" \""])
  }

  @Test func `a number sign inside a word begins no comment`() {
    #expect(code(.shell, ["echo $# ${#a} # b"]) == ["echo $# ${#a}    "])
  }

  @Test(arguments: Language.allCases) func `every line keeps its length, whatever it holds`(_ language: Language) {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("\"'`/*#\\\n ax-é".utf8)
    for _ in 0..<200 {
      var lexer = LineLexer(language.syntax)
      for _ in 0..<4 {
        let line = (0..<20).map { _ in alphabet.randomElement(using: &generator) ?? 0 }.filter { $0 != 0x0A }
        var bytes = line
        lexer.blank(&bytes, 0..<bytes.count)
        #expect(bytes.count == line.count)
        #expect(zip(bytes, line).allSatisfy { $0 == $1 || $0 == 0x20 })
      }
    }
  }
}
