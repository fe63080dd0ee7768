internal import SwiftSyntax

/// A rule that says where a kind of mutant can be.
protocol MutationOperator: Sendable {
  static var operation: MutationPoint.Operator { get }

  /// The points at a node itself, outermost first; nodes inside it are asked for later.
  static func points(at node: Syntax, in source: MutationSource) -> [MutationDraft]
}

/// A mutation point before it is known which statement it lies in.
struct MutationDraft {
  var range: Range<Int>
  var operatorRange: Range<Int>?
  var shown: Range<Int>
  var forms: [SchemaForm]

  init(around node: some SyntaxProtocol, shown: Range<Int>? = nil, _ forms: [SchemaForm]) {
    range = node.byteRange
    self.shown = shown ?? range
    self.forms = forms
  }

  init(_ infix: InfixOperatorExprSyntax, _ forms: [SchemaForm]) {
    range = infix.byteRange
    operatorRange = infix.operator.byteRange
    shown = infix.operator.byteRange
    self.forms = forms
  }
}

extension SyntaxProtocol {
  /// Where it stands, without blanks and comments around it.
  var byteRange: Range<Int> {
    let start = positionAfterSkippingLeadingTrivia.utf8Offset
    return start..<max(start, endPositionBeforeTrailingTrivia.utf8Offset)
  }
}
