/// A value to try, as Swift source.
package struct ValueExpression: Hashable, Sendable {
  /// As it may stand where its type is known: `nil`, `.left`, `[]`.
  package var text: String

  /// As it says its type itself: `Int?.none`, `Alignment.left`, `[Int]()`.
  package var typed: String

  /// What it stands for in a test's name: `empty text`.
  package var words: String

  /// Statements before its use, such as the variable that a closure writes to.
  package var setup: [String]

  /// Expressions whose values after the call say what happened to it.
  package var observed: [String]

  /// Modules that it needs besides the one under test.
  package var imports: Set<String>
  package var isThrowing: Bool
  package var isAsync: Bool

  package init(
    _ text: String, typed: String? = nil, words: String? = nil, setup: [String] = [], observed: [String] = [],
    imports: Set<String> = [], isThrowing: Bool = false, isAsync: Bool = false
  ) {
    self.text = text
    self.typed = typed ?? text
    self.words = words ?? (text.count <= 40 ? text : "")
    self.setup = setup
    self.observed = observed
    self.imports = imports
    self.isThrowing = isThrowing
    self.isAsync = isAsync
  }

  /// The value made of parts: their setups, modules and effects are its own as well.
  package init(_ text: String, typed: String? = nil, words: String? = nil, of parts: [ValueExpression]) {
    self.init(
      text, typed: typed, words: words, setup: parts.flatMap(\.setup), observed: parts.flatMap(\.observed),
      imports: parts.reduce([]) { $0.union($1.imports) }, isThrowing: parts.contains(where: \.isThrowing),
      isAsync: parts.contains(where: \.isAsync))
  }
}

extension Sequence where Element == ValueExpression {
  /// The values in their order, each text once.
  var distinct: [ValueExpression] {
    var seen: Set<String> = []
    return filter { seen.insert($0.typed).inserted }
  }
}

/// Takes one of each list in turn, then the next of each.
func interleaved<Value>(_ lists: [[Value]]) -> [Value] {
  let longest = lists.map(\.count).max() ?? 0
  return (0..<longest).flatMap { index in lists.compactMap { index < $0.count ? $0[index] : nil } }
}
