internal import SwiftSyntax

/// A modifier taken from declarations.
struct RemoveModifier: FileRewriter {
  static let description = RewriterDescription(
    "remove-modifier", "Takes a modifier from the declarations that match.",
    [RewriterParameter("modifier", .text, "the modifier: `internal`, `private(set)`")] + DeclarationSelector.parameters)

  let title: String
  private let modifier: String
  private let selector: DeclarationSelector

  init(_ arguments: RewriterArguments) {
    modifier = arguments.text("modifier")
    selector = DeclarationSelector(arguments)
    title = "Remove \(modifier)"
  }

  func rewrite(_ draft: inout RewriteDraft) {
    for declaration in Declaration.all(in: draft.source.tree) where selector.matches(declaration) {
      for element in declaration.modifiers where element.trimmedDescription == modifier {
        draft.add(draft.source.removal(of: element.byteRange), "")
      }
    }
  }
}
