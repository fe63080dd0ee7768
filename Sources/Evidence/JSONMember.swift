internal import SourceText

/// A text in an object of a JSON document, and where it stands.
struct JSONMember: Sendable {
  /// The names around it, from the outside in; an element of a list is named by its number.
  let path: [String]
  let name: String
  let value: String
  /// Counted from 1.
  let line: Int

  /// All members of a document whose values are texts; of one that is no JSON, those up to the fault.
  static func all(in text: String) -> [JSONMember] {
    var reader = JSONMemberReader(bytes: Array(text.utf8))
    reader.read()
    return reader.members
  }
}

/// Reads the members in one pass, without a stack of calls.
private struct JSONMemberReader {
  private struct Level {
    let isList: Bool
    /// The last name read in an object; nil before one, and after its value.
    var name: String?
    var count = 0
  }

  let bytes: [UInt8]
  private(set) var members: [JSONMember] = []
  private var index = 0
  private var line = 1
  private var levels: [Level] = []
  private var path: [String] = []

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func read() {
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if let parent = levels.last { path.append(parent.isList ? String(parent.count) : parent.name ?? "") }
        levels.append(Level(isList: byte == UInt8(ascii: "[")))
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard levels.popLast() != nil else { return }
        if !path.isEmpty { path.removeLast() }
      case UInt8(ascii: ","):
        guard !levels.isEmpty else { return }
        levels[levels.count - 1].name = nil
        levels[levels.count - 1].count += 1
      case UInt8(ascii: "\""): readString()
      default: continue
      }
    }
  }

  private mutating func readString() {
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\n") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    let end = min(index, bytes.count)
    let value = String(decoding: bytes[start..<end], as: UTF8.self)
    index = end + 1
    guard let level = levels.last, !level.isList else { return }
    if let name = level.name {
      members.append(JSONMember(path: path, name: name, value: value, line: line))
    } else {
      levels[levels.count - 1].name = value
    }
  }
}
