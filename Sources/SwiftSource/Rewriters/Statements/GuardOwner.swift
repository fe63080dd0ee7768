internal import SwiftSyntax

/// What some statements are the body of, as far as a way out of it is concerned.
struct GuardOwner {
  /// How it is left when it has nothing to give back: `return` or `continue`; nil when that is not certain.
  let word: String?

  /// Whether a single expression in it may be the value that it gives back.
  let mayBeValue: Bool

  /// Whether a result builder may collect what stands in it.
  let mayBuild: Bool

  init(of list: CodeBlockItemListSyntax) {
    let owner = list.parent?.as(CodeBlockSyntax.self)?.parent
    if owner?.is(ForStmtSyntax.self) == true || owner?.is(WhileStmtSyntax.self) == true {
      word = "continue"
      mayBeValue = false
    } else if let function = owner?.as(FunctionDeclSyntax.self) {
      let isVoid = function.signature.returnClause == nil
      word = isVoid ? "return" : nil
      mayBeValue = !isVoid
    } else if owner?.is(InitializerDeclSyntax.self) == true {
      word = "return"
      mayBeValue = false
    } else {
      word = nil
      mayBeValue = true
    }
    mayBuild = Self.mayBuild(Syntax(list))
  }

  private static func mayBuild(_ node: Syntax) -> Bool {
    var parent = node.parent
    while let candidate = parent {
      switch candidate.kind {
      case .functionDecl:
        let function = candidate.cast(FunctionDeclSyntax.self)
        return function.signature.returnClause != nil
          && (!function.attributes.isEmpty
            || function.signature.returnClause?.type.is(SomeOrAnyTypeSyntax.self) == true)
      case .initializerDecl, .deinitializerDecl: return false
      case .closureExpr, .accessorDecl, .accessorBlock, .subscriptDecl: return true
      default: parent = candidate.parent
      }
    }
    return false
  }
}
