internal import SwiftSource

extension ValuePool {
  /// The type that a member belongs to, with the types that are bound to its parameters; nil for a global.
  func receiverType(of symbol: ModuleSymbol, _ binding: GenericBinding) -> SwiftType? {
    guard !symbol.owner.isEmpty else { return nil }
    if let own = binding.types["Self"] { return own }
    if symbols.symbol(titled: symbol.owner) != nil {
      var spelling = ""
      var path: [String] = []
      var arguments: [SwiftType] = []
      for name in symbol.path.dropLast() {
        if !arguments.isEmpty { spelling += "<\(arguments.map(\.description).joined(separator: ", "))>" }
        path.append(name)
        spelling += (spelling.isEmpty ? "" : ".") + name
        let parameters = symbols.symbol(titled: path.joined(separator: ".")).map(ownParameters) ?? []
        arguments = parameters.compactMap { binding.types[$0] }
      }
      return .named(spelling, arguments: arguments)
    }
    let arguments = symbol.genericParameters.compactMap { binding.types[$0] }
    switch symbol.owner {
    case "Array": return .array(binding.types["Element"] ?? .named("Int"))
    case "Optional": return .optional(binding.types["Wrapped"] ?? .named("Int"))
    case "Dictionary":
      return .dictionary(key: binding.types["Key"] ?? .named("String"), value: binding.types["Value"] ?? .named("Int"))
    default: return .named(symbol.owner, arguments: arguments)
    }
  }

  /// What `Self` is tried as in an extension of a protocol; empty for a member of anything else.
  func selfTypes(of symbol: ModuleSymbol) -> [SwiftType] {
    if let owner = symbols.symbol(titled: symbol.owner) {
      return owner.kind == .protocolType ? Array(binder.options(conformingTo: [owner.title]).prefix(3)) : []
    }
    let isKnownType = symbol.extendedModule == nil || symbol.owner.isEmpty
    if isKnownType { return [] }
    if GenericBinder.collections.contains(symbol.owner) { return [.array(.named("Int")), .array(.named("String"))] }
    switch symbol.owner {
    case "StringProtocol": return [.named("String")]
    case "BinaryInteger", "FixedWidthInteger", "SignedInteger", "Numeric", "Comparable", "Equatable", "Hashable":
      return [.named("Int")]
    case "BinaryFloatingPoint", "FloatingPoint": return [.named("Double")]
    default: return []
    }
  }

  /// Properties of a type that can be read plainly: those that are meant to be read first, descriptions last.
  func readableProperties(of symbol: ModuleSymbol) -> [ModuleSymbol] {
    let readable = symbols.members(of: symbol.title).filter { member in
      guard member.kind == .property, !member.isUnavailable, !member.isDeprecated, let type = member.declaration.result
      else { return false }
      let declaration = member.declaration
      if declaration.isThrowing || declaration.isAsync || declaration.isMutating { return false }
      // One that only some types have might not be there.
      if member.constraints.count > symbol.constraints.count { return false }
      return isRecordable(type)
    }
    let open = readable.filter { !$0.baseName.hasPrefix("_") && !Self.summaries.contains($0.baseName) }
    let summaries = readable.filter { Self.summaries.contains($0.baseName) }
    return open.isEmpty && summaries.isEmpty ? readable : open + summaries
  }

  private static let summaries: Set<String> = ["description", "debugDescription", "hashValue", "customMirror"]

  /// Whether a value of the type says something when it is recorded.
  private func isRecordable(_ type: SwiftType) -> Bool {
    switch type {
    case .function, .metatype, .opaque, .other: false
    case .optional(let inner), .array(let inner): isRecordable(inner)
    default: true
    }
  }
}
