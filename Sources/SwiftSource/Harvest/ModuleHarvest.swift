/// What all the sources of a module, and what is written about it, tell about inputs that are worth trying.
package struct ModuleHarvest: Hashable, Sendable {
  /// The module's own files.
  package let files: [SourceHarvest]

  /// Tests, examples and code blocks of documents, which call the module.
  package let usages: [SourceHarvest]

  private let byPlace: [String: FunctionHarvest]
  private let callsByName: [String: [SourceHarvest.CallSite]]
  private let callerCounts: [String: Int]

  /// Functions by their names, initialisers by the names of their types.
  private let byName: [String: [FunctionHarvest]]

  /// - Parameters:
  ///   - sources: the module's files: paths, as they end in the symbol graph, and texts.
  ///   - usages: other Swift sources that use it.
  ///   - documents: Markdown texts whose code blocks use it.
  package init(
    sources: [(path: String, text: String)], usages: [(path: String, text: String)] = [],
    documents: [(path: String, text: String)] = []
  ) {
    files = sources.map { SourceHarvest(path: $0.path, text: $0.text) }
    let blocks = documents.flatMap { document in
      SourceHarvest.codeBlocks(inMarkdown: document.text).map { (path: document.path, text: $0) }
    }
    self.usages = (usages + blocks).map { SourceHarvest(path: $0.path, text: $0.text) }
    byPlace = Dictionary(
      files.flatMap { file in file.functions.map { ("\(file.path.lastComponent):\($0.line):\($0.name)", $0) } }
    ) { first, _ in first }
    callsByName = Dictionary(grouping: (self.usages + files).flatMap(\.calls), by: \.name).mapValues(\.uniqued)
    byName = Dictionary(
      grouping: files.flatMap(\.functions),
      by: { $0.name == "init" ? String($0.owner.split(separator: ".").last ?? "") : $0.name })
    callerCounts = files.flatMap(\.functions).reduce(into: [:]) { counts, function in
      for name in function.calls { counts[name, default: 0] += 1 }
    }
  }

  /// What is known of the body of a declaration; nil for one without a body.
  package func function(of symbol: ModuleSymbol) -> FunctionHarvest? {
    guard let file = symbol.file, let line = symbol.line else { return nil }
    return byPlace["\(file.lastComponent):\(line):\(symbol.baseName)"]
  }

  /// Calls by the last name of what they call, those of tests and documents first.
  package func calls(named name: String) -> [SourceHarvest.CallSite] { callsByName[name] ?? [] }

  /// How many functions of the module call something of this name.
  package func callerCount(of name: String) -> Int { callerCounts[name] ?? 0 }

  /// A function and those of the module that it leads to, by name alone, the nearer ones first.
  ///
  /// - Parameter limit: how many there may be.
  package func reach(of function: FunctionHarvest, limit: Int = 40) -> [FunctionHarvest] {
    var found = [function]
    var seen: Set<FunctionHarvest> = [function]
    var position = 0
    while position < found.count, found.count < limit {
      for name in found[position].names.sorted() {
        for next in byName[name] ?? [] where found.count < limit && seen.insert(next).inserted { found.append(next) }
      }
      position += 1
    }
    return found
  }

  /// All modules that the sources import.
  package var imports: [String] { files.flatMap(\.imports).uniqued }
}

extension String {
  fileprivate var lastComponent: Substring { self[(lastIndex(of: "/").map { index(after: $0) } ?? startIndex)...] }
}
