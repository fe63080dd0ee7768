internal import SwiftParser
internal import SwiftSyntax

/// Reads values and calls from expressions.
struct ExpressionReader {
  /// Source text of local constants whose values are self-contained, by name.
  let constants: [String: String]

  /// The value of a literal, with its sign; nil for anything else.
  static func literal(_ expression: ExprSyntax) -> SourceLiteral? {
    if let integer = expression.as(IntegerLiteralExprSyntax.self) {
      return Self.integer(integer.literal.text).map(SourceLiteral.integer)
    }
    if let floating = expression.as(FloatLiteralExprSyntax.self) {
      return Double(floating.literal.text.filter { $0 != "_" }).map(SourceLiteral.floating)
    }
    if let string = expression.as(StringLiteralExprSyntax.self) {
      return string.representedLiteralValue.map(SourceLiteral.string)
    }
    if let prefix = expression.as(PrefixOperatorExprSyntax.self), prefix.operator.text == "-" {
      switch literal(prefix.expression) {
      case .integer(let value): return .integer(-value)
      case .floating(let value): return .floating(-value)
      default: return nil
      }
    }
    return nil
  }

  private static func integer(_ text: String) -> Int? {
    let digits = text.filter { $0 != "_" }
    if digits.hasPrefix("0x") { return Int(digits.dropFirst(2), radix: 16) }
    if digits.hasPrefix("0b") { return Int(digits.dropFirst(2), radix: 2) }
    if digits.hasPrefix("0o") { return Int(digits.dropFirst(2), radix: 8) }
    return Int(digits)
  }

  /// The last name of what is called: `insert`, `Heap`.
  func calledName(_ call: FunctionCallExprSyntax) -> String? {
    if let reference = call.calledExpression.as(DeclReferenceExprSyntax.self) { return reference.baseName.text }
    if let member = call.calledExpression.as(MemberAccessExprSyntax.self) {
      if member.declName.baseName.text == "init", let base = member.base { return base.trimmedDescription }
      return member.declName.baseName.text
    }
    if let generic = call.calledExpression.as(GenericSpecializationExprSyntax.self) {
      return generic.expression.trimmedDescription
    }
    return nil
  }

  /// The call with its arguments, if at least one of these may be used elsewhere.
  func callSite(_ call: FunctionCallExprSyntax, name: String) -> SourceHarvest.CallSite? {
    let arguments = call.arguments.map { argument in
      let text = selfContained(argument.expression)
      return SourceHarvest.CallSite.Argument(
        label: argument.label?.text, text: text ?? argument.expression.trimmedDescription, isSelfContained: text != nil)
    }
    let base = call.calledExpression.as(MemberAccessExprSyntax.self)?.base.flatMap(selfContained)
    guard base != nil || arguments.contains(where: \.isSelfContained) else { return nil }
    return SourceHarvest.CallSite(name: name, base: base, arguments: arguments)
  }

  /// The source of an expression that means the same elsewhere in a file that sees the module; nil for one that does not.
  ///
  /// Local constants that are self-contained themselves are put in. Long texts are no good inputs.
  func selfContained(_ expression: ExprSyntax) -> String? {
    guard let text = read(expression), text.utf8.count <= 400, !text.contains("\n") else { return nil }
    return text
  }

  private func read(_ expression: ExprSyntax) -> String? {
    switch expression.as(ExprSyntaxEnum.self) {
    case .integerLiteralExpr, .floatLiteralExpr, .booleanLiteralExpr, .nilLiteralExpr, .regexLiteralExpr:
      return expression.trimmedDescription
    case .stringLiteralExpr(let string): return string.representedLiteralValue?.swiftLiteral
    case .prefixOperatorExpr(let prefix): return read(prefix.expression).map { prefix.operator.text + $0 }
    case .arrayExpr(let array):
      let elements = array.elements.map { read($0.expression) }
      return elements.joined { "[\($0.joined(separator: ", "))]" }
    case .dictionaryExpr(let dictionary):
      guard case .elements(let elements) = dictionary.content else { return "[:]" }
      return elements.map { element in
        [read(element.key), read(element.value)].joined { $0.joined(separator: ": ") }
      }.joined { "[\($0.joined(separator: ", "))]" }
    case .tupleExpr(let tuple):
      return tuple.elements.map { element in
        read(element.expression).map { (element.label.map { "\($0.text): " } ?? "") + $0 }
      }.joined { "(\($0.joined(separator: ", ")))" }
    case .memberAccessExpr(let member):
      guard member.declName.argumentNames == nil else { return nil }
      guard let base = member.base else { return ".\(member.declName.baseName.text)" }
      return read(base).map { "\($0).\(member.declName.baseName.text)" }
    case .declReferenceExpr(let reference):
      let name = reference.baseName.text
      if let constant = constants[name] { return constant }
      return name.first?.isUppercase == true && reference.argumentNames == nil ? name : nil
    case .genericSpecializationExpr(let generic):
      return read(generic.expression) == nil ? nil : generic.trimmedDescription
    case .functionCallExpr(let call): return read(call)
    case .sequenceExpr(let sequence):
      let parts = sequence.elements.map { element in
        element.is(BinaryOperatorExprSyntax.self) ? element.trimmedDescription : read(element)
      }
      return parts.joined { $0.joined(separator: " ") }
    default: return nil
    }
  }

  private func read(_ call: FunctionCallExprSyntax) -> String? {
    guard call.trailingClosure == nil, call.additionalTrailingClosures.isEmpty, let called = read(call.calledExpression)
    else { return nil }
    return call.arguments.map { argument in
      read(argument.expression).map { (argument.label.map { "\($0.text): " } ?? "") + $0 }
    }.joined { "\(called)(\($0.joined(separator: ", ")))" }
  }
}

extension Array where Element == String? {
  /// What `join` makes of the parts, if none of them is missing.
  fileprivate func joined(_ join: ([String]) -> String) -> String? {
    let present = compactMap { $0 }
    return present.count == count ? join(present) : nil
  }
}
