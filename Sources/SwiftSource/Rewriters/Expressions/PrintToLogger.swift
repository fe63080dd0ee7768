internal import SwiftSyntax

/// Calls that print become calls of a logger.
struct PrintToLogger: FileRewriter {
  static let description = RewriterDescription(
    "print-to-logger",
    "Turns calls that print one text literal into calls of a logger; the compiler decides whether that is in scope.",
    [
      RewriterParameter("logger", .text, "what is called: `logger.info`"),
      RewriterParameter("from", .choice(["print", "NSLog", "debugPrint"]), "which calls", standard: "print"),
    ])

  let title: String
  private let logger: String
  private let from: String

  init(_ arguments: RewriterArguments) throws(SwiftSourceError) {
    logger = arguments.text("logger")
    from = arguments.text("from")
    title = "Log through \(logger)"
    guard
      logger.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({
        SwiftName.isIdentifier(String($0)) || $0 == "self" || $0 == "Self"
      })
    else {
      throw SwiftSourceError(
        .rewriter, "the argument \"logger\" is no name such as logger.info: \(String(reflecting: logger))")
    }
  }

  func rewrite(_ draft: inout RewriteDraft) {
    for call in SyntaxNodes.all(FunctionCallExprSyntax.self, in: draft.source.tree) {
      guard let name = call.calledExpression.as(DeclReferenceExprSyntax.self), name.baseName.text == from,
        !LocalNames.isLocal(from, at: call)
      else { continue }
      guard let only = call.arguments.first, call.arguments.count == 1, only.label == nil, call.trailingClosure == nil,
        let literal = only.expression.as(StringLiteralExprSyntax.self),
        from != "NSLog" || !literal.trimmedDescription.contains("%")
      else {
        draft.note("a call of \(from) with other arguments than one text is left", at: call.byteRange.lowerBound)
        continue
      }
      draft.add(name.byteRange, logger)
    }
  }
}
