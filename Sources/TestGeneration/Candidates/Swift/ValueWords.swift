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
    // What a closure does shows in the outcome.
    let parts = arguments.filter { !$0.words.hasPrefix("a closure") }.map { argument in
      isPlain(argument.words) ? argument.label.map { "\($0) \(argument.words)" } ?? argument.words : ""
    }
    return parts.contains("") ? "" : parts.joined(separator: arguments.allSatisfy { $0.label == nil } ? " and " : ", ")
  }

  /// A text: itself where that reads well, else what kind of text it is.
  static func text(_ text: String) -> String {
    if text.isEmpty { return "empty text" }
    if text.count == 1, let name = text.first.flatMap({ signs[$0] }) { return name }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
    if text.allSatisfy({ $0.isLetter || $0.isNumber || " _-.".contains($0) }), text.count <= 24,
      text.contains(where: { $0.isLetter || $0.isNumber })
    {
      return text
    }
    var kind = lines > 1 ? "\(lines) lines" : "text"
    let special = [("\"", "quotes"), ("\t", "tabs"), ("\r", "carriage returns"), (",", "commas"), (";", "semicolons")]
    if let (_, name) = special.first(where: { text.contains($0.0) }) {
      kind += " with \(name)"
    } else if text.unicodeScalars.contains(where: { $0.value > 0x7F }) {
      kind += " beyond ASCII"
    }
    return kind
  }

  /// A literal as it stands in source.
  static func literal(_ source: String) -> String {
    guard source.hasPrefix("\""), source.hasSuffix("\""), source.count > 1 else {
      return source.count <= limit ? source : ""
    }
    var content = ""
    var rest = source.dropFirst().dropLast()
    while let character = rest.popFirst() {
      guard character == "\\", let escaped = rest.popFirst() else {
        content.append(character)
        continue
      }
      if escaped == "u", let end = rest.firstIndex(of: "}") {
        let scalar = UInt32(rest[..<end].dropFirst(), radix: 16).flatMap(Unicode.Scalar.init)
        if let scalar { content.unicodeScalars.append(scalar) }
        rest = rest[rest.index(after: end)...]
      } else {
        content += ["n": "\n", "t": "\t", "r": "\r", "0": "\0"][escaped] ?? String(escaped)
      }
    }
    return text(content)
  }

  private static let signs: [Character: String] = [
    ",": "comma", ";": "semicolon", ":": "colon", ".": "dot", "\"": "quote", "'": "apostrophe", "\t": "tab",
    "\n": "line end", " ": "blank", "-": "dash", "+": "plus", "/": "slash", "\\": "backslash", "#": "hash",
    "|": "bar", "=": "equals sign", "_": "underscore", "(": "bracket", ")": "closing bracket", "*": "asterisk",
    "\u{FEFF}": "byte order mark", "\r\n": "line end", "\r": "carriage return", "&": "ampersand", "%": "percent sign",
    "<": "less sign", ">": "greater sign", "@": "at sign", "!": "exclamation mark", "?": "question mark",
  ]

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
