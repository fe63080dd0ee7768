/// The beginning and the end of what a child wrote, in bounded memory.
package struct CapturedOutput: Hashable, Sendable {
  private let headLimit: Int
  private let tailLimit: Int
  private var head: [UInt8] = []

  /// A ring once it is full: the oldest byte is at `oldest`.
  private var tail: [UInt8] = []
  private var oldest = 0

  /// All bytes that were written, kept or not.
  package private(set) var totalCount = 0

  /// An empty output.
  ///
  /// - Parameter limit: bytes that are kept at most, half of them from the beginning.
  package init(limit: Int) {
    headLimit = max(0, limit) / 2
    tailLimit = max(0, limit) - headLimit
  }

  /// Bytes that were written and not kept.
  package var omittedCount: Int { totalCount - head.count - tail.count }

  /// What was kept, without a mark where something was left out.
  package var bytes: [UInt8] { head + tail[oldest...] + tail[..<oldest] }

  /// What was kept, as text, with a line that says how much was left out in the middle.
  package var text: String {
    let end = Array(tail[oldest...] + tail[..<oldest])
    if omittedCount == 0 { return String(decoding: head + end, as: UTF8.self) }
    let gap = "\n[... \(omittedCount) bytes left out ...]\n"
    return String(decoding: head, as: UTF8.self) + gap + String(decoding: end, as: UTF8.self)
  }

  package mutating func append(_ bytes: some Collection<UInt8>) {
    totalCount += bytes.count
    let forHead = bytes.prefix(headLimit - head.count)
    head += forHead
    var rest = bytes.dropFirst(forHead.count).suffix(tailLimit)[...]
    let fresh = rest.prefix(tailLimit - tail.count)
    tail += fresh
    rest = rest.dropFirst(fresh.count)
    // What is left takes the place of the oldest, in two pieces where it comes to the ring's end.
    while !rest.isEmpty {
      let piece = rest.prefix(tailLimit - oldest)
      tail.replaceSubrange(oldest..<oldest + piece.count, with: piece)
      oldest = (oldest + piece.count) % tailLimit
      rest = rest.dropFirst(piece.count)
    }
  }
}
