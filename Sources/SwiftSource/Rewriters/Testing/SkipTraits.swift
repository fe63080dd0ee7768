internal import SwiftSyntax

/// Skips with which a test begins, as traits of the test: what holds for the whole of it is said before it runs.
struct SkipTraits {
  private(set) var traits: [String] = []
  private(set) var edits: [SourceEdit] = []

  /// Where the calls stand that are traits now.
  private(set) var offsets: Set<Int> = []

  init(_ function: FunctionDeclSyntax, _ source: ParsedSource) {
    let members = Set(SyntaxNodes.owner(of: function)?.members.flatMap { Declaration($0)?.names ?? [] } ?? [])
    for item in function.body?.statements ?? [] {
      guard let call = Self.call(item), let name = CalledName(call.calledExpression),
        ["XCTSkipIf", "XCTSkipUnless"].contains(name.name), let condition = call.arguments.first,
        call.arguments.count <= 2, call.arguments.allSatisfy({ $0.label == nil }),
        !SyntaxNodes.hasComment(within: item), !condition.expression.trimmedDescription.contains("\n"),
        !condition.tokens(viewMode: .sourceAccurate).contains(where: {
          members.contains($0.text) || ["self", "try", "await"].contains($0.text)
        })
      else { return }
      let message = call.arguments.dropFirst().first?.expression
      if let message, !message.is(StringLiteralExprSyntax.self) { return }
      let word = name.name == "XCTSkipIf" ? "disabled" : "enabled"
      let comment = message.map { ", \(source.string($0))" } ?? ""
      traits.append(".\(word)(if: \(source.string(condition.expression))\(comment))")
      edits.append(SourceEdit(source.removal(of: item.byteRange), ""))
      offsets.insert(call.byteRange.lowerBound)
    }
  }

  private static func call(_ item: CodeBlockItemSyntax) -> FunctionCallExprSyntax? {
    guard case .expr(let expression) = item.item, let attempt = expression.as(TryExprSyntax.self) else { return nil }
    return attempt.expression.as(FunctionCallExprSyntax.self)
  }
}
