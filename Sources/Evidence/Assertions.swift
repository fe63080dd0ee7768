internal import Redaction
internal import SourceCode
internal import SourceText

/// The assertions in changed lines of tests.
enum Assertions {
  /// The indices of the added and removed lines that assert something, each once, in order.
  static func lines(in file: ChangedFile) -> [Int] {
    guard file.language != nil else { return [] }
    var found: [Int] = []
    search.forEachMatch(in: file.code.span) { literal, range in
      let index = file.lineIndex(at: range.lowerBound)
      guard file.lines[index].kind != .context, found.last != index, !file.lines[index].isMinified,
        isAssertion(file, signs[literal], range, in: file.lines[index].range)
      else { return }
      found.append(index)
    }
    return found
  }

  private enum Sign {
    /// The beginning of a name that is called or stands first in a statement: `assertEquals(`, `assert x`, `assert!(`.
    case verb(String)
    /// A whole name that has members which assert: `Assert.Equal(`, `expect(a).to`.
    case subject(String)
    /// A member that is called: `t.Errorf(`, `x.should.equal(`.
    case member(String)

    var text: String {
      switch self {
      case .verb(let text), .subject(let text), .member(let text): text
      }
    }
  }

  private static let signs: [Sign] =
    ["assert", "Assert", "ASSERT_", "XCTAssert", "XCTFail", "EXPECT_", "expect", "refute", "verify"].map(Sign.verb)
    + ["REQUIRE", "CHECK", "#expect", "#require", "pytest.raises", "mustFail"].map(Sign.verb)
    + ["Assert", "assert", "require", "expect", "Expect"].map(Sign.subject)
    + [
      ".Error(", ".Errorf(", ".Fatal(", ".Fatalf(", ".should.", ".should ", ".should_", ".should(", ".Should(",
      ".must_",
      ".ShouldBe",
      ".hasMessage", ".assert", ", expected:",
    ].map(Sign.member)

  private static let search = LiteralSearch(signs.map(\.text))

  private static func isAssertion(_ file: ChangedFile, _ sign: Sign, _ range: Range<Int>, in line: Range<Int>) -> Bool {
    let code = file.code
    let text = file.trimmed(line)
    guard !isDeclarationOrImport(file, text) else { return false }
    if case .member(let text) = sign {
      // `t.Error`, not `log.Error`.
      guard text.hasPrefix(".Error") || text.hasPrefix(".Fatal") else { return true }
      guard file.language == .go, range.lowerBound > line.lowerBound else { return false }
      let before = code[range.lowerBound - 1]
      return (before == UInt8(ascii: "t") || before == UInt8(ascii: "b") || before == UInt8(ascii: "T"))
        && (range.lowerBound - 2 < line.lowerBound || !isNameByte(code[range.lowerBound - 2]))
    }
    // `StringAssert.AreEqual(` asserts too.
    let isPart = range.lowerBound > 0 && isNameByte(code[range.lowerBound - 1])
    if case .subject("Assert") = sign {} else if isPart { return false }
    var end = range.upperBound
    while end < line.upperBound, isNameByte(code[end]) { end += 1 }
    let next = end < line.upperBound ? code[end] : UInt8(ascii: "\n")
    if case .subject = sign {
      return end == range.upperBound && next == UInt8(ascii: ".") && file.language != .rust
        && code[range.lowerBound..<line.upperBound].contains(UInt8(ascii: "("))
    }
    if next == UInt8(ascii: "(") { return true }
    if next == UInt8(ascii: "!") { return file.language == .rust }
    // A statement without brackets: `assert x`, `assert_equal a, b`.
    return text.lowerBound == range.lowerBound && (isBlank(next) || end == text.upperBound) && end < text.upperBound
  }

  /// Whether a line declares something or brings it in: `func assertSame(`, `import assert from`.
  private static func isDeclarationOrImport(_ file: ChangedFile, _ line: Range<Int>) -> Bool {
    let starts = [
      "import ", "from ", "use ", "using ", "#include", "require ", "require(", "const ", "def ", "func ", "fn ",
      "fun ",
      "function ", "static ", "private ", "internal ", "#define", "export ", "@", "type ",
    ]
    guard starts.contains(where: { file.has($0, at: line.lowerBound, in: file.code) }) else { return false }
    // `const x = expect(…)` is rare; `@Test func a() { #expect(x) }` on one line is not.
    return !file.has("@Test", at: line.lowerBound, in: file.code)
  }
}
