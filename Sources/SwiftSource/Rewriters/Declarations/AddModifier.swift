internal import SwiftSyntax

/// A modifier put before declarations; one of access takes the place of another.
struct AddModifier: FileRewriter {
  static let description = RewriterDescription(
    "add-modifier",
    "Puts a modifier before the declarations that match and may have it; one of access takes the place of another.",
    [RewriterParameter("modifier", .choice(modifiers), "the modifier")] + DeclarationSelector.parameters)

  private static let modifiers = [
    "open", "public", "package", "internal", "fileprivate", "private", "final", "nonisolated", "static", "mutating",
    "indirect", "dynamic", "lazy", "weak", "required", "convenience", "override", "distributed",
  ]

  let title: String
  private let modifier: String
  private let selector: DeclarationSelector

  init(_ arguments: RewriterArguments) {
    modifier = arguments.text("modifier")
    selector = DeclarationSelector(arguments)
    title = "Add \(modifier)"
  }

  func rewrite(_ draft: inout RewriteDraft) {
    for declaration in Declaration.all(in: draft.source.tree) where selector.matches(declaration) {
      guard !declaration.has(modifier: modifier) else { continue }
      if let reason = hindrance(declaration) {
        draft.note(
          "\(declaration.names.joined(separator: ", ")) does not get \(modifier): \(reason)",
          at: declaration.keyword.byteRange.lowerBound)
        continue
      }
      if Declaration.accessLevels.contains(modifier) {
        if let other = declaration.accessModifier {
          draft.add(other.byteRange, modifier)
          continue
        }
        let start = (declaration.modifiers.first?.byteRange ?? declaration.keyword.byteRange).lowerBound
        draft.add(start..<start, modifier + " ")
      } else {
        let start = declaration.keyword.byteRange.lowerBound
        draft.add(start..<start, modifier + " ")
      }
    }
  }

  /// Why a declaration cannot have the modifier, as far as syntax says.
  private func hindrance(_ declaration: Declaration) -> String? {
    let owner = declaration.owner
    let isAccess = Declaration.accessLevels.contains(modifier)
    if isAccess {
      if declaration.kind == .case { return "a case has the access of its enum" }
      if owner?.kind == .protocol { return "a requirement has the access of its protocol" }
      if declaration.kind == .extension, !(declaration.node.as(ExtensionDeclSyntax.self)?.inheritanceClause == nil) {
        return "an extension with a conformance has no access of its own"
      }
    }
    switch modifier {
    case "open" where declaration.kind != .class && (owner?.kind != .class || declaration.has(modifier: "final")):
      return "only classes and their members are open"
    case "final":
      if declaration.has(modifier: "open") || declaration.access == "open" { return "it is open" }
      if declaration.kind == .class { return nil }
      guard owner?.kind == .class, [.function, .property, .subscript].contains(declaration.kind) else {
        return "only classes and their members are final"
      }
      return declaration.has(modifier: "static") ? "it is static" : nil
    case "static":
      if declaration.has(modifier: "class") { return "it is a class member" }
      return owner != nil && [.function, .property, .subscript].contains(declaration.kind) ? nil : "it is no member"
    case "lazy", "weak":
      guard let property = declaration.node.as(VariableDeclSyntax.self), owner != nil || modifier == "weak",
        property.bindingSpecifier.tokenKind == .keyword(.var), property.bindings.allSatisfy({ $0.accessorBlock == nil })
      else { return "it is no stored variable" }
      return nil
    case "required", "convenience":
      return declaration.kind == .initializer && owner?.kind == .class ? nil : "it is no initializer of a class"
    case "override": return owner?.kind == .class ? nil : "it is no member of a class"
    case "mutating":
      guard declaration.kind == .function, let owner, ![.class, .actor].contains(owner.kind) else {
        return "it is no method of a value"
      }
      return declaration.has(modifier: "static") ? "it is static" : nil
    case "indirect": return [.enum, .case].contains(declaration.kind) ? nil : "it is no enum"
    default: return nil
    }
  }
}
