internal import SwiftSyntax

/// What an assertion is given, without the `try` and `await` before it.
struct TestOperand {
  let inner: ExprSyntax

  /// `try` and `await`, as they stand.
  let words: [String]

  init(_ expression: ExprSyntax) {
    var (inner, words) = (expression, [String]())
    while true {
      if let attempt = inner.as(TryExprSyntax.self), attempt.questionOrExclamationMark == nil {
        words.append("try")
        inner = attempt.expression
      } else if let wait = inner.as(AwaitExprSyntax.self) {
        words.append("await")
        inner = wait.expression
      } else {
        break
      }
    }
    (self.inner, self.words) = (inner, words)
  }

  /// Whether it binds more tightly than a comparison does.
  var isTight: Bool {
    if isSimple { return true }
    guard let infix = inner.as(InfixOperatorExprSyntax.self),
      let name = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator.text
    else { return false }
    return Self.tight.contains(name)
  }

  /// Whether it binds more tightly than every operator.
  var isSimple: Bool {
    switch inner.kind {
    case .declReferenceExpr, .memberAccessExpr, .functionCallExpr, .subscriptCallExpr, .integerLiteralExpr,
      .floatLiteralExpr, .stringLiteralExpr, .booleanLiteralExpr, .nilLiteralExpr, .arrayExpr, .dictionaryExpr,
      .tupleExpr, .prefixOperatorExpr, .postfixOperatorExpr, .forceUnwrapExpr, .optionalChainingExpr,
      .macroExpansionExpr, .keyPathExpr, .superExpr, .genericSpecializationExpr, .regexLiteralExpr:
      true
    default: false
    }
  }

  private static let tight: Set<String> = [
    "+", "-", "*", "/", "%", "&+", "&-", "&*", "<<", ">>", "&", "|", "^", "??", "...", "..<",
  ]
}
