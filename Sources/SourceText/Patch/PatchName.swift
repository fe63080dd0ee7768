/// A file's name as a patch writes it.
struct PatchName: Hashable {
  let text: String

  /// When the file was last changed, as `diff -u` writes it after a tab; may be empty.
  let time: String

  /// What follows `--- ` or `+++ `: a name, perhaps quoted, perhaps followed by a tab and a time.
  init(_ rest: some StringProtocol) {
    if let quoted = PatchName.quoted(at: rest) {
      text = quoted.name
      time = ""
      return
    }
    let tab = rest.firstIndex(of: "\t") ?? rest.endIndex
    text = String(rest[..<tab])
    time = String(rest[tab...].dropFirst())
  }

  private init(name: String) {
    text = name
    time = ""
  }

  var isAbsent: Bool { text == "/dev/null" }

  /// The name without its first component, such as `a/`; nil without one.
  var withoutPrefix: String? {
    text.firstIndex(of: "/").map { String(text[text.index(after: $0)...]) }
  }

  /// The two names of a `diff --git` line; nil when it cannot be known where the first one ends.
  ///
  /// Only quoted names tell their ends. Others are the same but for their prefixes, except for a rename, which has lines of
  /// its own for the names.
  static func pair(in rest: some StringProtocol) -> (PatchName, PatchName)? {
    if let first = quoted(at: rest) {
      let second = rest[first.end...]
      guard second.first == " " else { return nil }
      return (PatchName(name: first.name), PatchName(second.dropFirst()))
    }
    if let start = rest.firstRange(of: " \""), let second = quoted(at: rest[rest.index(after: start.lowerBound)...]) {
      return (PatchName(name: String(rest[..<start.lowerBound])), PatchName(name: second.name))
    }
    let spaces = rest.indices.filter { rest[$0] == " " }
    // In the middle, but for prefixes of different lengths, which hardly anybody sets.
    for space in spaces.prefix(64) {
      let first = PatchName(name: String(rest[..<space]))
      let second = PatchName(name: String(rest[rest.index(after: space)...]))
      if first.text == second.text { return (first, second) }
      if let name = first.withoutPrefix, name == second.withoutPrefix { return (first, second) }
    }
    return nil
  }

  /// A name in quotation marks, with its escapes replaced, and where it ends; nil when there is none.
  private static func quoted<Text: StringProtocol>(at text: Text) -> (name: String, end: Text.Index)? {
    guard text.utf8.first == UInt8(ascii: "\"") else { return nil }
    var bytes: [UInt8] = []
    var index = text.utf8.index(after: text.startIndex)
    func next() -> UInt8? {
      guard index < text.endIndex else { return nil }
      defer { index = text.utf8.index(after: index) }
      return text.utf8[index]
    }
    while let byte = next() {
      if byte == UInt8(ascii: "\"") { return (String(decoding: bytes, as: UTF8.self), index) }
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      guard let escape = next() else { return nil }
      if let plain = escapes[escape] {
        bytes.append(plain)
      } else if let first = octal(escape), let second = next().flatMap(octal), let third = next().flatMap(octal) {
        bytes.append(UInt8(truncatingIfNeeded: first << 6 | second << 3 | third))
      } else {
        return nil
      }
    }
    return nil
  }

  private static func octal(_ byte: UInt8) -> Int? {
    (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "v"): 11,
    UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13, UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C,
  ]
}
