/// The words of a page without its markup, for reading and for nothing else.
///
/// Not a parser of HTML: no tree is built and nothing is looked up, so that the worst page costs time linear in its size. What
/// is not text for people (scripts, styles, templates, drawings, comments) is left out.
enum PlainText {
  static func ofHTML(_ text: String) -> String {
    var reader = Reader(text)
    return reader.read()
  }

  private static let hidden: Set<String> = [
    "script", "style", "template", "svg", "iframe", "noscript", "object", "math", "select",
  ]

  private static let breaking: Set<String> = [
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "head", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "title",
    "tr", "ul",
  ]

  private struct Reader {
    private let bytes: [UInt8]
    private var index = 0
    private var output: [UInt8] = []
    private var isPreformatted = false

    /// Once a quotation mark inside a tag has no second, none counts any more: each would be looked for to the end.
    private var quotesCount = true

    init(_ text: String) {
      bytes = Array(text.utf8)
    }

    mutating func read() -> String {
      while index < bytes.count {
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "<"): readMarkup()
        case UInt8(ascii: "&"): readEntity()
        case 0x09, 0x0A, 0x0C, 0x0D, 0x20: readBlank(byte)
        default:
          output.append(byte)
          index += 1
        }
      }
      return PlainText.tidied(String(decoding: output, as: UTF8.self))
    }

    private mutating func readBlank(_ byte: UInt8) {
      index += 1
      if isPreformatted {
        if byte != 0x0D { output.append(byte) }
      } else if let last = output.last, last != 0x20, last != 0x0A {
        output.append(0x20)
      }
    }

    private mutating func readMarkup() {
      let rest = bytes[index...]
      if rest.starts(with: "<!--".utf8) {
        index = end(of: "-->", from: index + 4)
      } else if rest.starts(with: "<!".utf8) || rest.starts(with: "<?".utf8) {
        index = bytes[index...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.count
      } else if let tag = readTag() {
        index = tag.end
        apply(tag.name, isClosing: tag.isClosing)
      } else {
        output.append(UInt8(ascii: "<"))
        index += 1
      }
    }

    private mutating func apply(_ name: String, isClosing: Bool) {
      if PlainText.hidden.contains(name), !isClosing {
        index = end(of: "</\(name)", from: index)
        index = bytes[index...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.count
        return
      }
      if PlainText.breaking.contains(name) { output.append(0x0A) }
      switch name {
      case "pre": isPreformatted = !isClosing
      case "li" where !isClosing: output += "- ".utf8
      case "td" where isClosing, "th" where isClosing: output += " | ".utf8
      case "h1", "h2", "h3", "h4", "h5", "h6":
        if !isClosing, let level = name.last?.wholeNumberValue {
          output += String(repeating: "#", count: level).utf8
          output.append(0x20)
        }
      default: break
      }
    }

    /// The tag that begins here; nil where a `<` is only a sign.
    private mutating func readTag() -> (name: String, isClosing: Bool, end: Int)? {
      var start = index + 1
      let isClosing = start < bytes.count && bytes[start] == UInt8(ascii: "/")
      if isClosing { start += 1 }
      let name = bytes[start...].prefix(24).prefix { Self.isLetter($0) || (0x30...0x39).contains($0) }
      guard let first = name.first, Self.isLetter(first) else { return nil }
      let text = String(decoding: name, as: UTF8.self).lowercased()
      return (text, isClosing, endOfTag(from: start + name.count))
    }

    private mutating func endOfTag(from start: Int) -> Int {
      var place = start
      var quote: UInt8?
      while place < bytes.count {
        let byte = bytes[place]
        if quote == byte {
          quote = nil
        } else if quote == nil {
          if byte == UInt8(ascii: ">") { return place + 1 }
          if quotesCount, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
        }
        place += 1
      }
      guard quote != nil else { return bytes.count }
      quotesCount = false
      return bytes[start...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.count
    }

    /// The place behind a word, whatever the case of its letters; the end of the text where it does not come.
    private func end(of word: String, from start: Int) -> Int {
      let word = Array(word.utf8)
      var place = start
      while place + word.count <= bytes.count {
        if zip(bytes[place...], word).allSatisfy({ Self.lowered($0) == $1 }) { return place + word.count }
        place += 1
      }
      return bytes.count
    }

    private mutating func readEntity() {
      let name = bytes[(index + 1)...].prefix(10).prefix { $0 != UInt8(ascii: ";") }
      let end = index + 1 + name.count
      guard end < bytes.count, bytes[end] == UInt8(ascii: ";"),
        let text = PlainText.entity(String(decoding: name, as: UTF8.self))
      else {
        output.append(UInt8(ascii: "&"))
        index += 1
        return
      }
      output += text.utf8
      index = end + 1
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
  }

  /// What an entity of this name stands for; nil for one that is not known.
  private static func entity(_ name: String) -> String? {
    if name.hasPrefix("#x") || name.hasPrefix("#X") {
      return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init).map { String($0) }
    }
    if name.hasPrefix("#") { return UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init).map { String($0) } }
    return entities[name]
  }

  private static let entities: [String: String] = [
    "amp": "&", "apos": "'", "bull": "•", "copy": "©", "gt": ">", "hellip": "…", "laquo": "«", "larr": "←",
    "ldquo": "“",
    "lsquo": "‘", "lt": "<", "mdash": "—", "middot": "·", "nbsp": " ", "ndash": "–", "quot": "\"", "raquo": "»",
    "rarr": "→", "rdquo": "”", "reg": "®", "rsquo": "’", "times": "×", "trade": "™",
  ]

  /// The lines without blanks at their ends, and never two empty ones in a row.
  private static func tidied(_ text: String) -> String {
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let end = line.lastIndex { $0 != " " && $0 != "\t" }.map { line.index(after: $0) } ?? line.startIndex
      let kept = line[..<end]
      if kept.isEmpty, lines.last?.isEmpty ?? true { continue }
      lines.append(kept)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
