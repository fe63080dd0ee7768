/// Reads a regular expression, or the part of it that `JSONSchemaPattern` names.
struct JSONSchemaPatternParser {
  private static let deepestGroups = 32

  /// The most that a piece is repeated by number.
  private static let mostRepetitions = 1000

  private var rest: Substring.UnicodeScalarView
  private var depth = 0

  /// The pattern's pieces; nil when it holds what is not read.
  static func parse(_ source: String) -> JSONSchemaPatternPiece? {
    var parser = JSONSchemaPatternParser(rest: Substring(source).unicodeScalars)
    guard let piece = parser.alternatives(), parser.rest.isEmpty else { return nil }
    return piece
  }

  private mutating func alternatives() -> JSONSchemaPatternPiece? {
    var branches: [JSONSchemaPatternPiece] = []
    repeat {
      guard let branch = sequence() else { return nil }
      branches.append(branch)
    } while take("|")
    return .alternatives(branches)
  }

  private mutating func sequence() -> JSONSchemaPatternPiece? {
    var pieces: [JSONSchemaPatternPiece] = []
    while let next = rest.first, next != "|", next != ")" {
      guard let piece = atom(), let quantified = quantified(piece) else { return nil }
      pieces.append(quantified)
    }
    return .sequence(pieces)
  }

  private mutating func atom() -> JSONSchemaPatternPiece? {
    switch rest.popFirst() {
    case "^": return .start
    case "$": return .end
    case ".": return .set(.init(ranges: ["\n"..."\n", "\r"..."\r", "\u{2028}"..."\u{2029}"], isNegated: true))
    case "(": return group()
    case "[": return characterClass().map(JSONSchemaPatternPiece.set)
    case "\\": return escape().map(JSONSchemaPatternPiece.set)
    case "*", "+", "?", "{", "}", "]", nil: return nil
    case let scalar?: return .set(.init(ranges: [scalar...scalar]))
    }
  }

  private mutating func group() -> JSONSchemaPatternPiece? {
    depth += 1
    defer { depth -= 1 }
    if take("?"), !take(":") { return nil }
    guard depth <= Self.deepestGroups, let piece = alternatives(), take(")") else { return nil }
    return piece
  }

  private mutating func quantified(_ piece: JSONSchemaPatternPiece) -> JSONSchemaPatternPiece? {
    let bounds: (least: Int, most: Int?)
    switch rest.first {
    case "*": bounds = (0, nil)
    case "+": bounds = (1, nil)
    case "?": bounds = (0, 1)
    case "{":
      rest.removeFirst()
      guard let least = number() else { return nil }
      var most: Int? = least
      if take(",") { most = number() }
      guard rest.first == "}", most.map({ $0 >= least }) ?? true else { return nil }
      bounds = (least, most)
    default: return piece
    }
    rest.removeFirst()
    // A lazy quantifier finds another match first, and accepts the same texts.
    _ = take("?")
    return .repeated(piece, from: bounds.least, to: bounds.most)
  }

  private mutating func number() -> Int? {
    let digits = rest.prefix { ("0"..."9").contains($0) }
    guard let number = Int(String(digits)), number <= Self.mostRepetitions else { return nil }
    rest = rest.dropFirst(digits.count)
    return number
  }

  private mutating func characterClass() -> JSONSchemaPattern.Set? {
    var set = JSONSchemaPattern.Set(ranges: [], isNegated: take("^"))
    while let scalar = rest.popFirst() {
      if scalar == "]" { return set }
      guard let first = member(scalar) else { return nil }
      guard rest.first == "-", rest.dropFirst().first != "]" else {
        set.ranges += first
        continue
      }
      rest.removeFirst()
      guard let next = rest.popFirst(), let last = member(next), let low = Self.single(first),
        let high = Self.single(last), low <= high
      else { return nil }
      set.ranges.append(low...high)
    }
    return nil
  }

  /// What one member of a class stands for; nil for an escape that is not read.
  private mutating func member(_ scalar: Unicode.Scalar) -> [ClosedRange<Unicode.Scalar>]? {
    guard scalar == "\\" else { return [scalar...scalar] }
    guard let set = escape(), !set.isNegated else { return nil }
    return set.ranges
  }

  private static func single(_ ranges: [ClosedRange<Unicode.Scalar>]) -> Unicode.Scalar? {
    ranges.count == 1 && ranges[0].lowerBound == ranges[0].upperBound ? ranges[0].lowerBound : nil
  }

  private mutating func escape() -> JSONSchemaPattern.Set? {
    let digits: [ClosedRange<Unicode.Scalar>] = ["0"..."9"]
    let words: [ClosedRange<Unicode.Scalar>] = ["0"..."9", "A"..."Z", "_"..."_", "a"..."z"]
    let spaces: [ClosedRange<Unicode.Scalar>] = [
      "\t"..."\r", " "..." ", "\u{A0}"..."\u{A0}", "\u{1680}"..."\u{1680}", "\u{2000}"..."\u{200A}",
      "\u{2028}"..."\u{2029}", "\u{202F}"..."\u{202F}", "\u{205F}"..."\u{205F}", "\u{3000}"..."\u{3000}",
      "\u{FEFF}"..."\u{FEFF}",
    ]
    switch rest.popFirst() {
    case "d": return .init(ranges: digits)
    case "D": return .init(ranges: digits, isNegated: true)
    case "w": return .init(ranges: words)
    case "W": return .init(ranges: words, isNegated: true)
    case "s": return .init(ranges: spaces)
    case "S": return .init(ranges: spaces, isNegated: true)
    case "n": return .init(ranges: ["\n"..."\n"])
    case "r": return .init(ranges: ["\r"..."\r"])
    case "t": return .init(ranges: ["\t"..."\t"])
    case let scalar? where "^$\\.*+?()[]{}|/-".unicodeScalars.contains(scalar): return .init(ranges: [scalar...scalar])
    default: return nil
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard rest.first == scalar else { return false }
    rest.removeFirst()
    return true
  }
}
