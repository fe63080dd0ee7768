/// All that a module declares, from the symbol graphs that the compiler writes of it.
package struct ModuleSymbols: Hashable, Sendable {
  /// A type that conforms to a protocol, both by name; `constraints` are what its parameters must be for it.
  package struct Conformance: Hashable, Sendable {
    package let type: String
    package let protocolName: String
    package let constraints: [ModuleSymbol.Constraint]
  }

  package let module: String

  /// In the order of files and lines, what the compiler made up last, each once.
  package let symbols: [ModuleSymbol]

  package let conformances: [Conformance]

  /// What a class inherits from, by name.
  package let superclasses: [String: String]

  private let byTitle: [String: ModuleSymbol]
  private let byOwner: [String: [ModuleSymbol]]
  private let protocolsByType: [String: Set<String>]

  package init(
    module: String, symbols: [ModuleSymbol], conformances: [Conformance], superclasses: [String: String] = [:]
  ) {
    self.module = module
    var seen: Set<String> = []
    self.symbols = symbols.filter { seen.insert($0.identifier).inserted }.sorted { $0.order < $1.order }
    self.conformances = conformances
    self.superclasses = superclasses
    byTitle = Dictionary(self.symbols.map { ($0.title, $0) }) { first, _ in first }
    byOwner = Dictionary(grouping: self.symbols, by: \.owner)
    protocolsByType = conformances.reduce(into: [:]) { $0[$1.type, default: []].insert($1.protocolName) }
  }

  /// The declaration with this dotted path.
  package func symbol(titled title: String) -> ModuleSymbol? { byTitle[title] }

  /// What is declared in a type or its extensions; the empty name stands for the globals.
  package func members(of type: String) -> [ModuleSymbol] { byOwner[type] ?? [] }

  /// The names of protocols that a type of the module conforms to, as far as the graph says.
  package func protocols(of type: String) -> Set<String> { protocolsByType[type] ?? [] }

  /// The module's types that conform to a protocol, directly or through one that refines it, in the order of the sources.
  package func conformers(to protocolName: String) -> [ModuleSymbol] {
    var wanted: Set<String> = [protocolName]
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for conformance in conformances where wanted.contains(conformance.protocolName) {
        guard symbol(titled: conformance.type)?.kind == .protocolType else { continue }
        isGrowing = wanted.insert(conformance.type).inserted || isGrowing
      }
    }
    let names = Set(conformances.filter { wanted.contains($0.protocolName) }.map(\.type))
    return symbols.filter { $0.kind.isType && names.contains($0.title) }
  }

  /// Says what a name means that a typealias of the module gives, as seen from within a type.
  ///
  /// - Parameters:
  ///   - name: as it is written, dotted or not.
  ///   - owner: the dotted name of the type in whose declarations it stands.
  package func alias(_ name: String, in owner: String = "") -> ModuleSymbol? {
    var scope = owner
    while true {
      let title = scope.isEmpty ? name : "\(scope).\(name)"
      if let symbol = byTitle[title], symbol.kind == .typeAlias { return symbol }
      guard !scope.isEmpty else { return nil }
      scope = scope.split(separator: ".").dropLast().joined(separator: ".")
    }
  }
}

extension ModuleSymbol {
  /// Where it stands, with a name that is unique: an order that does not change from run to run.
  fileprivate var order: (String, Int, String) { (file ?? "\u{10FFFF}", line ?? .max, title + identifier) }
}
