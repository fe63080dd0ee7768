internal import Tools

/// What takes the place of a match: `$1` stands for a group, `$0` for the whole match, `$$` for a dollar sign.
struct TextReplacement: Hashable, Sendable {
  private enum Piece: Hashable, Sendable {
    case bytes([UInt8])
    case group(Int)
  }

  private let pieces: [Piece]

  /// The highest group that it names.
  let highestGroup: Int

  /// A text that is put in as it is.
  init(literal: String) {
    pieces = [.bytes(Array(literal.utf8))]
    highestGroup = 0
  }

  /// A text with places for groups.
  init(template: String) {
    var pieces: [Piece] = []
    var plain: [UInt8] = []
    var highest = 0
    var rest = Array(template.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "$"), let next = rest.first else {
        plain.append(byte)
        continue
      }
      if next == UInt8(ascii: "$") {
        plain.append(next)
        rest = rest.dropFirst()
      } else if (0x30...0x39).contains(next) {
        pieces += [.bytes(plain), .group(Int(next) - 0x30)]
        plain = []
        highest = max(highest, Int(next) - 0x30)
        rest = rest.dropFirst()
      } else {
        plain.append(byte)
      }
    }
    self.pieces = pieces + [.bytes(plain)]
    highestGroup = highest
  }

  func bytes(for match: LinearPattern.Match, in text: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .bytes(let plain): bytes += plain
      case .group(0): bytes += text[match.range]
      case .group(let number):
        if number <= match.groups.count, let range = match.groups[number - 1] { bytes += text[range] }
      }
    }
    return bytes
  }

  /// A text as a template that gives nothing else.
  static func escaped(_ text: String) -> String {
    text.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$")
  }
}
