internal import SourceText

/// A declaration while its end is not known.
struct SymbolDraft {
  var name: String
  var kind: Symbol.Kind
  /// The place of what it stands in, in the list of all drafts.
  var parent: Int?
  var nameRange: Range<Int>
  var firstLine: Int
  var lastLine: Int
  var head: Range<Int>

  /// The longest container's name in bytes: names nest, and their sum must not grow with the square of the depth.
  private static let containerLimit = 200

  /// The finished symbols of drafts, in which parents stand before what is in them.
  static func symbols(_ drafts: [SymbolDraft]) -> [Symbol] {
    var fullNames: [String] = []
    var symbols: [Symbol] = []
    for draft in drafts {
      let container = draft.parent.map { fullNames[$0] }
      let whole = container.map { "\($0).\(draft.name)" } ?? draft.name
      fullNames.append(whole.utf8.count <= containerLimit ? whole : draft.name)
      symbols.append(
        Symbol(
          name: draft.name, kind: draft.kind, container: container,
          lines: LineRange(draft.firstLine, draft.lastLine), nameRange: draft.nameRange, head: draft.head))
    }
    return symbols
  }
}
