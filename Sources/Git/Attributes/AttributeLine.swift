internal import SourceText

/// One line of a `.gitattributes` file (gitattributes(5)).
///
/// Patterns are matched by characters, as everywhere here, and not by bytes as git does it: `?` stands for an `ü` too.
struct AttributeLine: Hashable, Sendable {
  enum Subject: Hashable, Sendable {
    /// Files with names that match, in this folder and below it.
    case name(GlobPattern)

    /// Files with paths from this folder that match.
    case path(GlobPattern)

    /// Files that match a pattern which cannot be read here: it might be any.
    case unreadable

    /// No files: a short name for several attributes (`[attr]name`).
    case macro(String)
  }

  var subject: Subject

  /// The settings in order.
  var settings: [(name: String, value: FileAttributes.Value)]

  static func == (left: Self, right: Self) -> Bool {
    left.subject == right.subject && left.settings.elementsEqual(right.settings) { $0 == $1 }
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(subject)
    for setting in settings { hasher.combine(setting.name) }
  }

  /// Reads the lines of a file; what git passes over is passed over here.
  static func list(in content: [UInt8]) -> [AttributeLine] {
    let text = content.starts(with: [0xEF, 0xBB, 0xBF]) ? content.dropFirst(3) : content[...]
    return text.split(separator: UInt8(ascii: "\n")).compactMap { line in
      // Git's own bound (ATTR_MAX_LINE_LENGTH).
      line.count > 2048 ? nil : AttributeLine(String(decoding: line, as: UTF8.self))
    }
  }

  /// Reads one line; nil for a comment and for what says nothing of any file.
  private init?(_ line: String) {
    let trimmed = line.drop(while: \.isWhitespace)
    guard let first = trimmed.first, first != "#" else { return nil }
    guard let (pattern, rest) = Self.pattern(at: trimmed) else { return nil }
    settings = rest.split(whereSeparator: \.isWhitespace).map(Self.setting)
    if pattern.hasPrefix("[attr]") {
      let name = pattern.dropFirst("[attr]".count)
      if name.isEmpty { return nil }
      subject = .macro(String(name))
      return
    }
    // A pattern with an exclamation mark is forbidden; one with a slash at its end matches folders, which have none.
    guard !pattern.hasPrefix("!"), !pattern.hasSuffix("/") else { return nil }
    let isPath = pattern.contains("/")
    // Braces mean nothing to git.
    let escaped = GlobPattern.escapingBraces(pattern.hasPrefix("/") ? pattern.dropFirst() : pattern[...])
    // Classes by name, such as `[[:alpha:]]`, are not known here.
    guard !pattern.contains("[:"), let glob = try? GlobPattern("/\(escaped)") else {
      subject = .unreadable
      return
    }
    subject = isPath ? .path(glob) : .name(glob)
  }

  /// The pattern at the start of a line, without the quotation marks that it may have, and what follows it.
  private static func pattern(at line: Substring) -> (String, Substring)? {
    guard line.first == "\"" else {
      let pattern = line.prefix { !$0.isWhitespace }
      return (String(pattern), line.dropFirst(pattern.count))
    }
    var pattern: [UInt8] = []
    var rest = line.utf8.dropFirst()
    let escapes: [UInt8: UInt8] = [
      UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "v"): 11,
      UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13, UInt8(ascii: "\""): 34, UInt8(ascii: "\\"): 92,
    ]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") { return (String(decoding: pattern, as: UTF8.self), Substring(rest)) }
      guard byte == UInt8(ascii: "\\") else {
        pattern.append(byte)
        continue
      }
      guard let escaped = rest.popFirst() else { return nil }
      if let plain = escapes[escaped] {
        pattern.append(plain)
      } else {
        let digits = [escaped] + rest.prefix(2)
        guard let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8), digits.count == 3 else {
          return nil
        }
        pattern.append(value)
        rest = rest.dropFirst(2)
      }
    }
    return nil
  }

  private static func setting(_ word: Substring) -> (name: String, value: FileAttributes.Value) {
    if word.hasPrefix("-") { return (String(word.dropFirst()), .unset) }
    if word.hasPrefix("!") { return (String(word.dropFirst()), .unspecified) }
    guard let equals = word.firstIndex(of: "=") else { return (String(word), .set) }
    return (String(word[..<equals]), .text(String(word[word.index(after: equals)...])))
  }
}
