internal import SwiftSyntax

/// Why a declaration keeps its name, as far as its own file says: something that syntax does not show goes by it.
enum RenameHindrance {
  /// - Parameter token: the name.
  /// - Returns: the end of a sentence; nil when nothing speaks against it.
  static func reason(_ declaration: Declaration, _ token: TokenSyntax) -> String? {
    for name in ["objc", "IBAction", "IBOutlet", "IBInspectable", "NSManaged", "_cdecl", "c", "_silgen_name"]
    where declaration.has(attribute: name) {
      return "it is @\(name), so that others go by its name"
    }
    if declaration.has(modifier: "override") { return "it overrides what a class above it declares" }
    if declaration.kind == .property {
      let other = declaration.attributes.first { element in
        guard let attribute = element.as(AttributeSyntax.self) else { return true }
        return !plain.contains(attribute.attributeName.trimmedDescription)
      }
      if let other { return "\(other.trimmedDescription) may give it other names" }
    }
    if declaration.kind == .case, let owner = declaration.owner, isStored(declaration, token),
      owner.inherited.contains(where: { ["String", "CodingKey"].contains($0) })
    {
      return "its raw value is its name"
    }
    return nil
  }

  /// Attributes that make no other names of a property.
  private static let plain: Set<String> = [
    "available", "inlinable", "MainActor", "usableFromInline", "_alwaysEmitIntoClient", "preconcurrency",
  ]

  /// Whether it is a stored property of a value or a case without a value of its own, which are coded by their names.
  static func isStored(_ declaration: Declaration, _ token: TokenSyntax) -> Bool {
    if declaration.kind == .case { return token.parent?.as(EnumCaseElementSyntax.self)?.rawValue == nil }
    guard let property = declaration.node.as(VariableDeclSyntax.self), declaration.owner != nil,
      !declaration.has(modifier: "static"), !declaration.has(modifier: "class")
    else { return false }
    return !property.bindings.allSatisfy { $0.accessorBlock != nil }
  }

  static func isCoding(_ name: String) -> Bool {
    ["Codable", "Encodable", "Decodable", "Swift.Codable", "Swift.Encodable", "Swift.Decodable"].contains(name)
  }
}
