/// Where a text stands in a file, looked for place by place, written from the description of `EditMatch` alone.
struct ReferenceEdit {
  enum Outcome {
    case none
    case one(tier: Int, Range<Int>)
    case several(tier: Int, count: Int)
  }

  let file: [UInt8]

  /// Whether every line feed of the file has a carriage return before it.
  let usesReturns: Bool

  /// The places of the file's lines, without and with their ends; a byte order mark is before the first.
  private let lines: [(content: Range<Int>, end: Int)]

  init(_ file: [UInt8]) {
    self.file = file
    let feeds = file.indices.filter { file[$0] == 0x0A }
    usesReturns = !feeds.isEmpty && feeds.allSatisfy { $0 > 0 && file[$0 - 1] == 0x0D }
    var start = file.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var lines: [(Range<Int>, Int)] = []
    for feed in feeds {
      let hasReturn = feed > start && file[feed - 1] == 0x0D
      lines.append((start..<(hasReturn ? feed - 1 : feed), feed + 1))
      start = feed + 1
    }
    if start < file.count { lines.append((start..<file.count, file.count)) }
    self.lines = lines
  }

  /// A text with the line ends of the file.
  func asInFile(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    guard usesReturns else { return bytes }
    return bytes.indices.flatMap { index -> [UInt8] in
      if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { return [] }
      return bytes[index] == 0x0A ? [0x0D, 0x0A] : [bytes[index]]
    }
  }

  func find(_ old: String) -> Outcome {
    if old.isEmpty { return .none }
    let bytes = asInFile(old)
    let exact = file.indices.filter { file[$0...].starts(with: bytes) }
    if exact.count == 1 { return .one(tier: 0, exact[0]..<exact[0] + bytes.count) }
    if exact.count > 1 { return .several(tier: 0, count: exact.count) }
    let wanted = Self.lines(of: Array(old.utf8))
    if wanted.allSatisfy({ $0.allSatisfy(Self.isBlank) }) || wanted.count > lines.count { return .none }
    let endsLine = old.utf8.last == 0x0A
    for tier in 1...3 {
      let folded = wanted.map { Self.folded($0, tier) }
      let there = lines.map { Self.folded(Array(file[$0.content]), tier) }
      let starts = (0...lines.count - wanted.count).filter { there[$0...].starts(with: folded) }
      if starts.count > 1 { return .several(tier: tier, count: starts.count) }
      guard let start = starts.first, tier == 1 || hasOneShift(wanted, at: start) else { continue }
      let last = lines[start + wanted.count - 1]
      if endsLine, last.content.upperBound == last.end { continue }
      return .one(tier: tier, lines[start].content.lowerBound..<(endsLine ? last.end : last.content.upperBound))
    }
    return .none
  }

  /// The file with all places replaced from left to right; nil when the text does not stand in it as it is.
  func replacingAll(_ old: String, _ new: String) -> [UInt8]? {
    let (bytes, replacement) = (asInFile(old), asInFile(new))
    var result: [UInt8] = []
    var place = 0
    var count = 0
    while place < file.count {
      if !bytes.isEmpty, file[place...].starts(with: bytes) {
        result += replacement
        place += bytes.count
        count += 1
      } else {
        result.append(file[place])
        place += 1
      }
    }
    return count > 0 ? result : nil
  }

  /// Whether all lines that are not blank are indented by the same more, or by the same less, than in the file.
  private func hasOneShift(_ wanted: [[UInt8]], at start: Int) -> Bool {
    let pairs = wanted.indices.filter { !wanted[$0].allSatisfy(Self.isBlank) }.map { index in
      (Self.indentation(wanted[index]), Self.indentation(Array(file[lines[start + index].content])))
    }
    guard let (text, line) = pairs.first else { return false }
    if line.count >= text.count {
      let more = Array(line.dropLast(text.count))
      return pairs.allSatisfy { more + $0.0 == $0.1 }
    }
    let less = Array(text.dropLast(line.count))
    return pairs.allSatisfy { less + $0.1 == $0.0 }
  }

  /// The pieces between line feeds without carriage returns at their ends; what is behind a last line feed is none.
  static func lines(of text: [UInt8]) -> [[UInt8]] {
    var pieces = text.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    if text.last == 0x0A { pieces.removeLast() }
    return pieces.map { $0.last == 0x0D ? Array($0.dropLast()) : $0 }
  }

  /// A line as it is compared: without blanks at its end; from tier 2 on without those at its beginning; at tier 3 with
  /// plain dashes, quotation marks and spaces.
  static func folded(_ line: [UInt8], _ tier: Int) -> [UInt8] {
    var line = line
    if tier == 3 {
      line = String(decoding: line, as: UTF8.self).unicodeScalars.flatMap { scalar -> [UInt8] in
        switch scalar {
        case "‐", "‑", "‒", "–", "—", "―", "−", "﹘", "﹣", "－": [0x2D]
        case "‘", "’", "‚", "‛": [0x27]
        case "“", "”", "„", "‟": [0x22]
        case "\u{A0}", "\u{2000}"..."\u{200A}", "\u{202F}", "\u{205F}", "\u{3000}": [0x20]
        default: Array(String(scalar).utf8)
        }
      }
    }
    while let last = line.last, isBlank(last) { line.removeLast() }
    return tier == 1 ? line : Array(line.drop(while: isBlank))
  }

  private static func indentation(_ line: [UInt8]) -> [UInt8] { Array(line.prefix { $0 == 0x20 || $0 == 0x09 }) }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0D].contains(byte) }
}
