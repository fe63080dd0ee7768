internal import SwiftSyntax

/// `for x in y { if z { … } }` becomes `for x in y where z { … }`.
struct ForWhere: FileRewriter {
  static let description = RewriterDescription(
    "for-where", "Moves the condition of an `if` that is all a loop does into the `where` of the loop.")

  let title = "Say in where what a loop is for"

  init(_ arguments: RewriterArguments) {}

  func rewrite(_ draft: inout RewriteDraft) {
    let source = draft.source
    for loop in SyntaxNodes.all(ForStmtSyntax.self, in: source.tree) {
      guard loop.whereClause == nil, loop.body.statements.count == 1, let item = loop.body.statements.first,
        let choice = SyntaxNodes.all(IfExprSyntax.self, in: item).first, choice.byteRange == item.byteRange,
        choice.elseBody == nil, choice.conditions.count == 1,
        case .expression(let condition)? = choice.conditions.first?.condition,
        !condition.tokens(viewMode: .sourceAccurate).contains(where: { ["try", "await", "{"].contains($0.text) }),
        !condition.trimmedDescription.contains(where: \.isNewline),
        // A sequence that ends with a closure or waits would take the word otherwise.
        !SyntaxNodes.hasComment(within: choice.conditions), !choice.body.statements.isEmpty,
        isBare(loop.body.leftBrace, choice.ifKeyword), isBare(choice.body.rightBrace, loop.body.rightBrace),
        isBare(condition.lastToken(viewMode: .sourceAccurate), choice.body.leftBrace),
        source.isLastOnLine(choice.body.leftBrace.byteRange.upperBound),
        source.isFirstOnLine(choice.body.rightBrace.byteRange.lowerBound),
        source.isFirstOnLine(loop.body.rightBrace.byteRange.lowerBound),
        source.indentation(at: loop.body.rightBrace.byteRange.lowerBound)
          == source.indentation(at: loop.forKeyword.byteRange.lowerBound),
        let body = Indentation.lines(of: choice.body, under: choice.byteRange.lowerBound, in: source),
        source.isFirstOnLine(loop.forKeyword.byteRange.lowerBound)
      else { continue }
      let start = loop.body.leftBrace.byteRange
      draft.add([
        SourceEdit(start.lowerBound..<start.lowerBound, "where \(source.string(condition)) "),
        SourceEdit(source.nextLine(start.upperBound)..<choice.byteRange.upperBound, body),
      ])
    }
  }

  /// Whether no comment stands between two tokens that follow one another.
  private func isBare(_ left: TokenSyntax?, _ right: TokenSyntax) -> Bool {
    guard let left else { return false }
    return !SyntaxNodes.isComment(left.trailingTrivia) && !SyntaxNodes.isComment(right.leadingTrivia)
  }
}
