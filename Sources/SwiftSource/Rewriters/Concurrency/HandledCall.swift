internal import SwiftSyntax

/// A call in an async function whose closure takes the result apart, case by case: it can wait and catch instead.
struct HandledCall {
  let edits: [SourceEdit]

  /// - Parameters:
  ///   - call: a call of a function with a completion handler.
  ///   - handler: what it hands its result to.
  /// - Returns: nil for a call of another form.
  init?(_ call: FunctionCallExprSyntax, _ handler: CompletionHandler, in source: ParsedSource) {
    guard handler.failsWithAnyError, let item = call.parent?.as(CodeBlockItemSyntax.self),
      source.isFirstOnLine(item.byteRange.lowerBound), source.isLastOnLine(item.byteRange.upperBound),
      Self.isInAsyncFunction(call), call.additionalTrailingClosures.isEmpty, let closure = call.trailingClosure,
      !SyntaxNodes.hasComment(within: closure), closure.statements.count == 1, let only = closure.statements.first,
      let choice = SyntaxNodes.all(SwitchExprSyntax.self, in: only).first, choice.byteRange == only.byteRange,
      choice.subject.trimmedDescription == Self.parameter(of: closure),
      Self.isPlain(closure)
    else { return nil }
    let cases = choice.cases.compactMap { $0.as(SwitchCaseSyntax.self) }
    guard cases.count == 2, choice.cases.count == 2, let success = Self.bound("success", in: cases),
      let failure = Self.bound("failure", in: cases), let first = success.statements.first,
      let second = failure.statements.first, source.isFirstOnLine(first.byteRange.lowerBound),
      source.isFirstOnLine(second.byteRange.lowerBound)
    else { return nil }
    let outer = source.indentation(at: item.byteRange.lowerBound)
    let unit = Indentation.unit(of: closure.byteRange, under: item.byteRange.lowerBound, in: source)
    guard let work = Self.lines(success.statements, under: outer + unit, in: source),
      let rescue = Self.lines(failure.statements, under: outer + unit, in: source)
    else { return nil }
    let end = (call.rightParen?.byteRange ?? call.calledExpression.byteRange).upperBound
    let waiting = source.string(call.byteRange.lowerBound..<end) + (call.rightParen == nil ? "()" : "")
    let line = source.lineEnd
    let value = success.name == "_" ? "_ =" : "let \(success.name) ="
    let error = failure.name == "error" || failure.name == "_" ? "" : " let \(failure.name)"
    edits = [
      SourceEdit(
        item.byteRange,
        "do {\(line)\(outer)\(unit)\(value) try await \(waiting)\(line)\(work)\(line)\(outer)} catch\(error) {\(line)"
          + "\(rescue)\(line)\(outer)}")
    ]
  }

  /// Whether nothing leaves the closure, and its result is named once only where it has no name.
  private static func isPlain(_ closure: ClosureExprSyntax) -> Bool {
    let words = closure.tokens(viewMode: .sourceAccurate).map(\.text)
    return !words.contains { ["return", "break", "fallthrough"].contains($0) }
      && (closure.signature != nil || words.count { $0 == "$0" } == 1)
  }

  private struct Bound {
    let name: String
    let statements: CodeBlockItemListSyntax
  }

  private static func bound(_ word: String, in cases: [SwitchCaseSyntax]) -> Bound? {
    for candidate in cases {
      guard case .case(let label) = candidate.label, label.caseItems.count == 1, let item = label.caseItems.first,
        item.whereClause == nil
      else { continue }
      let text = item.pattern.trimmedDescription
      for (head, tail) in [(".\(word)(let ", ")"), ("let .\(word)(", ")")]
      where text.hasPrefix(head) && text.hasSuffix(tail) {
        let name = String(text.dropFirst(head.count).dropLast(tail.count))
        if SwiftName.isIdentifier(name) { return Bound(name: name, statements: candidate.statements) }
      }
      if text == ".\(word)" { return Bound(name: "_", statements: candidate.statements) }
    }
    return nil
  }

  /// Statements on lines of their own, moved under another indentation.
  private static func lines(
    _ statements: CodeBlockItemListSyntax, under indentation: String, in source: ParsedSource
  ) -> String? {
    let range = statements.byteRange
    guard source.isLastOnLine(range.upperBound) else { return nil }
    let inner = source.indentation(at: range.lowerBound)
    guard
      let bare = Indentation.removed(
        source.lineStart(range.lowerBound)..<range.upperBound, outer: "", inner: inner, in: source)
    else { return nil }
    // By bytes: to Swift a carriage return and a line feed are one character.
    return bare.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
      let isEmpty = line.allSatisfy { $0 == UInt8(ascii: "\r") }
      return (isEmpty ? "" : indentation) + String(decoding: line, as: UTF8.self)
    }.joined(separator: "\n")
  }

  private static func parameter(of closure: ClosureExprSyntax) -> String? {
    guard let signature = closure.signature else { return "$0" }
    guard signature.capture == nil else { return nil }
    switch signature.parameterClause {
    case .simpleInput(let list)?: return list.count == 1 ? list.first?.name.text : nil
    case .parameterClause(let clause)?:
      return clause.parameters.count == 1 ? clause.parameters.first?.firstName.text : nil
    case nil: return nil
    }
  }

  /// Whether the nearest body around a call is an async function's.
  static func isInAsyncFunction(_ call: FunctionCallExprSyntax) -> Bool {
    var parent = call.parent
    while let candidate = parent {
      if candidate.is(ClosureExprSyntax.self) || candidate.is(AccessorBlockSyntax.self)
        || candidate.is(DeferStmtSyntax.self)
      {
        return false
      }
      if let function = candidate.as(FunctionDeclSyntax.self) {
        return function.signature.effectSpecifiers?.asyncSpecifier != nil
      }
      if candidate.is(InitializerDeclSyntax.self) { return false }
      parent = candidate.parent
    }
    return false
  }
}
