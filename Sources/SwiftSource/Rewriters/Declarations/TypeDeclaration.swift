internal import SwiftSyntax

/// What has members: a type, a protocol or an extension.
struct TypeDeclaration {
  let node: DeclSyntax
  let kind: Declaration.Kind

  /// Its own name; for an extension the type as it is written.
  let name: String

  let keyword: TokenSyntax
  let attributes: AttributeListSyntax
  let modifiers: DeclModifierListSyntax
  let inheritance: InheritanceClauseSyntax?
  let generics: GenericParameterClauseSyntax?
  let block: MemberBlockSyntax

  init?(_ node: DeclSyntax) {
    self.node = node
    if let node = node.as(StructDeclSyntax.self) {
      (kind, name, keyword, generics) = (.struct, node.name.text, node.structKeyword, node.genericParameterClause)
      (attributes, modifiers) = (node.attributes, node.modifiers)
      (inheritance, block) = (node.inheritanceClause, node.memberBlock)
    } else if let node = node.as(ClassDeclSyntax.self) {
      (kind, name, keyword, generics) = (.class, node.name.text, node.classKeyword, node.genericParameterClause)
      (attributes, modifiers) = (node.attributes, node.modifiers)
      (inheritance, block) = (node.inheritanceClause, node.memberBlock)
    } else if let node = node.as(ActorDeclSyntax.self) {
      (kind, name, keyword, generics) = (.actor, node.name.text, node.actorKeyword, node.genericParameterClause)
      (attributes, modifiers) = (node.attributes, node.modifiers)
      (inheritance, block) = (node.inheritanceClause, node.memberBlock)
    } else if let node = node.as(EnumDeclSyntax.self) {
      (kind, name, keyword, generics) = (.enum, node.name.text, node.enumKeyword, node.genericParameterClause)
      (attributes, modifiers) = (node.attributes, node.modifiers)
      (inheritance, block) = (node.inheritanceClause, node.memberBlock)
    } else if let node = node.as(ProtocolDeclSyntax.self) {
      (kind, name, keyword, generics) = (.protocol, node.name.text, node.protocolKeyword, nil)
      (attributes, modifiers) = (node.attributes, node.modifiers)
      (inheritance, block) = (node.inheritanceClause, node.memberBlock)
    } else if let node = node.as(ExtensionDeclSyntax.self) {
      (kind, name, keyword) = (.extension, node.extendedType.trimmedDescription, node.extensionKeyword)
      (attributes, modifiers, generics) = (node.attributes, node.modifiers, nil)
      (inheritance, block) = (node.inheritanceClause, node.memberBlock)
    } else {
      return nil
    }
  }

  /// The last word of its name, without generic arguments.
  var lastName: String {
    let plain = name.split(separator: "<").first.map(String.init) ?? name
    return plain.split(separator: ".").last.map(String.init) ?? plain
  }

  /// Where its name stands; the word `extension` for one of those.
  var nameToken: TokenSyntax {
    node.as(StructDeclSyntax.self)?.name ?? node.as(ClassDeclSyntax.self)?.name ?? node.as(EnumDeclSyntax.self)?.name
      ?? node.as(ActorDeclSyntax.self)?.name ?? node.as(ProtocolDeclSyntax.self)?.name ?? keyword
  }

  /// What it inherits or conforms to, as it is written, without attributes.
  var inherited: [String] {
    (inheritance?.inheritedTypes ?? []).map { item in
      item.type.as(AttributedTypeSyntax.self)?.baseType.trimmedDescription ?? item.type.trimmedDescription
    }
  }

  /// Its members, also those within `#if`.
  var members: [DeclSyntax] { Self.members(block.members) }

  private static func members(_ list: MemberBlockItemListSyntax) -> [DeclSyntax] {
    list.flatMap { item -> [DeclSyntax] in
      guard let conditional = item.decl.as(IfConfigDeclSyntax.self) else { return [item.decl] }
      return conditional.clauses.flatMap { clause -> [DeclSyntax] in
        if case .decls(let list)? = clause.elements { members(list) } else { [] }
      }
    }
  }
}
