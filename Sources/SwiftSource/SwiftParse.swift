internal import SwiftParser
internal import SwiftSyntax

/// Whether a text is Swift that parses.
package enum SwiftParse {
  /// Counts the places at which the parser had to guess.
  ///
  /// - Parameter text: the whole source of a file.
  /// - Returns: 0 for a text without errors of syntax.
  package static func faults(in text: String) -> Int {
    let counter = FaultCounter(viewMode: .all)
    counter.walk(Parser.parse(source: text))
    return counter.count
  }

  /// Whether a text is the statements of one function and nothing besides: it does not close the function and go on.
  ///
  /// - Parameter text: statements, a line each or more.
  package static func isBody(_ text: String) -> Bool {
    let tree = Parser.parse(source: "func probe() async throws {\n\(text)\n}\n")
    let counter = FaultCounter(viewMode: .all)
    counter.walk(tree)
    guard counter.count == 0, tree.statements.count == 1, let item = tree.statements.first else { return false }
    return item.item.is(FunctionDeclSyntax.self)
  }

  /// Whether a text is one expression.
  package static func isExpression(_ text: String) -> Bool {
    let tree = Parser.parse(source: "let probe = \(text)\n")
    let counter = FaultCounter(viewMode: .all)
    counter.walk(tree)
    guard counter.count == 0, tree.statements.count == 1,
      let declaration = tree.statements.first?.item.as(VariableDeclSyntax.self)
    else { return false }
    return declaration.bindings.count == 1 && declaration.bindings.first?.accessorBlock == nil
  }
}

private final class FaultCounter: SyntaxVisitor {
  private(set) var count = 0

  override func visit(_ node: TokenSyntax) -> SyntaxVisitorContinueKind {
    if node.presence == .missing { count += 1 }
    return .skipChildren
  }

  override func visit(_ node: UnexpectedNodesSyntax) -> SyntaxVisitorContinueKind {
    count += 1
    return .skipChildren
  }
}
