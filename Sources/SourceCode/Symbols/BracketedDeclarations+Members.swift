/// Declarations without a word of their own: a name, told by what stands around it.
extension BracketedDeclarations {
  // MARK: - Java, C#, Dart, Groovy

  /// `Type name(` and `Type name =` in a type's body; functions of Dart and Groovy stand at the top of a file too.
  mutating func typedMember(_ word: String, _ index: Int) -> Int {
    switch place {
    case .members: break
    case .file where language == .dart || language == .groovy: break
    case .file, .group, .code: return index + 1
    }
    let isModifier = DeclarationWords.modifiers.contains(word) && !source.isMark(index + 1, "(")
    guard !DeclarationWords.notNames.contains(word), !isModifier, followsType(index) else {
      if isConstructor(word, index) { declare(.method, name: word, at: index, from: index) }
      return index + 1
    }
    switch source.mark(index + 1) {
    case UInt8(ascii: "("): declare(.function, name: word, at: index, from: index)
    case UInt8(ascii: "<") where isGenericCall(index + 1): declare(.function, name: word, at: index, from: index)
    case UInt8(ascii: "="), UInt8(ascii: ";"), UInt8(ascii: ","): declare(.variable, name: word, at: index, from: index)
    case UInt8(ascii: "{") where language == .cSharp: declare(.variable, name: word, at: index, from: index)
    default: break
    }
    return index + 1
  }

  private func isConstructor(_ word: String, _ index: Int) -> Bool {
    guard source.isMark(index + 1, "("), let owner else { return false }
    return drafts[owner].name == word && drafts[owner].kind.hasMembers
  }

  /// Whether what stands before a name may be its type or a modifier.
  private func followsType(_ index: Int) -> Bool {
    if let before = source.name(index - 1) { return !DeclarationWords.statements.contains(before) }
    guard let mark = source.mark(index - 1) else { return false }
    if mark == UInt8(ascii: "?") { return language == .cSharp || language == .dart }
    return mark == UInt8(ascii: ">") || mark == UInt8(ascii: "]") || (language == .c && "*&".utf8.contains(mark))
  }

  /// Whether angle brackets are closed within a few words, with a parenthesis behind them.
  private func isGenericCall(_ index: Int) -> Bool {
    var angle = 0
    for position in index..<min(index + 24, source.tokens.count) {
      if source.isMark(position, "<") { angle += 1 }
      if source.isMark(position, ">") {
        angle -= 1
        if angle == 0 { return source.isMark(position + 1, "(") }
      }
    }
    return false
  }

  // MARK: - JavaScript and TypeScript

  /// Methods and fields in the body of a class or an interface.
  mutating func scriptMember(_ word: String, _ index: Int) -> Int {
    guard case .members = place, beginsScriptMember(index), !DeclarationWords.notNames.contains(word) else {
      return index + 1
    }
    if let owner, drafts[owner].kind == .enumeration {
      declare(.enumerationCase, name: word, at: index, from: index, waits: false)
      return index + 1
    }
    var next = index + 1
    if source.isMark(next, "?") || source.isMark(next, "!") { next += 1 }
    switch source.mark(next) {
    case UInt8(ascii: "("): declare(.function, name: word, at: index, from: index)
    case UInt8(ascii: "<") where isGenericCall(next): declare(.function, name: word, at: index, from: index)
    case UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: ";"):
      declare(.variable, name: word, at: index, from: index)
    default: break
    }
    return index + 1
  }

  private func beginsScriptMember(_ index: Int) -> Bool {
    if source.mark(index - 1).map({ "{};,*#".utf8.contains($0) }) ?? false { return true }
    if source.tokens[index].line > source.tokens[index - 1].line { return !source.isMark(index - 1, "=") }
    guard let before = source.name(index - 1) else { return source.isMark(index - 1, ")") }
    return ["accessor", "declare"].contains(before) || DeclarationWords.modifiers.contains(before)
  }

  // MARK: - C, C++, Objective-C

  mutating func familyOfC(_ word: String, _ index: Int) -> Int {
    switch word {
    case "typedef": typedefDepth = depth
    case "struct", "class", "union", "enum", "namespace": return typeOfC(word, index)
    case "using":
      if let name = source.name(index + 1), source.isMark(index + 2, "=") {
        declare(.typeAlias, name: name, at: index + 1, from: index)
        return index + 2
      }
    case "interface" where source.isMark(index - 1, "@"), "protocol" where source.isMark(index - 1, "@"),
      "implementation" where source.isMark(index - 1, "@"):
      if let name = source.name(index + 1) {
        let kind: Symbol.Kind = word == "protocol" ? .interface : word == "interface" ? .class : .extension
        declare(kind, name: name, at: index + 1, from: index, waits: false)
        return index + 2
      }
    default: functionOfC(word, index)
    }
    return index + 1
  }

  private mutating func typeOfC(_ word: String, _ index: Int) -> Int {
    var name: Int?
    var position = index + 1
    search: while position < min(index + 14, source.tokens.count) {
      switch source.mark(position) {
      case nil:
        if let text = source.name(position), !["final", "class", "struct", "alignas"].contains(text) {
          name = position
        }
      case UInt8(ascii: "{"): break search
      case UInt8(ascii: ":"):
        guard source.isMark(position + 1, ":") else { break search }
        position += 1
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"): break
      default: return index + 1
      }
      position += 1
    }
    guard source.isMark(position, "{") || source.isMark(position, ":") else { return index + 1 }
    guard let name, let text = source.name(name) else {
      if word == "namespace" { awaitScope(.file) }
      if word == "struct" || word == "union" || word == "class" { awaitScope(.members) }
      return index + 1
    }
    let kind: Symbol.Kind =
      switch word {
      case "class": .class
      case "enum": .enumeration
      case "namespace": .module
      default: .structure
      }
    declare(kind, name: text, at: name, from: index)
    return name + 1
  }

  /// `type name(`, outside of bodies and values.
  private mutating func functionOfC(_ word: String, _ index: Int) {
    guard source.isMark(index + 1, "("), !DeclarationWords.notNames.contains(word) else { return }
    if typedefDepth == depth {
      // `typedef int (*name)(int);`
      if source.isMark(index + 2, "*"), let name = source.name(index + 3), source.isMark(index + 4, ")") {
        declare(.typeAlias, name: name, at: index + 3, from: index, waits: false)
        typedefDepth = nil
      }
      return
    }
    let isQualified = source.isMark(index - 1, ":") && source.isMark(index - 2, ":")
    if isQualified || source.isMark(index - 1, "~") {
      // `Type::name(` at the top is a definition; a call of such a name stands in a body.
      declare(.function, name: word, at: index, from: index)
    } else if followsType(index) || isConstructor(word, index) {
      declare(.function, name: word, at: index, from: index)
    }
  }
}
