extension JSONValue {
  /// How the members of objects are laid out.
  public enum Layout: Sendable {
    /// On one line, without spaces: for the wire and for journals.
    case compact

    /// One member a line: for people.
    case indented
  }

  /// The value as JSON text.
  ///
  /// The same value always gives the same bytes: members are sorted by key.
  public func serialized(_ layout: Layout = .compact) -> String {
    var text = ""
    write(to: &text, layout: layout, level: 0)
    return text
  }

  /// A string as a JSON string, with its quotation marks.
  public static func quoted(_ string: String) -> String {
    var text = ""
    writeString(string, to: &text)
    return text
  }

  private func write(to text: inout String, layout: Layout, level: Int) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.isFinite ? "\(value)" : "null"
    case .string(let value): Self.writeString(value, to: &text)
    case .array(let elements):
      Self.writeSequence(elements, "[", "]", to: &text, layout: layout, level: level) { element, text in
        element.write(to: &text, layout: layout, level: level + 1)
      }
    case .object(let members):
      // By bytes: to Swift, of two keys that begin with two forms of one letter neither may come first.
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      Self.writeSequence(sorted, "{", "}", to: &text, layout: layout, level: level) { member, text in
        Self.writeString(member.key, to: &text)
        text += layout == .compact ? ":" : ": "
        member.value.write(to: &text, layout: layout, level: level + 1)
      }
    }
  }

  private static func writeSequence<Element>(
    _ elements: [Element], _ open: String, _ close: String, to text: inout String, layout: Layout, level: Int,
    element: (Element, inout String) -> Void
  ) {
    text += open
    for (index, item) in elements.enumerated() {
      if index > 0 { text += "," }
      if layout == .indented { text += "\n" + String(repeating: "  ", count: level + 1) }
      element(item, &text)
    }
    if layout == .indented, !elements.isEmpty { text += "\n" + String(repeating: "  ", count: level) }
    text += close
  }

  private static func writeString(_ string: String, to text: inout String) {
    text += "\""
    var run = string.startIndex
    let utf8 = string.utf8
    var index = run
    while index < utf8.endIndex {
      let byte = utf8[index]
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte != 0x7F {
        index = utf8.index(after: index)
        continue
      }
      text += string[run..<index]
      text += escape(byte)
      index = utf8.index(after: index)
      run = index
    }
    text += string[run...]
    text += "\""
  }

  private static func escape(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\""): "\\\""
    case UInt8(ascii: "\\"): "\\\\"
    case UInt8(ascii: "\n"): "\\n"
    case UInt8(ascii: "\r"): "\\r"
    case UInt8(ascii: "\t"): "\\t"
    default: "\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }
}
