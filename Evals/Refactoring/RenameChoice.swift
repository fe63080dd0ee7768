import Foundation
import SourceCode

/// The names that a rename can be seeded with: each is declared once in the whole package, so that it means one thing.
struct RenameChoice {
  /// Sorted.
  let names: [String]

  init(in place: EvaluationPlace) throws {
    var counts: [String: Int] = [:]
    var wanted: Set<String> = []
    let manager = FileManager.default
    let paths = (manager.enumerator(atPath: place.checkout)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".swift") && !$0.hasPrefix(".") }.sorted()
    for path in paths {
      let extraction = SymbolExtraction(of: Array(try read("\(place.checkout)/\(path)").utf8), in: .swift)
      let isChosen = place.package.folders.contains { path.hasPrefix($0 + "/") }
      for symbol in extraction.definitions where symbol.kind != .extension && symbol.kind != .module {
        counts[symbol.name, default: 0] += 1
        if isChosen, Self.isPlain(symbol.name) { wanted.insert(symbol.name) }
      }
    }
    names = wanted.filter { counts[$0] == 1 }.sorted()
  }

  /// A name in plain letters, so that another one can be made of it.
  private static func isPlain(_ name: String) -> Bool {
    name.count > 2 && name != "init" && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      && name.first?.isLetter == true
  }
}
