internal import SourceCode
internal import SourceText

/// Looks for assertions in tests of whatever language: outside of strings, comments and imports.
enum AssertionSearch {
  /// Names that hold one of these assert when they are called or have a member, in any case of letters.
  private static let roots = ["assert", "expect"]

  /// Names that assert where they are called or have a member.
  private static let whole: Set<String> = [
    "CHECK", "REQUIRE", "check", "fail", "is", "isnt", "like", "must", "ok", "require", "should", "verify",
  ]

  /// Members that assert when they are called.
  private static let members: Set<String> = [
    "Equal", "Error", "Errorf", "Fail", "FailNow", "Fatal", "Fatalf", "deepEqual", "equal", "is", "notOk", "ok",
    "should",
    "throws",
  ]

  /// What lines begin with that name an assertion and make none.
  private static let imports = ["import ", "from ", "use ", "using ", "#include", "require ", "require_", "package "]

  /// - Parameter path: tells the language; without it strings and comments are taken to be those of JavaScript.
  static func hasAssertion(_ text: String, at path: RelativePath?) -> Bool {
    var bytes = Array(text.utf8)
    let language = path.flatMap { Language(path: $0, content: bytes) } ?? .javaScript
    var lexer = LineLexer(language.syntax)
    var start = 0
    for end in bytes.indices where bytes[end] == UInt8(ascii: "\n") {
      lexer.blank(&bytes, start..<end)
      start = end + 1
    }
    lexer.blank(&bytes, start..<bytes.count)
    return bytes.split(separator: UInt8(ascii: "\n")).contains { asserts(String(decoding: $0, as: UTF8.self)[...]) }
  }

  private static func asserts(_ line: Substring) -> Bool {
    let line = line.drop { $0.isWhitespace }
    guard !imports.contains(where: line.hasPrefix) else { return false }
    var rest = line
    var before: Character?
    while let first = rest.first {
      guard isName(first) else {
        before = first
        rest = rest.dropFirst()
        continue
      }
      let name = rest.prefix(while: isName)
      rest = rest.dropFirst(name.count)
      if asserts(String(name), behindDot: before == ".", before: rest) { return true }
      before = name.last
    }
    return false
  }

  private static func asserts(_ name: String, behindDot: Bool, before rest: Substring) -> Bool {
    let next = rest.first
    let isCalled = next == "("
    let small = name.lowercased()
    if roots.contains(where: small.contains) {
      // A statement has its condition behind a space: `assert total == 3`.
      let isStatement = next == " " && rest.dropFirst().first.map { isName($0) || "([\"'-!".contains($0) } == true
      return isCalled || next == "." || next == "!" || next == "<" || isStatement && roots.contains(small)
    }
    if small.hasPrefix("should"), small.count > 6 { return true }
    if name.hasPrefix("REQUIRE_") || name.hasPrefix("CHECK_") { return isCalled }
    if behindDot, members.contains(name) { return isCalled || next == "." }
    if name == "should", next == " " {
      return ["be", "equal", "have", "contain", "not", "=="].contains { rest.dropFirst().hasPrefix($0) }
    }
    guard whole.contains(name) else { return false }
    // Modules are required by their name, and checks by a condition: `require('../add')`, `require(total == 3)`.
    if name == "require", isCalled { return rest.dropFirst().first.map { !"\"'`".contains($0) } ?? false }
    return isCalled || next == "."
  }

  private static func isName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "$"
  }
}
