/// What a value is called in the name of a test: what tells it from others, and not its source text.
enum ValueWords {
  /// Letters of words at most; of what needs more, a name says nothing.
  static let limit = 36

  /// A call of an initialiser or a factory: `Heap of 3 elements`, `node with offset 2`.
  ///
  /// - Parameters:
  ///   - spelling: what stands before the parenthesis: `Heap<Int>`, `Node.first`.
  ///   - isInitializer: whether it names the type alone.
  ///   - arguments: their labels and words; words are empty where nothing is known.
  static func call(_ spelling: String, isInitializer: Bool, _ arguments: [(label: String?, words: String)]) -> String {
    let name = plainName(spelling)
    guard !arguments.isEmpty else { return isInitializer ? "new \(name)" : name }
    let words = self.arguments(arguments)
    let whole = isInitializer ? "\(name) of \(words)" : "\(name) \(words)"
    return words.isEmpty || whole.count > limit ? name : whole
  }

  /// Arguments with their labels; empty when one of them has no words.
  static func arguments(_ arguments: [(label: String?, words: String)]) -> String {
    let parts = arguments.map { argument in
      isPlain(argument.words) ? argument.label.map { "\($0) \(argument.words)" } ?? argument.words : ""
    }
    return parts.contains("") ? "" : parts.joined(separator: ", ")
  }

  /// Without the name of the type that the test is about anyway.
  static func receiver(_ words: String, of owner: String) -> String {
    let name = plainName(owner)
    if words == name { return "" }
    return words.hasPrefix("\(name) of ") ? String(words.dropFirst(name.count + 4)) : words
  }

  /// Whether words are such, and not the signs of a closure or an operator.
  static func isPlain(_ words: String) -> Bool {
    !words.isEmpty && words.count <= limit && !words.contains { "{}$;".contains($0) }
  }

  /// `Outer.Heap<Int>` gives `Heap`.
  private static func plainName(_ spelling: String) -> String {
    var depth = 0
    let bare = spelling.filter { character in
      if character == "<" { depth += 1 }
      defer { if character == ">" { depth -= 1 } }
      return depth == 0
    }
    return bare.split(separator: ".").last.map(String.init) ?? bare
  }
}
