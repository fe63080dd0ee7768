internal import SwiftParser
internal import SwiftSyntax

/// An attribute put before declarations.
struct AddAttribute: FileRewriter {
  static let description = RewriterDescription(
    "add-attribute",
    "Puts an attribute before the declarations that match, unless one of that name is there.",
    [
      RewriterParameter("attribute", .text, "with its sign and arguments: `@available(*, deprecated)`"),
      RewriterParameter("own-line", .flag, "whether it gets a line of its own", standard: "true"),
    ] + DeclarationSelector.parameters)

  let title: String
  private let attribute: String
  private let name: String
  private let isOnOwnLine: Bool
  private let selector: DeclarationSelector

  init(_ arguments: RewriterArguments) throws(SwiftSourceError) {
    attribute = arguments.text("attribute")
    isOnOwnLine = arguments.flag("own-line")
    selector = DeclarationSelector(arguments)
    title = "Add \(attribute)"
    let file = Parser.parse(source: "\(attribute) struct S {}")
    guard !file.hasError, !attribute.contains(where: \.isNewline), file.statements.count == 1,
      let type = file.statements.first?.item.as(StructDeclSyntax.self), type.attributes.count == 1,
      let parsed = type.attributes.first?.as(AttributeSyntax.self),
      parsed.trimmedDescription == attribute
    else {
      throw SwiftSourceError(
        .rewriter, "the argument \"attribute\" is not one attribute: \(String(reflecting: attribute))")
    }
    name = parsed.attributeName.trimmedDescription
  }

  func rewrite(_ draft: inout RewriteDraft) {
    for declaration in Declaration.all(in: draft.source.tree) where selector.matches(declaration) {
      let isThere = declaration.attributes.contains { element in
        guard let other = element.as(AttributeSyntax.self) else { return true }
        // A declaration may be available in several ways.
        return name == "available"
          ? other.trimmedDescription == attribute : other.attributeName.trimmedDescription == name
      }
      guard !isThere else { continue }
      let start = declaration.node.byteRange.lowerBound
      let isAlone = isOnOwnLine && draft.source.isFirstOnLine(start)
      let gap = isAlone ? draft.source.lineEnd + draft.source.indentation(at: start) : " "
      draft.add(start..<start, attribute + gap)
    }
  }
}
