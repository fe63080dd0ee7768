internal import SwiftSyntax

/// A call that waits for a completion handler by hand: `await withCheckedContinuation { c in f { c.resume(with: $0) } }`.
struct ContinuationCall {
  /// What leaves the call of the async function alone.
  let edits: [SourceEdit]

  /// Where the name of the function stands.
  let name: Range<Int>

  /// - Parameters:
  ///   - name: of the function.
  ///   - alternative: the async function beside it.
  static func all(of name: String, _ alternative: AsyncAlternative, in source: ParsedSource) -> [ContinuationCall] {
    let words =
      alternative.handler.isFailing
      ? ["withCheckedThrowingContinuation", "withUnsafeThrowingContinuation"]
      : ["withCheckedContinuation", "withUnsafeContinuation"]
    return SyntaxNodes.all(FunctionCallExprSyntax.self, in: source.tree).compactMap { outer in
      guard words.contains(outer.calledExpression.trimmedDescription), outer.arguments.isEmpty,
        let closure = outer.trailingClosure, let continuation = parameter(of: closure), closure.statements.count == 1,
        case .expr(let only)? = closure.statements.first?.item, let call = only.as(FunctionCallExprSyntax.self),
        let called = CalledName(call.calledExpression), called.name == name, call.additionalTrailingClosures.isEmpty,
        let last = call.trailingClosure, resumes(last, continuation, alternative.handler.shape),
        call.arguments.map({ $0.label?.text ?? "_" }) == alternative.labels,
        !call.arguments.tokens(viewMode: .sourceAccurate).contains(where: { $0.text == continuation }),
        !SyntaxNodes.hasComment(within: outer), !isWithin(outer, name)
      else { return nil }
      let end = (call.rightParen?.byteRange ?? call.calledExpression.byteRange).upperBound
      return ContinuationCall(
        edits: [
          SourceEdit(outer.byteRange.lowerBound..<call.byteRange.lowerBound, ""),
          SourceEdit(end..<outer.byteRange.upperBound, call.rightParen == nil ? "()" : ""),
        ], name: called.token.byteRange)
    }
  }

  private static func parameter(of closure: ClosureExprSyntax) -> String? {
    guard let signature = closure.signature, signature.capture == nil else { return nil }
    switch signature.parameterClause {
    case .simpleInput(let list)?: return list.count == 1 ? list.first?.name.text : nil
    case .parameterClause(let clause)?:
      return clause.parameters.count == 1 ? clause.parameters.first?.firstName.text : nil
    case nil: return nil
    }
  }

  /// Whether all that a closure does is to hand its only value to the continuation.
  private static func resumes(_ closure: ClosureExprSyntax, _ name: String, _ shape: CompletionHandler.Shape) -> Bool {
    guard closure.statements.count == 1, let text = closure.statements.first?.trimmedDescription else { return false }
    let value = closure.signature == nil ? "$0" : parameter(of: closure)
    switch shape {
    case .result: return value.map { text == "\(name).resume(with: \($0))" } ?? false
    case .value("Void"), .value("()"): return closure.signature == nil && text == "\(name).resume()"
    case .value: return value.map { text == "\(name).resume(returning: \($0))" } ?? false
    case .error, .valueOrError: return false
    }
  }

  /// Whether it stands in a function of the same name: the async one itself, which would call itself.
  private static func isWithin(_ call: FunctionCallExprSyntax, _ name: String) -> Bool {
    SyntaxNodes.around(call, FunctionDeclSyntax.self)?.name.text == name
  }
}
