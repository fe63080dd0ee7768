internal import SwiftSyntax

/// Reads what conditions test, from operators that are not grouped yet: `a.count > 3 && b == "x"`.
enum ConditionReader {
  private static let mirrored = ["<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!=", "~=": "~="]

  static func conditions(in sequence: SequenceExprSyntax) -> [FunctionHarvest.Condition] {
    let elements = Array(sequence.elements)
    return elements.indices.flatMap { index -> [FunctionHarvest.Condition] in
      guard let name = elements[index].as(BinaryOperatorExprSyntax.self)?.operator.text, let mirror = mirrored[name],
        index > 0, index + 1 < elements.count
      else { return [] }
      let left = elements[index - 1]
      let right = elements[index + 1]
      switch (ExpressionReader.literal(left), ExpressionReader.literal(right)) {
      case (nil, let literal?): return [.init(subject: subject(left), test: .compared(name, literal))]
      case (let literal?, nil): return [.init(subject: subject(right), test: .compared(mirror, literal))]
      case (nil, nil):
        return [
          .init(subject: subject(left), test: .related(name, other: subject(right))),
          .init(subject: subject(right), test: .related(mirror, other: subject(left))),
        ]
      default: return []
      }
    }
  }

  static func conditions(in node: SwitchExprSyntax) -> [FunctionHarvest.Condition] {
    let subject = subject(node.subject)
    return node.cases.flatMap { element -> [FunctionHarvest.Condition] in
      guard case .switchCase(let switchCase) = element, case .case(let label) = switchCase.label else { return [] }
      return label.caseItems.flatMap { item -> [FunctionHarvest.Condition] in
        guard let expression = item.pattern.as(ExpressionPatternSyntax.self)?.expression else { return [] }
        if let literal = ExpressionReader.literal(expression) {
          return [.init(subject: subject, test: .compared("==", literal))]
        }
        return range(expression).map { [.init(subject: subject, test: $0)] } ?? []
      }
    }
  }

  /// `text.hasPrefix("ab")` and the like.
  static func condition(in call: FunctionCallExprSyntax, name: String) -> FunctionHarvest.Condition? {
    guard ["hasPrefix", "hasSuffix", "contains", "firstIndex", "starts", "split", "components"].contains(name),
      let base = call.calledExpression.as(MemberAccessExprSyntax.self)?.base,
      let literal = call.arguments.first.flatMap({ ExpressionReader.literal($0.expression) })
    else { return nil }
    return .init(subject: subject(base), test: .method(name, literal))
  }

  private static func range(_ expression: ExprSyntax) -> FunctionHarvest.Condition.Test? {
    guard let sequence = expression.as(SequenceExprSyntax.self), sequence.elements.count == 3 else { return nil }
    let parts = Array(sequence.elements)
    guard case .integer(let low) = ExpressionReader.literal(parts[0]),
      case .integer(let high) = ExpressionReader.literal(parts[2])
    else { return nil }
    switch parts[1].trimmedDescription {
    case "...": return .range(low, high)
    case "..<": return .range(low, high - 1)
    default: return nil
    }
  }

  private static func subject(_ expression: ExprSyntax) -> String {
    String(expression.trimmedDescription.filter { !$0.isWhitespace }.prefix(200))
  }
}
