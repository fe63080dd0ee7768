internal import SwiftSyntax

/// A literal has another value: a number one more or one less, the other boolean, an empty text or one that is not.
enum ConstantMutation: MutationOperator {
  static let operation = MutationPoint.Operator.constant

  static func points(at node: Syntax, in source: MutationSource) -> [MutationDraft] {
    if let literal = node.as(IntegerLiteralExprSyntax.self) { return integer(literal, source) }
    if let literal = node.as(FloatLiteralExprSyntax.self) {
      let change = SchemaForm.Change("(\(source.string(signed(ExprSyntax(literal)))) + 1)")
      return [MutationDraft(around: signed(ExprSyntax(literal)), [.call("fulcrumFloat", [change])])]
    }
    if let literal = node.as(BooleanLiteralExprSyntax.self) {
      let other = literal.literal.text == "true" ? "false" : "true"
      return [MutationDraft(around: literal, [.call("fulcrumNot", [.init(other)])])]
    }
    if let literal = node.as(StringLiteralExprSyntax.self) { return text(literal) }
    return []
  }

  /// The literal with its sign, which stands before it.
  private static func signed(_ literal: ExprSyntax) -> ExprSyntax {
    guard let sign = literal.parent?.as(PrefixOperatorExprSyntax.self), sign.operator.text == "-" else {
      return literal
    }
    return ExprSyntax(sign)
  }

  private static func integer(_ literal: IntegerLiteralExprSyntax, _ source: MutationSource) -> [MutationDraft] {
    let whole = signed(ExprSyntax(literal))
    let word = source.string(whole)
    let digits = word.filter { $0 != "_" }
    let value = digits.hasPrefix("0x") ? Int(digits.dropFirst(2), radix: 16) : Int(digits)
    let (more, less) = (
      value.flatMap { Self.sum($0, 1) } ?? "\(word) + 1", value.flatMap { Self.sum($0, -1) } ?? "\(word) - 1"
    )
    let reason = LikelyEquivalent.constant(ExprSyntax(literal))
    // One less than nothing ends most programs, whatever they are for, and so says little about tests.
    guard value != 0 else {
      let change = SchemaForm.Change(more, equivalence: reason)
      return [MutationDraft(around: whole, [.call("fulcrumMore", [change]), .choice([change], [more])])]
    }
    let changes = [SchemaForm.Change(more, equivalence: reason), SchemaForm.Change(less, equivalence: reason)]
    return [MutationDraft(around: whole, [.call("fulcrumInteger", changes), .choice(changes, [more, less])])]
  }

  private static func sum(_ value: Int, _ other: Int) -> String? {
    let (result, overflow) = value.addingReportingOverflow(other)
    return overflow ? nil : "\(result)"
  }

  private static func text(_ literal: StringLiteralExprSyntax) -> [MutationDraft] {
    guard literal.segments.count == 1, case .stringSegment(let segment)? = literal.segments.first else {
      // The segments of a text of several lines are its lines; only those without a value in them are changed.
      guard literal.segments.allSatisfy({ $0.is(StringSegmentSyntax.self) }) else { return [] }
      return [MutationDraft(around: literal, [.call("fulcrumText", [.init("\"\"")])])]
    }
    let content = segment.content.text
    let replacement = content.isEmpty ? "\"a\"" : content.count == 1 ? "\"\(content == "a" ? "b" : "a")\"" : "\"\""
    return [MutationDraft(around: literal, [.call("fulcrumText", [.init(replacement)])])]
  }
}
