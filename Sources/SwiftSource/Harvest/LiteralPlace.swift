internal import SwiftParser
internal import SwiftSyntax

/// A literal in a piece of source, and where it stands.
package struct LiteralPlace: Hashable, Sendable {
  package let literal: SourceLiteral

  /// Offsets in bytes of UTF-8.
  package let range: Range<Int>

  /// All literals of numbers and texts without interpolation, in their order.
  ///
  /// - Parameter text: Swift source: a statement or an expression.
  package static func places(in text: String) -> [LiteralPlace] {
    let finder = LiteralFinder(viewMode: .sourceAccurate)
    finder.walk(Parser.parse(source: text))
    return finder.places
  }

  /// The text with another piece of source in the place of the literal.
  package func replaced(in text: String, by source: String) -> String {
    let bytes = text.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
    let end = bytes.index(bytes.startIndex, offsetBy: range.upperBound)
    return text[..<start] + source + text[end...]
  }
}

private final class LiteralFinder: SyntaxVisitor {
  private(set) var places: [LiteralPlace] = []

  override func visit(_ node: StringLiteralExprSyntax) -> SyntaxVisitorContinueKind { found(ExprSyntax(node)) }
  override func visit(_ node: IntegerLiteralExprSyntax) -> SyntaxVisitorContinueKind { found(ExprSyntax(node)) }
  override func visit(_ node: FloatLiteralExprSyntax) -> SyntaxVisitorContinueKind { found(ExprSyntax(node)) }

  private func found(_ node: ExprSyntax) -> SyntaxVisitorContinueKind {
    guard let literal = ExpressionReader.literal(node) else { return .visitChildren }
    places.append(
      LiteralPlace(
        literal: literal,
        range: node.positionAfterSkippingLeadingTrivia.utf8Offset..<node.endPositionBeforeTrailingTrivia.utf8Offset))
    return .skipChildren
  }
}
