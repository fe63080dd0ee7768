/// A symbol as a recipe names it: `Loader`, `Loader.fetch`, `Loader.fetch(_:retries:)`.
struct SymbolPath: Hashable {
  /// The names from the outermost, the last without its labels.
  let names: [String]

  /// The labels of the last, as they are written between the parentheses; nil when any will do.
  let labels: String?

  var baseName: String { names[names.count - 1] }

  /// - Returns: nil for what is no name, or a list of labels that is not closed.
  init?(_ text: String) {
    let end = text.firstIndex(of: "(") ?? text.endIndex
    let names = text[..<end].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard names.allSatisfy(Self.isName) else { return nil }
    if end < text.endIndex {
      guard text.hasSuffix(")") else { return nil }
      labels = String(text[text.index(after: end)...].dropLast())
    } else {
      labels = nil
    }
    self.names = names
  }

  /// Whether a declaration inside others may be meant: the names may begin anywhere on the way down.
  ///
  /// - Parameter declared: the names of what it stands in and its own, as a language server has them, with labels.
  func matches(_ declared: [String]) -> Bool {
    let plain = declared.map(Self.base)
    guard plain.count >= names.count, plain.suffix(names.count).elementsEqual(names) else { return false }
    guard let labels, let last = declared.last else { return true }
    return last.hasSuffix("(\(labels))")
  }

  /// A name without labels and parameters: `post(amount:)` is `post`, `Box<T>` is `Box`.
  static func base(_ name: String) -> String { String(name.prefix { $0 != "(" && $0 != "<" }) }

  static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
    return text.unicodeScalars.allSatisfy {
      $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil || $0.properties.isEmoji
    }
  }
}
