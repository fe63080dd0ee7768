/// Which other files use the names that a change touches: where its callers are.
package struct NameUses: Hashable, Sendable {
  package struct Use: Hashable, Sendable {
    /// The place of the using file.
    package var file: Int
    package var count: Int
  }

  /// A touched name, and the files outside of the change that use it, most uses first.
  package struct Entry: Hashable, Sendable {
    package var name: NameID
    package var uses: [Use]
  }

  /// Most used first.
  package let entries: [Entry]

  /// A name that more files declare than this may mean any of them.
  private static let definerLimit = 3

  /// - Parameters:
  ///   - files: what each declares and uses.
  ///   - focus: the places of the changed files.
  ///   - mentioned: names that stand on changed lines.
  package init(_ files: [FileSymbols], focus: Set<Int>, mentioned: Set<NameID>) {
    var touched: Set<NameID> = []
    for file in focus {
      for definition in files[file].definitions where mentioned.contains(definition.name) {
        touched.insert(definition.name)
      }
    }
    var definers: [NameID: Int] = [:]
    var uses: [NameID: [Use]] = [:]
    for (index, file) in files.enumerated() where !touched.isEmpty {
      for name in Set(file.definitions.lazy.map(\.name).filter(touched.contains)) { definers[name, default: 0] += 1 }
      guard !focus.contains(index) else { continue }
      for reference in file.references where touched.contains(reference.name) {
        uses[reference.name, default: []].append(Use(file: index, count: Int(reference.count)))
      }
    }
    entries = uses.filter { definers[$0.key, default: 0] <= Self.definerLimit }
      .map { name, uses in
        Entry(name: name, uses: uses.sorted { ($1.count, $0.file) < ($0.count, $1.file) })
      }
      .sorted { ($1.uses.count, $0.name) < ($0.uses.count, $1.name) }
  }
}
