internal import SwiftSyntax

/// `if … { work } else { return }` becomes `guard … else { return }` and the work.
struct GuardExit: FileRewriter {
  static let description = RewriterDescription(
    "guard-exit",
    "Turns an `if` whose `else` leaves into a `guard`, where no name it binds means something else around it.",
    [
      RewriterParameter(
        "last", .number,
        "an `if` without `else` at the end of a function or loop, from so many statements on; 0: never",
        standard: "0")
    ])

  let title = "Leave early with guard"
  private let minimum: Int

  init(_ arguments: RewriterArguments) { minimum = arguments.number("last") }

  func rewrite(_ draft: inout RewriteDraft) {
    for choice in SyntaxNodes.all(IfExprSyntax.self, in: draft.source.tree) {
      guard let item = Self.item(of: choice), let list = item.parent?.as(CodeBlockItemListSyntax.self),
        let exit = exit(of: choice, item, list, draft.source),
        !declaresTooMuch(choice, item, list), isWellLaidOut(choice, item, draft.source)
      else { continue }
      change(choice, exit, &draft)
    }
  }

  static func item(of choice: IfExprSyntax) -> CodeBlockItemSyntax? {
    if let statement = choice.parent?.as(ExpressionStmtSyntax.self) {
      return statement.parent?.as(CodeBlockItemSyntax.self)
    }
    return choice.parent?.as(CodeBlockItemSyntax.self)
  }

  /// The block that is left with, braces and all; nil when nothing is left there, or it may be a value or a builder's.
  private func exit(
    of choice: IfExprSyntax, _ item: CodeBlockItemSyntax, _ list: CodeBlockItemListSyntax, _ source: ParsedSource
  ) -> String? {
    let owner = GuardOwner(of: list)
    if let otherwise = choice.elseBody {
      guard case .codeBlock(let block) = otherwise, let last = block.statements.last?.item else { return nil }
      // A single value in a body that gives one back is that value.
      if list.count == 1, choice.body.statements.count == 1, owner.mayBeValue,
        case .expr? = choice.body.statements.first?.item
      {
        return nil
      }
      let leaves =
        switch last {
        case .stmt(let statement):
          statement.is(ReturnStmtSyntax.self) || statement.is(ContinueStmtSyntax.self)
            || statement.is(BreakStmtSyntax.self) || statement.is(ThrowStmtSyntax.self) && !owner.mayBuild
        case .expr(let expression):
          !owner.mayBuild
            && ["fatalError", "preconditionFailure"].contains(
              expression.as(FunctionCallExprSyntax.self)?.calledExpression.trimmedDescription ?? "")
        case .decl: false
        }
      return leaves ? source.string(block) : nil
    }
    guard minimum > 0, choice.body.statements.count >= minimum, item.id == list.last?.id, let word = owner.word else {
      return nil
    }
    return "{ \(word) }"
  }

  private func declaresTooMuch(
    _ choice: IfExprSyntax, _ item: CodeBlockItemSyntax, _ list: CodeBlockItemListSyntax
  ) -> Bool {
    LocalNames.meet(
      choice.body.statements, and: LocalNames.conditions(choice.conditions), beside: item, in: list)
  }

  /// Whether braces stand where lines can be moved without looking into them.
  private func isWellLaidOut(_ choice: IfExprSyntax, _ item: CodeBlockItemSyntax, _ source: ParsedSource) -> Bool {
    let start = choice.byteRange.lowerBound
    let close = choice.body.rightBrace.byteRange.lowerBound
    guard source.isFirstOnLine(start), source.isLastOnLine(choice.body.leftBrace.byteRange.upperBound),
      source.isFirstOnLine(close), source.indentation(at: close) == source.indentation(at: start),
      source.isLastOnLine(item.byteRange.upperBound), item.semicolon == nil, !choice.body.statements.isEmpty
    else { return false }
    guard let word = choice.elseKeyword else { return true }
    return !SyntaxNodes.isComment(word.leadingTrivia) && !SyntaxNodes.isComment(word.trailingTrivia)
      && !SyntaxNodes.isComment(choice.body.rightBrace.trailingTrivia)
  }

  private func change(_ choice: IfExprSyntax, _ exit: String, _ draft: inout RewriteDraft) {
    let source = draft.source
    guard let body = Indentation.lines(of: choice.body, under: choice.byteRange.lowerBound, in: source) else { return }
    let open = choice.body.leftBrace.byteRange.lowerBound
    // The line end before the closing brace is the one that now stands before what follows.
    draft.add([
      SourceEdit(choice.ifKeyword.byteRange, "guard"),
      SourceEdit(open..<choice.byteRange.upperBound, "else \(exit)\(source.lineEnd)\(body)"),
    ])
  }
}
