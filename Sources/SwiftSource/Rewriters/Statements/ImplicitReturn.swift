internal import SwiftSyntax

/// `{ return x }` becomes `{ x }` where it is all that a function, getter or closure does.
struct ImplicitReturn: FileRewriter {
  static let description = RewriterDescription(
    "implicit-return", "Removes `return` from functions, getters, subscripts and closures that consist of it.")

  let title = "Remove returns that go without saying"

  init(_ arguments: RewriterArguments) {}

  func rewrite(_ draft: inout RewriteDraft) {
    for statement in SyntaxNodes.all(ReturnStmtSyntax.self, in: draft.source.tree) {
      guard let value = statement.expression, let item = statement.parent?.as(CodeBlockItemSyntax.self),
        let list = item.parent?.as(CodeBlockItemListSyntax.self), list.count == 1, isBody(list),
        mayBegin(with: value), !SyntaxNodes.isComment(statement.returnKeyword.trailingTrivia),
        !SyntaxNodes.isComment(value.leadingTrivia)
      else { continue }
      draft.add(statement.byteRange.lowerBound..<value.byteRange.lowerBound, "")
    }
  }

  /// Words and signs that would begin another kind of statement.
  private static let otherBeginnings: Set<String> = [
    "{", "#", "@", "async", "discard", "do", "each", "if", "init", "switch", "then", "unsafe", "yield",
  ]

  /// Whether the statements are all that something does which gives their value back.
  private func isBody(_ list: CodeBlockItemListSyntax) -> Bool {
    if list.parent?.is(ClosureExprSyntax.self) == true { return true }
    if let block = list.parent?.as(AccessorBlockSyntax.self) {
      return block.parent?.is(PatternBindingSyntax.self) == true || block.parent?.is(SubscriptDeclSyntax.self) == true
    }
    guard let owner = list.parent?.as(CodeBlockSyntax.self)?.parent else { return false }
    if let function = owner.as(FunctionDeclSyntax.self) {
      guard let type = function.signature.returnClause?.type.trimmedDescription else { return false }
      return !["Void", "()", "Never"].contains(type)
    }
    return owner.as(AccessorDeclSyntax.self)?.accessorSpecifier.tokenKind == .keyword(.get)
  }

  /// Whether an expression can stand at the beginning of a statement and mean the same there.
  private func mayBegin(with value: ExprSyntax) -> Bool {
    guard let first = value.firstToken(viewMode: .sourceAccurate)?.text else { return false }
    return !Self.otherBeginnings.contains(first)
  }
}
