package import SourceText

/// A place in a file that resembles a text which is not there.
package struct EditCandidate: Hashable, Sendable {
  package var lines: LineRange

  /// How many of the text's lines stand there, but for blanks and signs; 0 when only the first one looks like it.
  package var matchingLines: Int

  static let limit = 3

  /// How many lines of the text, places of one line and bytes of one line are looked at.
  private static let (lineLimit, placeLimit, byteLimit) = (400, 50, 200)

  /// The places that have most of the text's lines; else the lines that look most like its first.
  static func nearest(to wanted: [ArraySlice<UInt8>], in source: SourceLines) -> [EditCandidate] {
    let folding = LineFolding(tier: .punctuation)
    var offsets: [Int: [Int]] = [:]
    for (offset, line) in wanted.prefix(lineLimit).enumerated() where !LineFolding.isBlank(line) {
      offsets[folding.key(line), default: []].append(offset)
    }
    var seen: [Int: Int] = [:]
    var votes: [Int: Int] = [:]
    for index in source.lines.indices {
      let key = folding.key(source.content(of: index))
      guard let offsets = offsets[key], seen[key, default: 0] < placeLimit else { continue }
      seen[key, default: 0] += 1
      for offset in offsets.prefix(8) where offset <= index { votes[index - offset, default: 0] += 1 }
    }
    let best = votes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit)
    if !best.isEmpty {
      return best.map { start, count in candidate(at: start, wanted.count, count, in: source) }
    }
    return similar(to: wanted, in: source)
  }

  private static func similar(to wanted: [ArraySlice<UInt8>], in source: SourceLines) -> [EditCandidate] {
    guard let first = wanted.firstIndex(where: { !LineFolding.isBlank($0) }) else { return [] }
    let shape = LineShape(wanted[first].prefix(byteLimit))
    var best: [(index: Int, likeness: Double)] = []
    for index in source.lines.indices {
      let likeness = shape.likeness(to: LineShape(source.content(of: index).prefix(byteLimit)))
      guard likeness >= 0.5, best.count < limit || likeness > (best.last?.likeness ?? 0) else { continue }
      best.append((index, likeness))
      best.sort { ($1.likeness, $0.index) < ($0.likeness, $1.index) }
      if best.count > limit { best.removeLast() }
    }
    return best.map { candidate(at: max(0, $0.index - first), wanted.count, 0, in: source) }
  }

  private static func candidate(
    at start: Int, _ count: Int, _ matching: Int, in source: SourceLines
  ) -> EditCandidate {
    let last = min(source.lines.count, start + max(1, count))
    return EditCandidate(lines: LineRange(start + 1, max(start + 1, last)), matchingLines: matching)
  }
}

/// Which pairs of neighbouring letters a line has, in 256 bits.
private struct LineShape {
  private var bits: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init(_ line: ArraySlice<UInt8>) {
    var last: UInt8?
    for byte in line where byte > 0x20 {
      if let last {
        let place = Int((UInt16(last) &* 31 &+ UInt16(byte) &* 7) & 255)
        switch place >> 6 {
        case 0: bits.0 |= 1 << UInt64(place & 63)
        case 1: bits.1 |= 1 << UInt64(place & 63)
        case 2: bits.2 |= 1 << UInt64(place & 63)
        default: bits.3 |= 1 << UInt64(place & 63)
        }
      }
      last = byte
    }
  }

  /// Shared pairs over all pairs, from 0 to 1.
  func likeness(to other: LineShape) -> Double {
    let pairs = [(bits.0, other.bits.0), (bits.1, other.bits.1), (bits.2, other.bits.2), (bits.3, other.bits.3)]
    let shared = pairs.reduce(0) { $0 + ($1.0 & $1.1).nonzeroBitCount }
    let all = pairs.reduce(0) { $0 + ($1.0 | $1.1).nonzeroBitCount }
    return all == 0 ? 0 : Double(shared) / Double(all)
  }
}
