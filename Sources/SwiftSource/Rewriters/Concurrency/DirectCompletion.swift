internal import SwiftSyntax

/// A body that calls its completion handler itself, once on each way, as the last thing it does there: it can return instead.
struct DirectCompletion {
  /// What the body becomes; the head is another matter.
  private(set) var edits: [SourceEdit] = []

  /// - Returns: nil for a body that hands the handler on, keeps it, or goes on after calling it.
  init?(_ alternative: AsyncAlternative, in source: ParsedSource) {
    guard alternative.hindrance == nil, let body = alternative.function.body else { return nil }
    let handler = alternative.handler
    let uses = body.tokens(viewMode: .sourceAccurate).filter { $0.text == handler.name }
    guard !uses.isEmpty, !handler.parameter.type.trimmedDescription.hasSuffix("?") else { return nil }
    for use in uses {
      guard let reference = use.parent?.as(DeclReferenceExprSyntax.self),
        let call = reference.parent?.as(FunctionCallExprSyntax.self), call.calledExpression.id == reference.id,
        let item = call.parent?.as(CodeBlockItemSyntax.self), !SyntaxNodes.hasComment(within: item),
        let text = Self.exit(call, handler, source), Self.isLast(item, in: body),
        !text.hasPrefix("throw") || !Self.isCaught(item, in: body)
      else { return nil }
      edits.append(SourceEdit(item.byteRange, text))
      if let after = Self.returnAfter(item) { edits.append(SourceEdit(source.removal(of: after.byteRange), "")) }
    }
    // A way out that says nothing would leave the caller without a result, now as then.
    let bare = SyntaxNodes.all(ReturnStmtSyntax.self, in: body).filter { statement in
      !edits.contains {
        $0.range.lowerBound <= statement.byteRange.lowerBound && statement.byteRange.upperBound <= $0.range.upperBound
      }
        && SyntaxNodes.around(statement, ClosureExprSyntax.self).map {
          $0.byteRange.lowerBound < body.byteRange.lowerBound
        } ?? true
    }
    guard bare.isEmpty else { return nil }
  }

  /// What takes the place of a call of the handler.
  private static func exit(
    _ call: FunctionCallExprSyntax, _ handler: CompletionHandler, _ source: ParsedSource
  ) -> String? {
    guard call.trailingClosure == nil, call.arguments.count <= 1, call.arguments.allSatisfy({ $0.label == nil }) else {
      return nil
    }
    let argument = call.arguments.first?.expression
    switch handler.shape {
    case .value:
      return argument.map { "return \(source.string($0))" } ?? "return"
    case .result(let value, _):
      guard let argument else { return nil }
      if let inner = argument.as(FunctionCallExprSyntax.self),
        let member = inner.calledExpression.as(MemberAccessExprSyntax.self), member.base == nil,
        inner.arguments.count == 1, let only = inner.arguments.first, only.label == nil, inner.trailingClosure == nil
      {
        let text = source.string(only.expression)
        switch member.declName.baseName.text {
        case "success": return ["Void", "()"].contains(value) && text == "()" ? "return" : "return \(text)"
        case "failure": return handler.isFailing ? "throw \(text)" : nil
        default: return nil
        }
      }
      guard argument.is(DeclReferenceExprSyntax.self) else { return nil }
      return handler.isFailing ? "return try \(source.string(argument)).get()" : nil
    case .error, .valueOrError: return nil
    }
  }

  /// The bare `return` right behind a statement.
  private static func returnAfter(_ item: CodeBlockItemSyntax) -> CodeBlockItemSyntax? {
    guard let list = item.parent?.as(CodeBlockItemListSyntax.self), let index = list.index(of: item) else { return nil }
    let next = list.index(after: index)
    guard next != list.endIndex, case .stmt(let statement) = list[next].item,
      let way = statement.as(ReturnStmtSyntax.self), way.expression == nil, !SyntaxNodes.isComment(way.leadingTrivia)
    else { return nil }
    return list[next]
  }

  /// Whether the function ends behind a statement.
  private static func isLast(_ item: CodeBlockItemSyntax, in body: CodeBlockSyntax) -> Bool {
    if let way = returnAfter(item) {
      return way.id == item.parent?.as(CodeBlockItemListSyntax.self)?.last?.id && isOutsideClosures(item, in: body)
    }
    var item = item
    while true {
      guard let list = item.parent?.as(CodeBlockItemListSyntax.self), list.last?.id == item.id else { return false }
      if list.parent?.id == body.id { return true }
      // Only what branches ends where its branches do: a loop comes round again, a closure runs at another time.
      var parent = list.parent
      while let candidate = parent, !candidate.is(CodeBlockItemSyntax.self) {
        switch candidate.kind {
        case .codeBlock, .ifExpr, .switchCase, .switchCaseList, .switchExpr, .doStmt, .catchClause, .catchClauseList,
          .expressionStmt, .guardStmt:
          parent = candidate.parent
        default: return false
        }
      }
      guard let outer = parent?.as(CodeBlockItemSyntax.self) else { return false }
      item = outer
    }
  }

  private static func isOutsideClosures(_ item: CodeBlockItemSyntax, in body: CodeBlockSyntax) -> Bool {
    var parent = item.parent
    while let candidate = parent, candidate.id != body.id {
      if [.closureExpr, .functionDecl, .deferStmt, .accessorBlock].contains(candidate.kind) { return false }
      parent = candidate.parent
    }
    return parent != nil
  }

  /// Whether an error thrown there would be caught within the function.
  private static func isCaught(_ item: CodeBlockItemSyntax, in body: CodeBlockSyntax) -> Bool {
    var child = Syntax(item)
    while let parent = child.parent, parent.id != body.id {
      if let attempt = parent.as(DoStmtSyntax.self), !attempt.catchClauses.isEmpty, attempt.body.id == child.id {
        return true
      }
      child = parent
    }
    return false
  }
}
