internal import SwiftOperators
internal import SwiftParser
internal import SwiftSyntax

/// A parsed file, with its operators in their order of precedence.
struct MutationSource {
  let text: [UInt8]
  let tree: Syntax

  /// Operators whose precedence is not known here, since they are declared in another module.
  private let unknown: Set<String>

  /// - Parameters:
  ///   - text: the whole source of a file.
  ///   - others: sources of the same module, for the operators that they declare.
  init(_ text: String, others: [String] = []) {
    self.text = Array(text.utf8)
    var table = OperatorTable.standardOperators
    let file = Parser.parse(source: text)
    table.addSourceFile(file) { _ in }
    for other in others where other.contains("infix operator") || other.contains("precedencegroup") {
      table.addSourceFile(Parser.parse(source: other)) { _ in }
    }
    var unknown: Set<String> = []
    tree = table.foldAll(file) { error in
      if case .missingOperator(let name, _) = error { unknown.insert(name) }
    }
    self.unknown = unknown
  }

  func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

  func string(_ node: some SyntaxProtocol) -> String { string(node.byteRange) }

  /// Whether a text holds no end of a line, so that it may be written twice without moving lines or cutting comments.
  func isOnOneLine(_ range: Range<Int>) -> Bool { !text[range].contains { $0 == 0x0A || $0 == 0x0D } }

  /// The operator between two operands, when it is certain what its operands are.
  func name(of infix: InfixOperatorExprSyntax) -> String? {
    guard let token = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator else { return nil }
    return unknown.isEmpty || !isNearUnknown(infix) ? token.text : nil
  }

  /// Whether an operator of unknown precedence stands in the same expression, so that the operands are a guess.
  private func isNearUnknown(_ infix: InfixOperatorExprSyntax) -> Bool {
    var root = Syntax(infix)
    while let parent = root.parent, [.infixOperatorExpr, .ternaryExpr, .asExpr, .isExpr].contains(parent.kind) {
      root = parent
    }
    return root.tokens(viewMode: .sourceAccurate).contains {
      if case .binaryOperator(let name) = $0.tokenKind { unknown.contains(name) } else { false }
    }
  }

  /// The text with one operator exchanged; nil when it would not stay on a line.
  func exchanging(_ infix: InfixOperatorExprSyntax, _ operation: String) -> String? {
    guard isOnOneLine(infix.byteRange) else { return nil }
    let (whole, inner) = (infix.byteRange, infix.operator.byteRange)
    return string(whole.lowerBound..<inner.lowerBound) + operation + string(inner.upperBound..<whole.upperBound)
  }

  /// What stands inside any parentheses.
  static func unparenthesised(_ expression: ExprSyntax) -> ExprSyntax {
    var expression = expression
    while let tuple = expression.as(TupleExprSyntax.self), tuple.elements.count == 1, let only = tuple.elements.first,
      only.label == nil
    {
      expression = only.expression
    }
    return expression
  }
}
