/// A request's body, as pieces that others may hold too.
///
/// Each request of a conversation is the one before and a little more: it shares all that it has in common with it, and costs
/// no copy of it.
package struct RequestBody: Hashable, Sendable {
  /// One behind the other; none is empty.
  package let pieces: [ArraySlice<UInt8>]

  /// In bytes.
  package let count: Int

  package init(_ bytes: [UInt8]) {
    self.init(pieces: [bytes[...]])
  }

  package init(pieces: [ArraySlice<UInt8>]) {
    self.pieces = pieces.filter { !$0.isEmpty }
    count = pieces.reduce(0) { $0 + $1.count }
  }

  /// A copy in one piece.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    for piece in pieces { bytes += piece }
    return bytes
  }

  package static func == (left: Self, right: Self) -> Bool { left.count == right.count && left.bytes == right.bytes }

  package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
