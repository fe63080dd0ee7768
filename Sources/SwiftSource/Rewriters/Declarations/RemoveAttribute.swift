internal import SwiftSyntax

/// An attribute taken from declarations.
struct RemoveAttribute: FileRewriter {
  static let description = RewriterDescription(
    "remove-attribute", "Takes an attribute, whatever its arguments, from the declarations that match.",
    [RewriterParameter("attribute", .text, "without its sign: `objc`")] + DeclarationSelector.parameters)

  let title: String
  private let name: String
  private let selector: DeclarationSelector

  init(_ arguments: RewriterArguments) {
    let given = arguments.text("attribute")
    name = given.hasPrefix("@") ? String(given.dropFirst()) : given
    selector = DeclarationSelector(arguments)
    title = "Remove @\(name)"
  }

  func rewrite(_ draft: inout RewriteDraft) {
    for declaration in Declaration.all(in: draft.source.tree) where selector.matches(declaration) {
      for element in declaration.attributes {
        guard let attribute = element.as(AttributeSyntax.self), attribute.attributeName.trimmedDescription == name
        else {
          continue
        }
        draft.add(draft.source.removal(of: attribute.byteRange), "")
      }
    }
  }
}
