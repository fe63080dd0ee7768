internal import SwiftSyntax

/// What a call names: `f` in `f()`, `a.f()` and `.f()`.
struct CalledName {
  let name: String
  let token: TokenSyntax

  /// What stands before the dot; nil when nothing does.
  let base: ExprSyntax?

  /// Whether a dot stands before it.
  let isMember: Bool

  init?(_ expression: ExprSyntax) {
    var expression = expression
    while true {
      if let generic = expression.as(GenericSpecializationExprSyntax.self) {
        expression = generic.expression
      } else if let chain = expression.as(OptionalChainingExprSyntax.self) {
        expression = chain.expression
      } else {
        break
      }
    }
    if let reference = expression.as(DeclReferenceExprSyntax.self) {
      (name, token, base, isMember) = (reference.baseName.text, reference.baseName, nil, false)
    } else if let member = expression.as(MemberAccessExprSyntax.self) {
      (name, token) = (member.declName.baseName.text, member.declName.baseName)
      (base, isMember) = (member.base, true)
    } else {
      return nil
    }
  }
}
