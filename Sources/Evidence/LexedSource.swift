internal import SourceCode
internal import SourceText

/// A whole file as the search for references looks at it.
struct LexedSource {
  let path: RelativePath
  let language: Language
  let bytes: [UInt8]

  /// `bytes` with the content of strings and comments replaced by spaces.
  let code: [UInt8]

  /// The lines, without their line feeds.
  let lines: [Range<Int>]

  /// The statements that bring in names of other files, each of one line or of several.
  let imports: [Range<Int>]

  init(path: RelativePath, language: Language, bytes: [UInt8]) {
    self.path = path
    self.language = language
    self.bytes = bytes
    var code = bytes
    var lexer = LineLexer(language.syntax)
    var lines: [Range<Int>] = []
    var start = 0
    for index in 0...bytes.count where index == bytes.count || bytes[index] == UInt8(ascii: "\n") {
      lines.append(start..<index)
      lexer.blank(&code, start..<index)
      start = index + 1
    }
    self.code = code
    self.lines = lines
    imports = Self.imports(in: code, lines)
  }

  /// The number of the line that holds a byte, from 1.
  func lineNumber(at offset: Int) -> Int {
    var low = 0
    var high = lines.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lines[middle].lowerBound <= offset { low = middle } else { high = middle - 1 }
    }
    return low + 1
  }

  /// Whether a word stands in a part of the text, also in a string, at another place than one.
  func names(_ word: String, in range: Range<Int>, besides place: Range<Int>? = nil) -> Bool {
    let word = Array(word.utf8)
    guard !word.isEmpty, range.count >= word.count else { return false }
    return (range.lowerBound...range.upperBound - word.count).contains { start in
      let end = start + word.count
      return bytes[start] == word[0] && bytes[start..<end].elementsEqual(word) && place?.overlaps(start..<end) != true
        && (start == 0 || !isNameByte(bytes[start - 1])) && (end == bytes.count || !isNameByte(bytes[end]))
    }
  }

  /// Whether a line begins a statement that brings in names.
  static func beginsImport(_ code: [UInt8], _ line: Range<Int>) -> Bool {
    guard let start = line.first(where: { !isBlank(code[$0]) }) else { return false }
    var end = start
    while end < line.upperBound, isNameByte(code[end]) || code[end] == UInt8(ascii: "#") { end += 1 }
    let word = String(decoding: code[start..<end], as: UTF8.self)
    // `use(right)` is a call.
    let isCalled = end < line.upperBound && code[end] == UInt8(ascii: "(")
    if importWords.contains(word) { return !isCalled || word.hasPrefix("import") || word.hasPrefix("require") }
    let rest = String(decoding: code[end..<line.upperBound], as: UTF8.self)
    switch word {
    // `export { a } from './b'`, `pub use a::b`, `const { a } = require('./b')`.
    case "export": return rest.hasPrefix(" {") || rest.hasPrefix(" *") || rest.hasPrefix(" type {")
    case "pub": return rest.contains("use ")
    case "const", "let", "var": return rest.contains("require(") || rest.contains("import(")
    default: return false
    }
  }

  private static let importWords: Set<String> = [
    "#import", "#include", "alias", "from", "import", "include", "load", "require", "require_once", "require_relative",
    "source", "use", "using",
  ]

  /// An import goes on as long as a bracket is open, for at most 60 lines; Go's are in one bracket.
  private static func imports(in code: [UInt8], _ lines: [Range<Int>]) -> [Range<Int>] {
    var imports: [Range<Int>] = []
    var index = 0
    while index < lines.count {
      guard beginsImport(code, lines[index]) else {
        index += 1
        continue
      }
      let first = index
      var depth = 0
      repeat {
        for offset in lines[index] {
          if "({[".utf8.contains(code[offset]) { depth += 1 } else if ")}]".utf8.contains(code[offset]) { depth -= 1 }
        }
        index += 1
      } while depth > 0 && index < lines.count && index - first < 60
      imports.append(lines[first].lowerBound..<lines[index - 1].upperBound)
    }
    return imports
  }
}
