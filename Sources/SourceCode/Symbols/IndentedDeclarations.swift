/// The declarations of Python, Ruby and Elixir, where a scope shows in its indentation.
///
/// Python's scopes end where the indentation does; those of the others end with a line `end`, which by habit stands below
/// the word that opened them.
struct IndentedDeclarations {
  private struct Scope {
    let indentation: Int
    let symbol: Int
  }

  private let source: TokenizedSource
  private let limit: Int
  private var drafts: [SymbolDraft] = []
  private var scopes: [Scope] = []

  /// Deeper scopes are of data.
  private static let depthLimit = 100

  init(_ source: TokenizedSource, limit: Int) {
    self.source = source
    self.limit = limit
  }

  mutating func scan() -> [SymbolDraft] {
    var index = 0
    var (brackets, lastLine) = (0, 0)
    while index < source.tokens.count, drafts.count < limit {
      let line = source.tokens[index].line
      let first = index
      // A bracket that nobody closes ends with the next declaration at the margin.
      if brackets > 0, beginsDeclarationAtMargin(index) { brackets = 0 }
      let isContinued = brackets > 0 || source.beginsInString.contains(line)
      while index < source.tokens.count, source.tokens[index].line == line {
        if let mark = source.mark(index) {
          if "([{".utf8.contains(mark) {
            brackets += 1
          } else if ")]}".utf8.contains(mark) {
            brackets = max(0, brackets - 1)
          }
        }
        index += 1
      }
      if !isContinued { look(at: first..<index, after: lastLine) }
      lastLine = line
    }
    close(to: -1, at: lastLine)
    return drafts
  }

  private mutating func look(at words: Range<Int>, after lastLine: Int) {
    let first = source.tokens[words.lowerBound]
    let indentation = self.indentation(of: first)
    if source.language == .python {
      close(to: indentation, at: lastLine)
    } else if source.name(words.lowerBound) == "end" {
      while let scope = scopes.last, scope.indentation >= indentation {
        drafts[scope.symbol].lastLine = first.line
        scopes.removeLast()
      }
      return
    } else {
      close(to: indentation + 1, at: lastLine)
    }
    // What stands in a function is nobody else's.
    if let owner = scopes.last?.symbol, [.function, .method].contains(drafts[owner].kind), source.language == .python {
      return
    }
    declare(words, indentation)
  }

  private mutating func declare(_ words: Range<Int>, _ indentation: Int) {
    var index = words.lowerBound
    if ["async", "private", "protected", "public", "private_class_method"].contains(source.name(index)) { index += 1 }
    guard index < words.upperBound, let word = source.name(index) else { return }
    guard let kind = Self.kind(word, source.language) else {
      // `NAME = value` at the top or in a class.
      let isValue = source.isMark(index + 1, "=") && !source.isMark(index + 2, "=") || isAnnotation(index)
      let isConstant = source.language == .python || word.first?.isUppercase ?? false
      if isValue, isConstant, source.language != .elixir { add(.variable, word, at: index, words, nil) }
      return
    }
    var last = index + 1
    // `def self.name`, `class A::B`, `defmodule A.B`.
    guard last < words.upperBound, var name = source.name(last) else { return }
    let first = last
    while last + 2 < words.upperBound, last - first < 24 {
      if source.isMark(last + 1, "."), let part = source.name(last + 2), source.language != .python {
        name = kind == .function ? part : "\(name).\(part)"
        last += 2
      } else if source.isMark(last + 1, ":"), source.isMark(last + 2, ":"), let part = source.name(last + 3) {
        name += "::\(part)"
        last += 3
      } else {
        break
      }
    }
    let place = kind == .function ? last : first
    if source.language == .ruby, kind == .function, last + 1 < words.upperBound,
      source.tokens[last + 1].start == source.tokens[last].end
    {
      // `empty?`, `save!`, `name=`
      if source.isMark(last + 1, "?") { name += "?" } else if source.isMark(last + 1, "!") { name += "!" }
    }
    // `def f, do: x` and `def f = x` have no `end`.
    let isOneLine =
      source.language != .python
      && words.contains { position in
        position > last && (source.name(position) == "do" && source.isMark(position + 1, ":"))
      } || source.language == .ruby && kind == .function && isEndless(words, last)
    add(kind, name, at: place, words, isOneLine ? nil : indentation)
  }

  private func isEndless(_ words: Range<Int>, _ last: Int) -> Bool {
    var depth = 0
    for position in (last + 1)..<max(last + 1, words.upperBound) {
      if source.isMark(position, "(") { depth += 1 }
      if source.isMark(position, ")") { depth -= 1 }
      if depth == 0, source.isMark(position, "="), source.tokens[position].start > source.tokens[position - 1].end {
        return true
      }
    }
    return false
  }

  private func isAnnotation(_ index: Int) -> Bool {
    source.language == .python && source.isMark(index + 1, ":") && source.name(index + 2) != nil
      && !["else", "except", "finally", "try"].contains(source.name(index))
  }

  private mutating func add(
    _ kind: Symbol.Kind, _ name: String, at index: Int, _ words: Range<Int>, _ indentation: Int?
  ) {
    let owner = scopes.last?.symbol
    let isMember = owner.map { drafts[$0].kind.hasMembers || source.language == .ruby } ?? false
    let token = source.tokens[index]
    let start = source.tokens[words.lowerBound].start
    let end = min(source.tokens[words.upperBound - 1].end, start + 400)
    drafts.append(
      SymbolDraft(
        name: name, kind: kind == .function && isMember ? .method : kind, parent: owner,
        nameRange: token.range, firstLine: token.line, lastLine: token.line, head: start..<end))
    if let indentation, scopes.count < Self.depthLimit {
      scopes.append(Scope(indentation: indentation, symbol: drafts.count - 1))
    }
  }

  /// Ends what is indented as far as a line, or further.
  private mutating func close(to indentation: Int, at lastLine: Int) {
    while let scope = scopes.last, scope.indentation >= indentation {
      drafts[scope.symbol].lastLine = max(drafts[scope.symbol].lastLine, lastLine)
      scopes.removeLast()
    }
  }

  /// The blanks before a line's first word; a tab counts for eight.
  private func indentation(of token: CodeToken) -> Int {
    var index = token.start
    var width = 0
    while index > 0, source.bytes[index - 1] != UInt8(ascii: "\n") {
      index -= 1
      width += source.bytes[index] == UInt8(ascii: "\t") ? 8 : 1
    }
    return width
  }

  private func beginsDeclarationAtMargin(_ index: Int) -> Bool {
    let token = source.tokens[index]
    let isMargin = token.start == 0 || source.bytes[token.start - 1] == UInt8(ascii: "\n")
    return isMargin && (source.name(index).map { Self.kind($0, source.language) != nil || $0 == "async" } ?? false)
  }

  private static func kind(_ word: String, _ language: Language) -> Symbol.Kind? {
    switch (language, word) {
    case (_, "def"), (.elixir, "defp"): .function
    case (.elixir, "defmacro"), (.elixir, "defmacrop"): .macro
    case (.elixir, "defmodule"), (.ruby, "module"): .module
    case (.elixir, "defprotocol"): .interface
    case (.elixir, "defimpl"): .extension
    case (.python, "class"), (.ruby, "class"): .class
    default: nil
    }
  }
}
