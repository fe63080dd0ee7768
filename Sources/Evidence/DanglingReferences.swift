internal import Redaction
internal import SourceCode
internal import SourceText

/// Looks through files for what is left of removed declarations.
struct DanglingReferences {
  /// A declaration that the change removes.
  struct Removed {
    let name: String
    let isType: Bool
    let language: Language
    /// Where its file is after the change, or was.
    let path: RelativePath

    var stem: String { String(path.name.prefix { $0 != "." }) }
    var folder: String { path.parent?.name ?? "" }
  }

  struct Reference {
    let path: RelativePath
    let line: Int
  }

  let removed: [Removed]

  /// By index of the removed declaration: where it is still used; nil when something of that name is declared.
  private(set) var references: [[Reference]?]

  private let search: LiteralSearch

  init(_ removed: [Removed]) {
    self.removed = removed
    references = removed.map { _ in [] }
    search = LiteralSearch(removed.map(\.name))
  }

  /// Looks through one file of the new state.
  mutating func look(into bytes: [UInt8], at path: RelativePath, _ language: Language) {
    guard search.hasMatch(in: bytes.span) else { return }
    let source = LexedSource(path: path, language: language, bytes: bytes)
    var found: [Int: [Range<Int>]] = [:]
    search.forEachMatch(in: source.code.span) { index, range in
      let isWhole =
        (range.lowerBound == 0 || !isNameByte(source.code[range.lowerBound - 1]))
        && (range.upperBound == source.code.count || !isNameByte(source.code[range.upperBound]))
      if isWhole, removed[index].language == language { found[index, default: []].append(range) }
    }
    for (index, places) in found where references[index] != nil {
      let uses = NameUses(of: removed[index], in: source, at: places)
      if uses.isDeclared {
        references[index] = nil
      } else {
        references[index]? += uses.dangling.map { Reference(path: path, line: source.lineNumber(at: $0)) }
      }
    }
  }
}

/// What the occurrences of a removed name in one file mean.
private struct NameUses {
  /// Whether something of that name is declared here, of whatever kind.
  private(set) var isDeclared = false

  /// Where the removed declaration is meant.
  private(set) var dangling: [Int] = []

  private let removed: DanglingReferences.Removed
  private let source: LexedSource
  /// Whether the name means something else in this file: a parameter, a variable, an import from elsewhere.
  private var isBound = false

  init(of removed: DanglingReferences.Removed, in source: LexedSource, at places: [Range<Int>]) {
    self.removed = removed
    self.source = source
    var imported: [Int] = []
    var qualified: [Int] = []
    var plain: [Int] = []
    for place in places {
      switch kind(of: place) {
      case .declaration: isDeclared = true
      case .binding: isBound = true
      case .importedFromHere: imported.append(place.lowerBound)
      case .qualified: qualified.append(place.lowerBound)
      case .plain: plain.append(place.lowerBound)
      case .other: break
      }
    }
    guard !isDeclared else { return }
    dangling = imported + qualified
    if !isBound, isSameScope { dangling += plain }
    dangling.sort()
  }

  private enum Kind {
    case declaration, binding, importedFromHere, qualified, plain, other
  }

  /// Whether the removed declaration was visible here without an import: in its own file, and in Go in its folder.
  private var isSameScope: Bool {
    source.path == removed.path || (removed.language == .go && source.path.parent == removed.path.parent)
  }

  private func kind(of place: Range<Int>) -> Kind {
    let line = source.lines[source.lineNumber(at: place.lowerBound) - 1]
    if let statement = source.imports.first(where: { $0.contains(place.lowerBound) }) {
      let isRenamed = word(before: place, in: line) == "as"
      return !isRenamed && namesDeclaringFile(statement, besides: place) ? .importedFromHere : .binding
    }
    let code = source.code
    let after = next(after: place.upperBound, in: line)
    let isAssigned = isAssignment(at: after, in: line)
    if let mark = qualifierMark(before: place, in: line) {
      if isAssigned { return .declaration }
      return isQualifier(code, mark, in: line) ? .qualified : .other
    }
    if let before = word(before: place, in: line) {
      if !Self.usingWords.contains(before) { return .declaration }
    } else if place.lowerBound == line.lowerBound, removed.language == .c || isAssigned {
      return .declaration
    }
    if isAssigned || isParameter(place, after, in: line) { return .binding }
    if removed.isType { return .plain }
    if after < line.upperBound, code[after] == UInt8(ascii: "(") { return .plain }
    return code[place.lowerBound] >= 0x41 && code[place.lowerBound] <= 0x5A ? .plain : .other
  }

  /// Whether an import statement says the file or the folder that the declaration was in.
  private func namesDeclaringFile(_ statement: Range<Int>, besides place: Range<Int>) -> Bool {
    [removed.stem, removed.folder].contains { word in
      !Self.commonNames.contains(word) && source.names(word, in: statement, besides: place)
    }
  }

  /// Where a dot, an arrow or a double colon stands before a name.
  private func qualifierMark(before place: Range<Int>, in line: Range<Int>) -> Int? {
    let code = source.code
    var index = place.lowerBound
    while index > line.lowerBound, isBlank(code[index - 1]) { index -= 1 }
    guard index > line.lowerBound else { return nil }
    switch code[index - 1] {
    case UInt8(ascii: "."):
      // Not JavaScript's `...name`.
      return index - 2 >= line.lowerBound && code[index - 2] == UInt8(ascii: ".") ? nil : index - 1
    case UInt8(ascii: ":") where index - 2 >= line.lowerBound && code[index - 2] == UInt8(ascii: ":"): return index - 2
    case UInt8(ascii: ">") where index - 2 >= line.lowerBound && code[index - 2] == UInt8(ascii: "-"): return index - 2
    case UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "#"): return index - 1
    default: return nil
    }
  }

  /// Whether what stands before the mark is the declaring file, or Go's package, and was imported as such.
  private func isQualifier(_ code: [UInt8], _ mark: Int, in line: Range<Int>) -> Bool {
    guard mark > line.lowerBound, code[mark] != UInt8(ascii: "-") else { return false }
    var start = mark
    while start > line.lowerBound, isNameByte(code[start - 1]) { start -= 1 }
    let isMember =
      start > line.lowerBound && (code[start - 1] == UInt8(ascii: ".") || code[start - 1] == UInt8(ascii: ":"))
    let qualifier = String(decoding: code[start..<mark], as: UTF8.self)
    switch removed.language {
    case .go:
      guard !isMember, qualifier == removed.folder, let folder = removed.path.parent else { return false }
      return source.imports.contains { source.has("/\(folder.string)\"", in: $0) }
    case .rust: return qualifier == removed.stem
    case .javaScript, .python:
      guard !isMember, qualifier == removed.stem, !Self.commonNames.contains(qualifier) else { return false }
      return source.imports.contains { source.names(qualifier, in: $0) }
    default: return false
    }
  }

  /// The name before a place, with nothing but blanks between.
  private func word(before place: Range<Int>, in line: Range<Int>) -> String? {
    let code = source.code
    var end = place.lowerBound
    while end > line.lowerBound, isBlank(code[end - 1]) { end -= 1 }
    // `int *name(`, `List<int> name(`, `int[] name(`.
    let isTyped = [.c, .cSharp, .dart, .java].contains(removed.language)
    if isTyped, end < place.lowerBound || code[place.lowerBound - 1] == UInt8(ascii: "*"), end > line.lowerBound,
      "*&>]".utf8.contains(code[end - 1])
    {
      return "*"
    }
    var start = end
    while start > line.lowerBound, isNameByte(code[start - 1]) { start -= 1 }
    return start < end ? String(decoding: code[start..<end], as: UTF8.self) : nil
  }

  private func next(after offset: Int, in line: Range<Int>) -> Int {
    var index = offset
    while index < line.upperBound, isBlank(source.code[index]) { index += 1 }
    return index
  }

  /// Whether a name is given a value or a type: `name = `, `name := `, `name: `.
  private func isAssignment(at offset: Int, in line: Range<Int>) -> Bool {
    let code = source.code
    guard offset < line.upperBound else { return false }
    let following = offset + 1 < line.upperBound ? code[offset + 1] : 0
    switch code[offset] {
    case UInt8(ascii: "="): return following != UInt8(ascii: "=") && following != UInt8(ascii: ">")
    case UInt8(ascii: ":"): return following != UInt8(ascii: ":")
    default: return false
    }
  }

  /// Whether a name is likely one of a function's parameters, a variable or a method.
  private func isParameter(_ place: Range<Int>, _ after: Int, in line: Range<Int>) -> Bool {
    let code = source.code
    let isCalled = after < line.upperBound && code[after] == UInt8(ascii: "(")
    let first = next(after: line.lowerBound, in: line)
    let last = line.last { !isBlank(code[$0]) }.map { code[$0] }
    if isCalled { return first == place.lowerBound && last == UInt8(ascii: "{") }
    if removed.isType { return false }
    let before = String(decoding: code[line.lowerBound..<place.lowerBound], as: UTF8.self)
    let isDeclaring = ["def ", "func ", "func(", "function", "fn ", "fun ", "lambda ", "for "].contains {
      before.contains($0)
    }
    let rest = code[place.upperBound..<line.upperBound]
    let isVariable = ["const ", "let ", "var ", "val ", "auto "].contains { before.contains($0) }
    return isDeclaring || (isVariable && rest.contains(UInt8(ascii: "=")))
      || String(decoding: rest, as: UTF8.self).contains("=>")
  }

  /// What may stand before a name that is used; any other word before it declares something.
  private static let usingWords: Set<String> = [
    "and", "any", "assert", "await", "case", "catch", "defer", "del", "delete", "do", "echo", "elif", "else", "elsif",
    "except", "extends", "go", "guard", "if", "implements", "in", "instanceof", "is", "match", "new", "not", "of", "or",
    "print", "raise", "rescue", "return", "some", "super", "switch", "then", "throw", "throws", "try", "typeof",
    "unless",
    "until", "when", "where", "while", "with", "yield",
  ]

  /// Files and folders whose names say nothing about what is in them.
  private static let commonNames: Set<String> = [
    "", "__init__", "app", "index", "lib", "main", "mod", "source", "sources", "src", "test", "tests",
  ]
}

extension LexedSource {
  /// Whether a text stands in a part of the file.
  fileprivate func has(_ text: String, in range: Range<Int>) -> Bool {
    let text = Array(text.utf8)
    guard range.count >= text.count else { return false }
    return (range.lowerBound...range.upperBound - text.count).contains {
      bytes[$0] == text[0] && bytes[$0..<$0 + text.count].elementsEqual(text)
    }
  }
}
