package import AgentKernel
internal import SourceText

/// One replacement of a text by another, as a model asks for it.
package struct TextEdit: Hashable, Sendable {
  package var old: String
  package var new: String

  /// Whether all places are meant, which then must be exact.
  package var replacesAll: Bool

  package init(old: String, new: String, replacesAll: Bool = false) {
    self.old = old
    self.new = new
    self.replacesAll = replacesAll
  }

  /// A file's content after the edit, and how the text was found.
  package struct Result: Hashable, Sendable {
    package var bytes: [UInt8]
    package var tier: EditMatch.Tier
    package var count: Int
  }

  /// Makes the edit.
  ///
  /// What the edit does not mean stays as it is: line ends, the byte order mark, the file's own version of lines that are
  /// the same in both texts.
  ///
  /// - Throws: `ToolError`, worded for the model, when the text is not there, is there more than once, or nothing changes.
  package func applied(to file: [UInt8]) throws(ToolError) -> Result {
    guard !old.isEmpty else { throw ToolError("the old text is empty; use `write_file` for a new file") }
    let result = replacesAll ? try replacingAll(in: file) : try replacingOne(in: file)
    guard result.bytes != file else { throw ToolError("the edit changes nothing: both texts are the same") }
    return result
  }

  private func replacingAll(in file: [UInt8]) throws(ToolError) -> Result {
    let returns = SourceLines(file).usesCarriageReturns
    let (old, new) = (
      WantedText(old).bytes(usingCarriageReturns: returns), WantedText(new).bytes(usingCarriageReturns: returns)
    )
    let positions = Occurrences(of: old, in: file, limit: Self.replacementLimit + 1).positions
    guard let first = positions.first else { return try replacingOne(in: file) }
    guard positions.count <= Self.replacementLimit else {
      throw ToolError("the old text is there more than \(Self.replacementLimit) times; give a longer one")
    }
    guard file.count + positions.count * max(0, new.count - old.count) <= Self.sizeLimit else {
      throw ToolError("the file would become larger than \(Self.sizeLimit) bytes")
    }
    var bytes = Array(file[..<first])
    var (end, count) = (first, 0)
    for position in positions where position >= end {
      bytes += file[end..<position]
      bytes += new
      end = position + old.count
      count += 1
    }
    return Result(bytes: bytes + file[end...], tier: .exact, count: count)
  }

  private static let replacementLimit = 10_000

  /// Bytes; the room of edits takes no larger files either.
  static let sizeLimit = 4 << 20

  private func replacingOne(in file: [UInt8]) throws(ToolError) -> Result {
    let place: EditMatch.Place
    switch EditMatch.find(old: old, in: file) {
    case .found(let found): place = found
    case .ambiguous(let tier, let count, let lines): throw Self.refusal(tier, count: count, lines: lines)
    case .absent(let candidates): throw EditRefusal(candidates, in: SourceLines(file)).error
    }
    let (range, bytes) = try replacement(at: place, in: SourceLines(file))
    return Result(
      bytes: Array(file[..<range.lowerBound]) + bytes + file[range.upperBound...], tier: place.tier, count: 1)
  }

  private func replacement(
    at place: EditMatch.Place, in source: SourceLines
  ) throws(ToolError) -> (Range<Int>, [UInt8]) {
    let new = WantedText(new)
    if place.tier == .exact { return (place.range, new.bytes(usingCarriageReturns: source.usesCarriageReturns)) }
    return try LineReplacement(
      source: source, first: place.lines.first - 1, old: WantedText(old), new: new, shift: place.shift
    ).rangeAndBytes()
  }

  private static func refusal(_ tier: EditMatch.Tier, count: Int, lines: [Int]) -> ToolError {
    let places = lines.map(String.init).joined(separator: ", ") + (count > lines.count ? ", …" : "")
    return ToolError(
      "the old text is there \(count) times\(tier.words), at lines \(places); add lines around it so that it is there once"
        + (tier == .exact ? ", or set replace_all" : ""))
  }
}

extension EditMatch.Tier {
  /// What a match overlooked, to go behind a word such as `found`; empty for an exact one.
  var words: String {
    switch self {
    case .exact: ""
    case .trailingSpace: " but for blanks at line ends"
    case .indentation: " but for indentation"
    case .punctuation: " but for dashes, quotation marks and spaces"
    }
  }
}
