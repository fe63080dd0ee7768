internal import HTTP

/// Messages in a protocol's bytes, one behind the other with commas between.
struct EncodedMessages: Sendable {
  /// Bytes from which on a piece grows no more.
  private static let pieceSize = 64 << 10

  /// The bytes, of which only the last piece grows, so that the bodies made of the others hold them without a copy.
  private var pieces: [[UInt8]] = []

  /// In bytes.
  private var count = 0

  /// For each message the place where its last block can be marked for the provider's cache; nil when none can.
  private(set) var lastMarks: [Int?] = []

  /// The place where the first block of the first message can be marked.
  private(set) var taskMark: Int?

  var isEmpty: Bool { count == 0 }

  /// Appends one more element of the list.
  mutating func append(_ element: String) {
    if pieces.last.map({ $0.count >= Self.pieceSize }) ?? true { pieces.append([]) }
    let last = pieces.count - 1
    if !isEmpty { pieces[last].append(UInt8(ascii: ",")) }
    pieces[last].append(contentsOf: element.utf8)
    count += element.utf8.count + (isEmpty ? 0 : 1)
  }

  /// Appends one message as an element of the list.
  ///
  /// - Parameter marks: the places in the element behind which a mark may stand, in ascending order.
  mutating func append(_ element: String, marks: [Int]) {
    let start = isEmpty ? 0 : count + 1
    append(element)
    if lastMarks.isEmpty { taskMark = marks.first.map { start + $0 } }
    lastMarks.append(marks.last.map { start + $0 })
  }

  /// A body: what stands before the messages, they with marks at some places, and what closes it.
  ///
  /// - Parameter places: in ascending order.
  func body(head: String, marks places: [Int] = [], mark: String = "", tail: String) -> RequestBody {
    let mark = Array(mark.utf8)[...]
    var body = [Array(head.utf8)[...]]
    var places = places[...]
    var start = 0
    for piece in pieces {
      var rest = piece[...]
      while let place = places.first, place < start + piece.count {
        body += [rest[..<(place - start)], mark]
        rest = rest[(place - start)...]
        places.removeFirst()
      }
      body.append(rest)
      start += piece.count
    }
    for _ in places { body.append(mark) }
    body.append(Array(tail.utf8)[...])
    return RequestBody(pieces: body)
  }
}
