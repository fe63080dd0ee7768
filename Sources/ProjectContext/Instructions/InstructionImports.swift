/// The `@path` imports of an instruction file.
///
/// The form is that of Claude Code's memory files: an at sign behind a blank, an opening parenthesis or nothing, and a path
/// without blanks (`\ ` stands for one). In code spans and fenced blocks it means nothing, since `@` is common in code.
struct InstructionImports {
  /// The paths as they are written, in their order, each once.
  private(set) var paths: [String] = []

  /// Whether the text is nothing but imports, so that it says nothing itself.
  private(set) var isAll = true

  /// - Parameter text: the file's whole text.
  init(in text: String) {
    var fence: (mark: UInt8, length: Int)?
    var paragraph: [UInt8] = []
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let mark = Self.fenceMark(of: line)
      if let open = fence {
        if let mark, mark.byte == open.mark, mark.length >= open.length, mark.isBare { fence = nil }
        continue
      }
      if let mark {
        scan(paragraph)
        paragraph = []
        fence = (mark.byte, mark.length)
        isAll = false
      } else if line.allSatisfy(Self.isBlank) {
        scan(paragraph)
        paragraph = []
      } else {
        paragraph += line
        paragraph.append(UInt8(ascii: "\n"))
      }
    }
    scan(paragraph)
  }

  /// Whether a path that leads nowhere is worth a warning: a name behind an at sign may be a person or a package.
  static func isSurelyPath(_ path: String) -> Bool {
    if ["./", "../", "~", "/"].contains(where: path.hasPrefix) { return true }
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
    return name[name.index(after: dot)...].first?.isLetter == true
  }

  /// Longer runs of backticks open no code span here: nobody writes them, and each length costs a search.
  private static let longestMark = 16

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }

  /// The run of backticks or tildes that a line begins with behind blanks and quotation marks; nil for another line.
  private static func fenceMark(of line: Substring.UTF8View) -> (byte: UInt8, length: Int, isBare: Bool)? {
    let rest = line.drop { isBlank($0) || $0 == UInt8(ascii: ">") }
    guard let byte = rest.first, byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~") else { return nil }
    let length = rest.prefix { $0 == byte }.count
    let info = rest.dropFirst(length)
    // A line such as ```` ```x``` ```` is a code span and no fence.
    guard length >= 3, byte == UInt8(ascii: "~") || !info.contains(byte) else { return nil }
    return (byte, length, info.allSatisfy(isBlank))
  }

  /// Looks through a paragraph; a code span may go over its lines.
  private mutating func scan(_ bytes: [UInt8]) {
    var index = 0
    // Lengths of runs of backticks that nothing closes any more, so that each is looked for to the end only once.
    var unclosed: Set<Int> = []
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"):
        isAll = false
        index += 2
      case UInt8(ascii: "`"):
        isAll = false
        let length = bytes[index...].prefix { $0 == UInt8(ascii: "`") }.count
        index += length
        guard length <= Self.longestMark, !unclosed.contains(length) else { break }
        if let end = Self.end(ofSpanFrom: index, marks: length, in: bytes) {
          index = end
        } else {
          unclosed.insert(length)
        }
      case UInt8(ascii: "@")
      where index == 0 || Self.isBlank(bytes[index - 1]) || bytes[index - 1] == UInt8(ascii: "("):
        index += 1
        if !takePath(bytes, &index) { isAll = false }
      default:
        if !Self.isBlank(bytes[index]) { isAll = false }
        index += 1
      }
    }
  }

  /// Where a code span ends; nil when it does not, so that its opening is plain text.
  private static func end(ofSpanFrom start: Int, marks: Int, in bytes: [UInt8]) -> Int? {
    var index = start
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "`") else {
        index += 1
        continue
      }
      let length = bytes[index...].prefix { $0 == UInt8(ascii: "`") }.count
      if length == marks { return index + length }
      index += length
    }
    return nil
  }

  /// Takes the path at a place, and goes behind it; false when there is none.
  private mutating func takePath(_ bytes: [UInt8], _ index: inout Int) -> Bool {
    var path: [UInt8] = []
    while index < bytes.count, !Self.isBlank(bytes[index]), bytes[index] != UInt8(ascii: "`") {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == 0x20 { index += 1 }
      path.append(bytes[index])
      index += 1
    }
    let size = path.count
    while let last = path.last, Self.isPunctuation(last) { path.removeLast() }
    guard let first = path.first, Self.beginsPath(first), let text = String(validating: path, as: UTF8.self) else {
      return false
    }
    if !paths.contains(text) { paths.append(text) }
    return path.count == size
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool { ".,;:!?\"')]}>*_".utf8.contains(byte) }

  private static func beginsPath(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    default: "._-/~".utf8.contains(byte)
    }
  }
}
