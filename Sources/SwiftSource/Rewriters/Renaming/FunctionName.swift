/// A function's name with its labels, as documentation writes it: `load(from:)`, `Loader.init(url:)`.
struct FunctionName: Hashable, CustomStringConvertible {
  /// `Loader` for its initializers, else nothing.
  let type: String?

  /// `init` for an initializer.
  let base: String

  /// `_` for none.
  let labels: [String]

  var description: String {
    (type.map { "\($0)." } ?? "") + base + "(" + labels.map { "\($0):" }.joined() + ")"
  }

  init?(_ text: String) {
    guard text.hasSuffix(")"), let open = text.firstIndex(of: "(") else { return nil }
    let inner = text[text.index(after: open)...].dropLast()
    guard inner.isEmpty || inner.hasSuffix(":") else { return nil }
    labels = inner.split(separator: ":").map(String.init)
    guard labels.allSatisfy({ $0 == "_" || SwiftName.isLabel($0) }) else { return nil }
    let path = text[..<open].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let last = path.last, last == "init" || SwiftName.isIdentifier(last) else { return nil }
    base = last
    switch (path.count, last) {
    case (1, let last) where last != "init": type = nil
    case (2, "init") where SwiftName.isIdentifier(path[0]): type = path[0]
    default: return nil
    }
  }
}

extension SwiftName {
  /// Whether a text can be the label of an argument: nearly every word can.
  static func isLabel(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.generalCategory != .decimalNumber else {
      return false
    }
    return text.unicodeScalars.allSatisfy(isPart) && !["inout", "var", "let", "_"].contains(text)
  }
}
