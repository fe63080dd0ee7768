/// Texts with places for parameters: `${name}`; `$${` stands for `${` itself.
enum Placeholders {
  /// What became of a text: its names in order, or the text with values in their place.
  private enum Piece {
    case text(Substring)
    case name(Substring)
  }

  /// The names that a text has places for.
  static func names(in text: String) -> [String] {
    pieces(of: text).compactMap { if case .name(let name) = $0 { String(name) } else { nil } }
  }

  /// Puts values into a text.
  ///
  /// - Parameters:
  ///   - values: by name; a place with another name stays as it is.
  ///   - unescapes: whether `$${` becomes `${`.
  static func filled(_ text: String, _ values: [String: String], unescapes: Bool = true) -> String {
    var filled = ""
    for piece in pieces(of: text, unescapes: unescapes) {
      switch piece {
      case .text(let text): filled += text
      case .name(let name): filled += values[String(name)] ?? "${\(name)}"
      }
    }
    return filled
  }

  /// Whether something can be a parameter's name: a letter, then letters, digits, `-` and `_`.
  static func isName(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, isLetter(first), text.utf8.count <= 40 else { return false }
    return text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
  }

  private static func pieces(of text: String, unescapes: Bool = true) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      let after = rest.index(after: dollar)
      if rest[after...].hasPrefix("${") {
        pieces.append(.text(rest[..<after]))
        pieces.append(.text(unescapes ? "{" : "${"))
        rest = rest[rest.index(after, offsetBy: 2)...]
      } else if rest[after...].hasPrefix("{"), let end = rest[after...].firstIndex(of: "}"),
        isName(rest[rest.index(after: after)..<end])
      {
        pieces.append(.text(rest[..<dollar]))
        pieces.append(.name(rest[rest.index(after: after)..<end]))
        rest = rest[rest.index(after: end)...]
      } else {
        pieces.append(.text(rest[..<after]))
        rest = rest[after...]
      }
    }
    return pieces + [.text(rest)]
  }
}
