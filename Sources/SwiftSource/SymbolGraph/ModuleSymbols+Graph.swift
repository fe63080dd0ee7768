internal import SymbolKit

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension ModuleSymbols {
  /// Reads what `swift-symbolgraph-extract` writes: a document of the module, and one of each module whose types it extends.
  ///
  /// It should be asked for the access level `private`: to it, what is internal and begins with an underscore is private.
  /// What is private in truth is left out here.
  ///
  /// - Parameters:
  ///   - module: the module's name.
  ///   - graphs: the bytes of `Module.symbols.json` and of each `Module@Other.symbols.json`.
  /// - Throws: `SwiftSourceError` with code `.symbolGraph` for what is no symbol graph.
  package init(module: String, graphs: [[UInt8]]) throws(SwiftSourceError) {
    var read: [SymbolGraph] = []
    for graph in graphs {
      do {
        read.append(try JSONDecoder().decode(SymbolGraph.self, from: Data(graph)))
      } catch {
        throw SwiftSourceError(
          .symbolGraph, "a symbol graph of \(module) cannot be read (\(error)); was it written by another compiler?")
      }
    }
    let listed = read.flatMap { $0.symbols.values }.compactMap(ModuleSymbol.init)
    let types = Dictionary(listed.filter { $0.kind.isType }.map { ($0.title, $0) }) { first, _ in first }
    let hidden: Set<String> = ["private", "fileprivate"]
    let symbols = listed.filter { symbol in
      !symbol.path.indices.contains { end in
        hidden.contains(types[symbol.path[...end].joined(separator: ".")]?.access ?? symbol.access)
      }
    }.map { symbol in types[symbol.owner].map(symbol.standing) ?? symbol }
    let titles = Dictionary(symbols.map { ($0.identifier, $0.title) }) { first, _ in first }
    var conformances: Set<Conformance> = []
    var superclasses: [String: String] = [:]
    for relationship in read.flatMap(\.relationships) {
      guard let type = titles[relationship.source] else { continue }
      let target = titles[relationship.target] ?? relationship.targetFallback.map(Self.withoutModule)
      guard let target else { continue }
      switch relationship.kind {
      case .conformsTo:
        let constraints = relationship.mixins.values.compactMap {
          $0 as? SymbolGraph.Relationship.Swift.GenericConstraints
        }
        conformances.insert(
          Conformance(
            type: type, protocolName: target,
            constraints: constraints.flatMap(\.constraints).map(ModuleSymbol.Constraint.init)))
      case .inheritsFrom: superclasses[type] = target
      default: break
      }
    }
    self.init(
      module: module, symbols: symbols,
      conformances: conformances.sorted { ($0.type, $0.protocolName) < ($1.type, $1.protocolName) },
      superclasses: superclasses)
  }

  private static func withoutModule(_ name: String) -> String {
    name.firstIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? name
  }
}

extension ModuleSymbol {
  fileprivate init?(_ symbol: SymbolGraph.Symbol) {
    func mixin<M: Mixin>(_ type: M.Type) -> M? { symbol.mixins[M.mixinKey] as? M }
    let text =
      mixin(SymbolGraph.Symbol.DeclarationFragments.self)?.declarationFragments.map(\.spelling).joined() ?? ""
    guard let kind = Kind(symbol.kind.identifier, text: text) else { return nil }
    let generics = mixin(SymbolGraph.Symbol.Swift.Generics.self)
    let extended = mixin(SymbolGraph.Symbol.Swift.Extension.self)
    let location = mixin(SymbolGraph.Symbol.Location.self)
    let availability = mixin(SymbolGraph.Symbol.Availability.self)?.availability ?? []
    self.init(
      identifier: symbol.identifier.precise, kind: kind, path: symbol.pathComponents,
      declaration: SymbolDeclaration(text: text),
      genericParameters: (generics?.parameters ?? []).sorted { ($0.depth, $0.index) < ($1.depth, $1.index) }
        .map(\.name),
      constraints: ((generics?.constraints ?? []) + (extended?.constraints ?? [])).map(Constraint.init).uniqued,
      access: symbol.accessLevel.rawValue,
      isUnavailable: availability.contains(where: \.isUnconditionallyUnavailable),
      isDeprecated: availability.contains { $0.isUnconditionallyDeprecated || $0.deprecatedVersion != nil },
      extendedModule: extended?.extendedModule,
      file: location.map { String($0.uri.trimmingPrefix("file://")).percentDecoded },
      line: location.map { $0.position.line + 1 }, documentation: symbol.docComment?.lines.map(\.text) ?? [])
  }
}

extension ModuleSymbol {
  /// The graph does not repeat the generic parameters of a type at members without any of their own.
  fileprivate func standing(in owner: ModuleSymbol) -> ModuleSymbol {
    guard genericParameters.isEmpty, !owner.genericParameters.isEmpty, !kind.isType else { return self }
    return ModuleSymbol(
      identifier: identifier, kind: kind, path: path, declaration: declaration,
      genericParameters: owner.genericParameters, constraints: (owner.constraints + constraints).uniqued,
      access: access,
      isUnavailable: isUnavailable, isDeprecated: isDeprecated, extendedModule: extendedModule, file: file, line: line,
      documentation: documentation)
  }
}

extension ModuleSymbol.Kind {
  fileprivate init?(_ kind: SymbolGraph.Symbol.KindIdentifier, text: String) {
    switch kind {
    case .struct: self = .structure
    case .enum: self = .enumeration
    case .class: self = text.split(separator: " ").contains("actor") ? .actorType : .classType
    case .protocol: self = .protocolType
    case .typealias: self = .typeAlias
    case .case: self = .enumCase
    case .`init`: self = .initializer
    case .func: self = .function
    case .method: self = .method
    case .typeMethod: self = .staticMethod
    case .operator: self = .operatorFunction
    case .property: self = .property
    case .typeProperty: self = .staticProperty
    case .var: self = .variable
    case .subscript: self = .subscriptMember
    case .typeSubscript: self = .staticSubscript
    default: return nil
    }
  }
}

extension ModuleSymbol.Constraint {
  fileprivate init(_ constraint: SymbolGraph.Symbol.Swift.GenericConstraint) {
    let kind: Kind =
      switch constraint.kind {
      case .conformance: .conformance
      case .superclass: .superclass
      case .sameType: .sameType
      }
    self.init(kind: kind, left: constraint.leftTypeName, right: constraint.rightTypeName)
  }
}

extension String {
  /// A path from a URL, in which bytes may be written as `%20`.
  fileprivate var percentDecoded: String {
    guard contains("%") else { return self }
    var bytes: [UInt8] = []
    var rest = Substring(self).utf8
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2, let value = UInt8(String(Substring(digits)), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
