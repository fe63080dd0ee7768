/// Hands a body to libcurl, which asks for one piece after the other and may begin anew on another connection.
///
/// Confined to the thread of its transfer.
final class BodyReader {
  private let pieces: [ArraySlice<UInt8>]
  private var next = 0

  /// Bytes of the next piece that are taken already.
  private var taken = 0

  init(_ body: RequestBody) {
    pieces = body.pieces
  }

  /// Fills the buffer as far as there is something left.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    var count = 0
    while next < pieces.count, count < buffer.count {
      let piece = pieces[next].dropFirst(taken).prefix(buffer.count - count)
      UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyBytes(from: piece)
      count += piece.count
      taken += piece.count
      guard taken == pieces[next].count else { break }
      next += 1
      taken = 0
    }
    return count
  }

  /// Goes back to the beginning; false for any other place, to which libcurl never goes.
  func seek(to offset: Int64) -> Bool {
    guard offset == 0 else { return false }
    (next, taken) = (0, 0)
    return true
  }
}
