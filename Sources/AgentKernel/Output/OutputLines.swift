/// A long text as the lines that a model pages through; both who names a line and who shows it count them so.
package enum OutputLines {
  /// Bytes of the longest line: a longer one, as in minified code, counts as several, or nobody could page through it.
  package static let sizeLimit = 480

  /// The lines, none with its line feed.
  package static func split(_ text: String) -> [Substring] {
    var lines: [Substring] = []
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      var rest = Substring(line)
      while rest.utf8.count > sizeLimit {
        let end = rest.boundary(atOrBefore: rest.utf8.index(rest.startIndex, offsetBy: sizeLimit))
        lines.append(rest[..<end])
        rest = rest[end...]
      }
      lines.append(rest)
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}

extension StringProtocol where UTF8View: BidirectionalCollection {
  /// The nearest place up to another at which a Unicode scalar begins, so that none is cut in two.
  func boundary(atOrBefore place: Index) -> Index {
    var place = place
    while place > startIndex, place < endIndex, utf8[place] & 0xC0 == 0x80 { place = utf8.index(before: place) }
    return place
  }
}
