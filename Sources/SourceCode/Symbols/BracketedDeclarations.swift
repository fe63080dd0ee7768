/// The declarations of a language whose scopes stand in braces.
///
/// One pass over the words, with a stack of the open brackets. A declaration waits for its body until the brace, the
/// semicolon or, where statements end with lines, the end of its line.
struct BracketedDeclarations {
  /// What may be declared in a scope.
  enum Place {
    /// The top of the file, or a namespace.
    case file
    /// The body of a type.
    case members
    /// The alternatives of Go's `const (...)`, whose lines are declarations of one kind.
    case group(Symbol.Kind)
    /// The body of a function, arguments, values: nothing that others could name.
    case code

    var isGroup: Bool { if case .group = self { true } else { false } }
  }

  struct Scope {
    let bracket: UInt8
    let place: Place
    let symbol: Int?
  }

  struct Pending {
    /// Nil for a scope without a name, as that of a nameless namespace.
    let symbol: Int?
    let depth: Int
    let place: Place
    let endsWithLine: Bool
  }

  /// More brackets than this are open only in data.
  private static let depthLimit = 400

  let source: TokenizedSource
  let kinds: [String: Symbol.Kind]
  let limit: Int
  private(set) var drafts: [SymbolDraft] = []
  private var stack: [Scope] = []
  private var pending: Pending?
  private var overflow = 0

  /// Whether the statement has a `=` already, so that what follows is a value.
  var hasValue = false
  /// Where the names of a list continue behind a comma (`case a, b`).
  var listDepth: Int?
  var typedefDepth: Int?
  /// The open brackets at each open `#if`; nil where they are too many to be kept.
  private var conditions: [[Scope]?] = []
  /// How many braces are open.
  private var braces = 0

  init(_ source: TokenizedSource, limit: Int) {
    self.source = source
    self.limit = limit
    kinds = DeclarationWords.kinds(source.language)
  }

  var language: Language { source.language }
  var depth: Int { stack.count + overflow }

  var place: Place {
    guard overflow == 0 else { return .code }
    return stack.last?.place ?? .file
  }

  /// What the place belongs to.
  var owner: Int? { stack.last { $0.symbol != nil }?.symbol }

  mutating func scan() -> [SymbolDraft] {
    let endsWithLine = DeclarationWords.endsWithLine(language)
    var index = 0
    while index < source.tokens.count, drafts.count < limit {
      let token = source.tokens[index]
      if index == 0 || token.line > source.tokens[index - 1].line {
        if endsWithLine { endLine(before: index) }
        if language == .c, source.isMark(index, "#") {
          index = directive(index)
          continue
        }
      }
      index = token.kind == .mark ? mark(index) : word(index)
    }
    return drafts
  }

  /// Notes a declaration whose name stands at a place.
  ///
  /// - Parameters:
  ///   - begin: the first word that belongs to it for sure; what stands before it in its line is part of its head.
  ///   - last: the place of the name's last word, if it has several.
  mutating func declare(
    _ kind: Symbol.Kind, name: String, at index: Int, last: Int? = nil, from begin: Int, waits: Bool = true
  ) {
    guard drafts.count < limit else { return }
    let token = source.tokens[index]
    let end = source.tokens[last ?? index].end
    let owner = self.owner
    let isMember = owner.map { drafts[$0].kind.hasMembers } ?? false
    let kind = kind == .function && isMember ? .method : kind
    drafts.append(
      SymbolDraft(
        name: name, kind: kind, parent: owner, nameRange: token.start..<end, firstLine: token.line,
        lastLine: token.line, head: start(of: begin)..<end))
    guard waits else { return }
    let place: Place = kind.hasMembers ? .members : kind == .module ? .file : .code
    pending = Pending(
      symbol: drafts.count - 1, depth: depth, place: place, endsWithLine: kind == .variable || kind == .typeAlias)
  }

  /// Awaits a body without a name.
  mutating func awaitScope(_ place: Place, of symbol: Int? = nil) {
    pending = Pending(symbol: symbol, depth: depth, place: place, endsWithLine: false)
  }

  // MARK: - Words and marks

  private mutating func word(_ index: Int) -> Int {
    let next: Int
    switch place {
    case .code: next = index + 1
    case .group(let kind): next = groupWord(index, kind)
    case .file, .members: next = hasValue ? index + 1 : declaration(at: index)
    }
    extendPending(to: index)
    return next
  }

  private mutating func mark(_ index: Int) -> Int {
    let byte = source.bytes[source.tokens[index].start]
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "("), UInt8(ascii: "["):
      open(byte, index)
    case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"):
      close(byte, index)
    case UInt8(ascii: ";"):
      if let pending, pending.depth == depth { self.pending = nil }
      if typedefDepth == depth { endTypedef(index) }
      if case .code = place { break }
      endStatement()
    case UInt8(ascii: "="):
      // Neither `==` nor `=>` gives a value, and neither do `<=`, `>=` and `!=`.
      let isValue =
        !source.isMark(index + 1, "=") && !source.isMark(index + 1, ">")
        && !["=", "<", ">", "!"].contains { source.isMark(index - 1, $0) }
      if case .code = place {} else if isValue { hasValue = true }
      extendPending(to: index)
    case UInt8(ascii: ",") where listDepth == depth:
      if let name = source.name(index + 1) {
        declare(.enumerationCase, name: name, at: index + 1, from: index + 1, waits: false)
      }
    default:
      extendPending(to: index)
    }
    return index + 1
  }

  private mutating func open(_ byte: UInt8, _ index: Int) {
    guard stack.count < Self.depthLimit, overflow == 0 else {
      overflow += 1
      return
    }
    let isBrace = byte == UInt8(ascii: "{")
    braces += isBrace ? 1 : 0
    if let body = pending, body.depth == depth, isBrace || body.place.isGroup {
      if let symbol = body.symbol { drafts[symbol].head = drafts[symbol].head.lowerBound..<source.tokens[index].start }
      stack.append(Scope(bracket: byte, place: body.place, symbol: body.symbol))
      pending = nil
      endStatement()
      return
    }
    extendPending(to: index)
    let isLinkage = language == .c && isBrace && source.isMark(index - 1, "\"")
    stack.append(Scope(bracket: byte, place: isLinkage ? .file : .code, symbol: nil))
  }

  /// A brace closes what was left open inside of it; another bracket must be the last one.
  private mutating func close(_ byte: UInt8, _ index: Int) {
    if overflow > 0 {
      overflow -= 1
      return
    }
    if byte == UInt8(ascii: "}") {
      guard braces > 0 else { return }
      braces -= 1
      while let last = stack.last, last.bracket != UInt8(ascii: "{") { stack.removeLast() }
    } else {
      let opening = byte == UInt8(ascii: ")") ? UInt8(ascii: "(") : UInt8(ascii: "[")
      guard stack.last?.bracket == opening else { return }
    }
    guard let scope = stack.popLast() else { return }
    if let pending, pending.depth > depth { self.pending = nil }
    if let listDepth, listDepth > depth { self.listDepth = nil }
    if let typedefDepth, typedefDepth > depth { self.typedefDepth = nil }
    if let symbol = scope.symbol {
      drafts[symbol].lastLine = source.tokens[index].line
      endStatement()
    }
    extendPending(to: index)
  }

  /// A new line ends a statement, unless what stands before it or begins it goes on.
  private mutating func endLine(before index: Int) {
    guard index > 0 else { return }
    if let pending, pending.depth == depth {
      let goesOn = pending.endsWithLine ? Self.goesOnAsValue(source, index) : Self.goesOnAsHead(source, index)
      if !goesOn { self.pending = nil }
    }
    if case .code = place { return }
    if !source.isMark(index - 1, "="), !source.isMark(index, ".") { hasValue = false }
    if listDepth == depth, !source.isMark(index - 1, ",") { listDepth = nil }
  }

  private static func goesOnAsValue(_ source: TokenizedSource, _ index: Int) -> Bool {
    source.isMark(index - 1, "=") || source.isMark(index, ".") || source.isMark(index, "=")
  }

  private static func goesOnAsHead(_ source: TokenizedSource, _ index: Int) -> Bool {
    if let mark = source.mark(index - 1), ",:&=>|".utf8.contains(mark) { return true }
    if let mark = source.mark(index), "{-:=,<(&|".utf8.contains(mark) { return true }
    let words: Set<String> = ["async", "extends", "implements", "rethrows", "throws", "where", "with"]
    return source.name(index).map(words.contains) ?? false || source.name(index - 1).map(words.contains) ?? false
  }

  private mutating func endStatement() {
    hasValue = false
    listDepth = nil
  }

  /// What stands before the body belongs to the head, up to a length that a reader still reads.
  private mutating func extendPending(to index: Int) {
    guard let symbol = pending?.symbol else { return }
    let token = source.tokens[index]
    drafts[symbol].lastLine = max(drafts[symbol].lastLine, token.line)
    let head = drafts[symbol].head
    if token.end > head.upperBound, token.end - head.lowerBound <= 400, !(hasValue && drafts[symbol].kind == .variable)
    {
      drafts[symbol].head = head.lowerBound..<token.end
    }
  }

  /// Where the words before a declaration's first one begin, in the same line.
  private func start(of index: Int) -> Int {
    let line = source.tokens[index].line
    var first = index
    while first > 0, index - first < 40, source.tokens[first - 1].line == line {
      if let mark = source.mark(first - 1), "{};".utf8.contains(mark) { break }
      first -= 1
    }
    return source.tokens[first].start
  }

  private mutating func endTypedef(_ index: Int) {
    typedefDepth = nil
    var last = index - 1
    while last > 0, index - last < 8, source.tokens[last].kind != .name { last -= 1 }
    if let name = source.name(last) { declare(.typeAlias, name: name, at: last, from: last, waits: false) }
  }

  // MARK: - The preprocessor

  /// `#define`, and conditions: what their branches open is counted once.
  private mutating func directive(_ index: Int) -> Int {
    switch source.name(index + 1) {
    case "define":
      if let name = source.name(index + 2) { declare(.macro, name: name, at: index + 2, from: index, waits: false) }
    case "if", "ifdef", "ifndef":
      conditions.append(conditions.count < 40 && stack.count < 40 ? stack : nil)
    case "else", "elif":
      if let last = conditions.last, let open = last, overflow == 0 {
        stack = open
        braces = open.count { $0.bracket == UInt8(ascii: "{") }
      }
    case "endif": _ = conditions.popLast()
    default: break
    }
    // A backslash at its end lets the directive go on.
    var next = index
    var line = source.tokens[index].line
    while next < source.tokens.count {
      let token = source.tokens[next]
      if token.line > line {
        guard token.line == line + 1, source.isMark(next - 1, "\\") else { break }
        line = token.line
      }
      next += 1
    }
    return next
  }
}
