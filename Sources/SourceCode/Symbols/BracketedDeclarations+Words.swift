extension BracketedDeclarations {
  /// Looks whether a word in a place for declarations begins one, or is the name of one.
  ///
  /// - Returns: the place of the first word that is still to be looked at.
  mutating func declaration(at index: Int) -> Int {
    guard let word = source.name(index) else { return index + 1 }
    if language == .c { return familyOfC(word, index) }
    if let kind = kinds[word], !source.isMark(index - 1, "."), !source.isMark(index - 1, "@"),
      let next = keyword(word, kind, index)
    {
      return next
    }
    switch language {
    case .swift: return swiftMember(word, index)
    case .rust: return rustWord(word, index)
    case .go: return index + 1
    case .javaScript: return scriptMember(word, index)
    case .java, .cSharp, .dart, .groovy: return typedMember(word, index)
    case .shell:
      if source.isMark(index + 1, "("), source.isMark(index + 2, ")") {
        declare(.function, name: word, at: index, from: index)
      }
      return index + 1
    default: return index + 1
    }
  }

  /// A line of Go's `const (...)`.
  mutating func groupWord(_ index: Int, _ kind: Symbol.Kind) -> Int {
    let isFirst = source.tokens[index].line > source.tokens[index - 1].line || source.isMark(index - 1, "(")
    if isFirst, let name = source.name(index) {
      declare(kind == .typeAlias ? goType(index + 1) : kind, name: name, at: index, from: index)
    }
    return index + 1
  }

  // MARK: - A word, and the name behind it

  /// - Returns: nil when the word declares nothing here.
  private mutating func keyword(_ word: String, _ kind: Symbol.Kind, _ index: Int) -> Int? {
    switch (language, word) {
    case (.go, _) where source.isMark(index + 1, "("):
      return word == "func" ? goMethod(index) : goGroup(kind)
    case (.go, "type"):
      guard let name = source.name(index + 1) else { return nil }
      declare(goType(index + 2), name: name, at: index + 1, from: index)
      return index + 2
    case (.kotlin, "object") where source.name(index - 1) == "companion" && source.name(index + 1) == nil:
      awaitScope(.members)
      return index + 1
    case (.kotlin, "fun"), (.kotlin, "val"), (.kotlin, "var"), (.scala, "def"):
      return receiverName(kind, index)
    case (.rust, "fn"), (.rust, "const"), (.rust, "static"), (.rust, "type"), (.rust, "mod"), (.rust, "union"):
      return rustItem(word, kind, index)
    case (.swift, "let"), (.swift, "var"), (.swift, "actor"), (.swift, "macro"), (.javaScript, "type"),
      (.javaScript, "module"), (.javaScript, "namespace"), (.javaScript, "let"), (.java, "record"),
      (.cSharp, "record"), (.dart, "extension"), (.dart, "mixin"), (.scala, "type"):
      // Names as well as words: `let` is one in a condition, `type` in an import.
      guard beginsStatement(index) else { return nil }
    default: break
    }
    return plainName(kind, index)
  }

  private mutating func plainName(_ kind: Symbol.Kind, _ index: Int) -> Int? {
    var first = index + 1
    // `function* name`, `r#name`.
    if language == .javaScript, source.isMark(first, "*") { first += 1 }
    guard let name = source.name(first) else {
      return language == .swift && kind == .function ? swiftOperator(index) : nil
    }
    guard !DeclarationWords.modifiers.contains(name) || kinds[name] == nil, !["extends", "implements"].contains(name)
    else { return nil }
    if source.name(index - 1) == "import" || source.name(index - 1) == "use" { return index + 1 }
    var whole = name
    var last = first
    // `extension A.B`, `namespace A\B`, `namespace a.b`.
    if kind == .extension || kind == .module {
      while last - first < 16, source.isMark(last + 1, ".") || source.isMark(last + 1, "\\"),
        let part = source.name(last + 2)
      {
        whole += ".\(part)"
        last += 2
      }
    }
    if kind == .module, source.isMark(last + 1, ";") {
      // All of the file is in it.
      declare(kind, name: whole, at: first, last: last, from: index, waits: false)
    } else {
      declare(kind, name: whole, at: first, last: last, from: index)
    }
    return last + 1
  }

  /// Whether a word stands where a statement may begin, behind modifiers at the most.
  func beginsStatement(_ index: Int) -> Bool {
    guard index > 0, source.tokens[index - 1].line == source.tokens[index].line else { return true }
    if let word = source.name(index - 1) {
      return word != "case" && (DeclarationWords.modifiers.contains(word) || Self.scriptModifiers.contains(word))
    }
    // Behind `private(set)` and `@available(...)`.
    return source.mark(index - 1).map { "{};)".utf8.contains($0) } ?? false
  }

  private static let scriptModifiers: Set<String> = [
    "declare", "default", "export", "nonisolated", "package", "unowned", "weak",
  ]

  /// Kotlin's and Scala's names behind type parameters and a receiver: `fun <T> List<T>.name(`.
  private mutating func receiverName(_ kind: Symbol.Kind, _ index: Int) -> Int? {
    var angle = 0
    var name: Int?
    for position in (index + 1)..<max(index + 1, min(index + 40, source.tokens.count)) {
      if let mark = source.mark(position) {
        if mark == UInt8(ascii: "<") { angle += 1 } else if mark == UInt8(ascii: ">") { angle -= 1 }
        if angle == 0, !"<>.?*".utf8.contains(mark) { break }
      } else if angle == 0 {
        // A second name without a dot between belongs to what follows.
        guard name == nil || source.isMark(position - 1, ".") else { break }
        name = position
      }
    }
    guard let name, let text = source.name(name) else { return nil }
    declare(kind, name: text, at: name, from: index)
    return name + 1
  }

  // MARK: - Swift

  private mutating func swiftMember(_ word: String, _ index: Int) -> Int {
    guard case .members = place, let owner, !source.isMark(index - 1, ".") else { return index + 1 }
    switch word {
    case "init", "subscript":
      let next = source.mark(index + 1)
      if next.map({ "(<?!".utf8.contains($0) }) ?? false { declare(.method, name: word, at: index, from: index) }
    case "case" where drafts[owner].kind == .enumeration:
      guard let name = source.name(index + 1) else { return index + 1 }
      declare(.enumerationCase, name: name, at: index + 1, from: index, waits: false)
      listDepth = depth
      return index + 2
    default: break
    }
    return index + 1
  }

  private mutating func swiftOperator(_ index: Int) -> Int? {
    var last = index
    while last - index < 8, let mark = source.mark(last + 1), "+-*/%<>=!&|^~?.".utf8.contains(mark) { last += 1 }
    guard last > index else { return nil }
    let range = source.tokens[index + 1].start..<source.tokens[last].end
    let name = String(decoding: source.bytes[range], as: UTF8.self)
    declare(.function, name: name, at: index + 1, last: last, from: index)
    return last + 1
  }

  // MARK: - Rust

  private mutating func rustItem(_ word: String, _ kind: Symbol.Kind, _ index: Int) -> Int? {
    guard var name = source.name(index + 1) else { return nil }
    var place = index + 1
    if name == "mut" || name == "r" && source.isMark(place + 1, "#") {
      place += name == "mut" ? 1 : 2
      guard let next = source.name(place) else { return nil }
      name = next
    }
    // `const fn`, `static ref`, and `union` as a name.
    guard !["fn", "unsafe", "extern", "async"].contains(name), word != "union" || beginsRustItem(index) else {
      return nil
    }
    declare(kind, name: name, at: place, from: index)
    return place + 1
  }

  private mutating func rustWord(_ word: String, _ index: Int) -> Int {
    if word == "macro_rules", source.isMark(index + 1, "!"), let name = source.name(index + 2) {
      declare(.macro, name: name, at: index + 2, from: index)
      return index + 3
    }
    guard word == "impl", beginsRustItem(index) else { return index + 1 }
    var angle = 0
    var target: Int?
    for position in (index + 1)..<max(index + 1, min(index + 80, source.tokens.count)) {
      if let name = source.name(position) {
        if name == "where", angle == 0 { break }
        if angle > 0 || name == "dyn" || name == "mut" { continue }
        target = name == "for" ? nil : position
      } else if source.isMark(position, "<") {
        angle += 1
      } else if source.isMark(position, ">"), !source.isMark(position - 1, "-") {
        angle -= 1
      } else if source.isMark(position, "{") || source.isMark(position, ";") {
        break
      }
    }
    guard let target, let name = source.name(target) else { return index + 1 }
    declare(.extension, name: name, at: target, from: index)
    return index + 1
  }

  private func beginsRustItem(_ index: Int) -> Bool {
    if let word = source.name(index - 1) { return ["unsafe", "default", "pub", "const"].contains(word) }
    return source.mark(index - 1).map { "{};])".utf8.contains($0) } ?? true
  }

  // MARK: - Go

  private mutating func goGroup(_ kind: Symbol.Kind) -> Int? {
    awaitScope(.group(kind))
    return nil
  }

  private func goType(_ index: Int) -> Symbol.Kind {
    switch source.name(index) {
    case "struct": .structure
    case "interface": .interface
    default: .typeAlias
    }
  }

  /// `func (receiver *Type[T]) Name(`.
  private mutating func goMethod(_ index: Int) -> Int? {
    let end = max(index + 2, min(index + 30, source.tokens.count))
    for position in (index + 2)..<end where source.isMark(position, ")") {
      guard let name = source.name(position + 1), source.isMark(position + 2, "(") else { return nil }
      declare(.method, name: name, at: position + 1, from: index)
      return position + 2
    }
    return nil
  }
}
