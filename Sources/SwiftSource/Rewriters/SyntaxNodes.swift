internal import SwiftSyntax

/// Looks through a syntax tree.
enum SyntaxNodes {
  /// All nodes of a kind, in the order of the text, outer ones before those within.
  static func all<Node: SyntaxProtocol>(_ kind: Node.Type, in tree: some SyntaxProtocol) -> [Node] {
    let collector = Collector<Node>()
    collector.walk(tree)
    return collector.nodes
  }

  /// The nearest node of a kind that stands around another.
  static func around<Node: SyntaxProtocol>(_ node: some SyntaxProtocol, _ kind: Node.Type) -> Node? {
    var parent = node.parent
    while let candidate = parent {
      if let found = candidate.as(Node.self) { return found }
      parent = candidate.parent
    }
    return nil
  }

  /// The type or extension whose member a piece of code is part of.
  static func owner(of node: some SyntaxProtocol) -> TypeDeclaration? {
    around(node, MemberBlockSyntax.self)?.parent?.as(DeclSyntax.self).flatMap(TypeDeclaration.init)
  }

  /// Whether a comment stands somewhere in a node, before its first token and behind its last left out.
  static func hasComment(within node: some SyntaxProtocol) -> Bool {
    let (first, last) = (node.firstToken(viewMode: .sourceAccurate), node.lastToken(viewMode: .sourceAccurate))
    return node.tokens(viewMode: .sourceAccurate).contains { token in
      token != first && isComment(token.leadingTrivia) || token != last && isComment(token.trailingTrivia)
    }
  }

  static func isComment(_ trivia: Trivia) -> Bool {
    trivia.contains { piece in
      switch piece {
      case .spaces, .tabs, .newlines, .carriageReturns, .carriageReturnLineFeeds, .formfeeds, .verticalTabs: false
      default: true
      }
    }
  }

  private final class Collector<Node: SyntaxProtocol>: SyntaxAnyVisitor {
    private(set) var nodes: [Node] = []

    init() { super.init(viewMode: .sourceAccurate) }

    override func visitAny(_ node: Syntax) -> SyntaxVisitorContinueKind {
      if let found = node.as(Node.self) { nodes.append(found) }
      return .visitChildren
    }
  }
}
