/// Messages in a protocol's bytes, one behind the other with commas between.
struct EncodedMessages: Sendable {
  private(set) var bytes: [UInt8] = []

  /// For each message the place where its last block can be marked for the provider's cache; nil when none can.
  private(set) var lastMarks: [Int?] = []

  /// The place where the first block of the first message can be marked.
  private(set) var taskMark: Int?

  /// Appends one more element of the list.
  mutating func append(_ element: String) {
    if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
    bytes.append(contentsOf: element.utf8)
  }

  /// Appends one message as an element of the list.
  ///
  /// - Parameter marks: the places in the element behind which a mark may stand, in ascending order.
  mutating func append(_ element: String, marks: [Int]) {
    let start = bytes.isEmpty ? 0 : bytes.count + 1
    append(element)
    if lastMarks.isEmpty { taskMark = marks.first.map { start + $0 } }
    lastMarks.append(marks.last.map { start + $0 })
  }

  /// A body: what stands before the messages, they with marks at some places, and what closes it.
  func body(head: String, marks places: [Int] = [], mark: String = "", tail: String) -> [UInt8] {
    var body: [UInt8] = []
    body.reserveCapacity(head.utf8.count + bytes.count + places.count * mark.utf8.count + tail.utf8.count)
    body.append(contentsOf: head.utf8)
    var position = 0
    for place in places {
      body.append(contentsOf: bytes[position..<place])
      body.append(contentsOf: mark.utf8)
      position = place
    }
    body.append(contentsOf: bytes[position...])
    body.append(contentsOf: tail.utf8)
    return body
  }
}
