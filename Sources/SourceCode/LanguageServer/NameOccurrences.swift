/// Where a name stands in a text, to hold a server's answer against it.
///
/// A server whose index is behind leaves places out without a word, so nobody should believe it alone.
package struct NameOccurrences: Hashable, Sendable {
  /// The bytes of each place in code.
  package let code: [Range<Int>]

  /// How often it stands in strings and comments besides.
  package let elsewhere: Int

  /// - Parameters:
  ///   - name: a name of the language.
  ///   - text: the content of a file.
  ///   - language: what the file is written in.
  package init(of name: String, in text: [UInt8], _ language: Language) {
    let name = Array(name.utf8)
    guard !name.isEmpty, Self.contains(name, in: text) else {
      (code, elsewhere) = ([], 0)
      return
    }
    let source = TokenizedSource(text, language)
    code = source.tokens.filter { $0.kind == .name && text[$0.range].elementsEqual(name) }.map(\.range)
    var all = 0
    var index = 0
    while index < text.count {
      guard isNameByte(text[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < text.count, isNameByte(text[index]) { index += 1 }
      if text[start..<index].elementsEqual(name) { all += 1 }
    }
    elsewhere = max(0, all - code.count)
  }

  /// Whether some bytes stand anywhere in a text: most files hold the name nowhere, and need no lexing.
  package static func contains(_ name: [UInt8], in text: [UInt8]) -> Bool {
    guard let first = name.first, name.count <= text.count else { return false }
    return text.withUnsafeBufferPointer { text in
      for index in 0...(text.count - name.count) where text[index] == first {
        var length = 1
        while length < name.count, text[index + length] == name[length] { length += 1 }
        if length == name.count { return true }
      }
      return false
    }
  }
}
