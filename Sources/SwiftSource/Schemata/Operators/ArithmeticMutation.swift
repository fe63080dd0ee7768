internal import SwiftSyntax

/// An arithmetic operator becomes another: `+` and `-`, `*` and `/`, shifts and bits, also where it assigns.
enum ArithmeticMutation: MutationOperator {
  static let operation = MutationPoint.Operator.arithmetic

  private static let operators = [
    "+": ("-", "fulcrumPlus"), "-": ("+", "fulcrumMinus"), "*": ("/", "fulcrumTimes"), "/": ("*", "fulcrumDivided"),
    "%": ("*", "fulcrumRemainder"), "&+": ("&-", "fulcrumWrappedPlus"), "&-": ("&+", "fulcrumWrappedMinus"),
    "&*": ("&+", "fulcrumWrappedTimes"), "<<": (">>", "fulcrumLeft"), ">>": ("<<", "fulcrumRight"),
    "&": ("|", "fulcrumBitAnd"), "|": ("&", "fulcrumBitOr"), "^": ("&", "fulcrumBitXor"),
  ]

  private static let assignments = [
    "+=": ("-=", "fulcrumAdd"), "-=": ("+=", "fulcrumSubtract"), "*=": ("/=", "fulcrumMultiply"),
    "/=": ("*=", "fulcrumDivide"), "%=": ("*=", "fulcrumReduce"), "&+=": ("&-=", "fulcrumWrappedAdd"),
    "&-=": ("&+=", "fulcrumWrappedSubtract"), "<<=": (">>=", "fulcrumShiftLeft"), ">>=": ("<<=", "fulcrumShiftRight"),
    "&=": ("|=", "fulcrumAndBits"), "|=": ("&=", "fulcrumOrBits"), "^=": ("&=", "fulcrumXorBits"),
  ]

  static func points(at node: Syntax, in source: MutationSource) -> [MutationDraft] {
    if let prefix = node.as(PrefixOperatorExprSyntax.self) { return negative(prefix) }
    guard let infix = node.as(InfixOperatorExprSyntax.self), let name = source.name(of: infix) else { return [] }
    if let (other, helper) = operators[name] {
      if name == "+", isJoining(infix) { return [MutationDraft(infix, joins(infix, source))] }
      let change = SchemaForm.Change(other, equivalence: LikelyEquivalent.arithmetic(infix, name, in: source))
      var forms = [SchemaForm.call(helper, [change], replacesOperator: true)]
      if name == "+" { forms += joins(infix, source) }
      if let whole = source.exchanging(infix, other) { forms.append(.choice([change], [whole])) }
      return [MutationDraft(infix, forms)]
    }
    if let (other, helper) = assignments[name] {
      let change = SchemaForm.Change(other)
      var forms = [SchemaForm.call(helper, [change], replacesOperator: true, byReference: true)]
      if name == "+=" {
        let removed = SchemaForm.Change("_ =")
        forms.append(.call("fulcrumAppend", [removed], replacesOperator: true, byReference: true))
      }
      if let whole = source.exchanging(infix, other) {
        forms.append(
          SchemaForm(
            changes: [change], prefix: "(\(SchemataSupport.test)(\(SchemaForm.firstNumber)) ? (\(whole)) : (",
            infix: nil, suffix: "))"))
      }
      return [MutationDraft(infix, forms)]
    }
    return []
  }

  /// A sum of texts or arrays: it loses what is added.
  private static func joins(_ infix: InfixOperatorExprSyntax, _ source: MutationSource) -> [SchemaForm] {
    let added = infix.rightOperand.as(StringLiteralExprSyntax.self)?.segments.description
    let equivalence = added == "" ? "nothing is added" : nil
    return [.call("fulcrumJoined", [.init("/* nothing of */", equivalence: equivalence)], replacesOperator: true)]
  }

  /// Whether a sum must be one of texts or arrays, by what its operands look like.
  private static func isJoining(_ infix: InfixOperatorExprSyntax) -> Bool {
    [infix.leftOperand, infix.rightOperand].contains { operand in
      let operand = MutationSource.unparenthesised(operand)
      if operand.is(StringLiteralExprSyntax.self) || operand.is(ArrayExprSyntax.self) { return true }
      guard let inner = operand.as(InfixOperatorExprSyntax.self), inner.operator.trimmedDescription == "+" else {
        return false
      }
      return isJoining(inner)
    }
  }

  private static func negative(_ prefix: PrefixOperatorExprSyntax) -> [MutationDraft] {
    let operand = prefix.expression
    guard prefix.operator.text == "-", !operand.is(IntegerLiteralExprSyntax.self),
      !operand.is(FloatLiteralExprSyntax.self)
    else { return [] }
    return [
      MutationDraft(around: prefix, shown: prefix.operator.byteRange, [.call("fulcrumNegative", [.init("+")])])
    ]
  }
}
