internal import SwiftParser
internal import SwiftSyntax

/// Whether a text is Swift that parses.
package enum SwiftParse {
  /// Counts the places at which the parser had to guess.
  ///
  /// - Parameter text: the whole source of a file.
  /// - Returns: 0 for a text without errors of syntax.
  package static func faults(in text: String) -> Int {
    let counter = FaultCounter(viewMode: .all)
    counter.walk(Parser.parse(source: text))
    return counter.count
  }
}

private final class FaultCounter: SyntaxVisitor {
  private(set) var count = 0

  override func visit(_ node: TokenSyntax) -> SyntaxVisitorContinueKind {
    if node.presence == .missing { count += 1 }
    return .skipChildren
  }

  override func visit(_ node: UnexpectedNodesSyntax) -> SyntaxVisitorContinueKind {
    count += 1
    return .skipChildren
  }
}
