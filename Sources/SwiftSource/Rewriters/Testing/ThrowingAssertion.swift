internal import SwiftSyntax

/// An assertion of XCTest may fail with an error by itself; an expectation hands the error on, so that the test must throw.
enum ThrowingAssertion {
  enum Demand {
    case nothing

    /// The function says `throws` from now on: what to insert.
    case addition(SourceEdit)

    /// Why that is not possible; the end of a sentence.
    case fault(String)
  }

  /// Assertions that run what they are given in a closure, where it may fail.
  private static let caught: Set<String> = ["XCTAssertThrowsError", "XCTAssertNoThrow"]

  static func demand(_ call: FunctionCallExprSyntax, _ name: String) -> Demand {
    guard !caught.contains(name), name != "XCTUnwrap", call.arguments.contains(where: { fails(Syntax($0)) }) else {
      return .nothing
    }
    var parent = call.parent
    while let candidate = parent {
      if candidate.is(ClosureExprSyntax.self) || candidate.is(AccessorBlockSyntax.self) {
        return .fault("\(name) may fail within a closure")
      }
      if let attempt = candidate.as(DoStmtSyntax.self), !attempt.catchClauses.isEmpty {
        return .fault("\(name) may fail within a `do`, which would catch it")
      }
      if let function = candidate.as(FunctionDeclSyntax.self) { return demand(of: function, name) }
      parent = candidate.parent
    }
    return .nothing
  }

  private static func demand(of function: FunctionDeclSyntax, _ name: String) -> Demand {
    if function.signature.effectSpecifiers?.throwsClause != nil { return .nothing }
    // Nobody calls a test, so that it may throw; a function that others call may not.
    guard function.name.text.hasPrefix("test"), function.signature.parameterClause.parameters.isEmpty else {
      return .fault("\(name) may fail in \(function.name.text), which does not throw")
    }
    let end =
      (function.signature.effectSpecifiers?.asyncSpecifier ?? function.signature.parameterClause.rightParen).byteRange
      .upperBound
    return .addition(SourceEdit(end..<end, " throws"))
  }

  /// Whether something hands an error on, outside closures.
  private static func fails(_ node: Syntax) -> Bool {
    if node.is(ClosureExprSyntax.self) { return false }
    if let attempt = node.as(TryExprSyntax.self), attempt.questionOrExclamationMark == nil { return true }
    return node.children(viewMode: .sourceAccurate).contains(where: fails)
  }
}
