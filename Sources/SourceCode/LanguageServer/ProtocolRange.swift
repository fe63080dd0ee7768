internal import JSON

/// A place in a text as the protocol has it, lines and characters counted from 0.
package struct ProtocolPosition: Hashable, Comparable, Sendable {
  package let line: Int
  package let character: Int

  package init(line: Int, character: Int) {
    self.line = line
    self.character = character
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.line, left.character) < (right.line, right.character)
  }
}

/// A piece of a text as the protocol has it; the end is not part of it.
package struct ProtocolRange: Hashable, Sendable {
  package let start: ProtocolPosition
  package let end: ProtocolPosition

  package init(_ start: ProtocolPosition, _ end: ProtocolPosition) {
    self.start = start
    self.end = end
  }
}

extension ProtocolPosition {
  init?(_ value: JSONValue) {
    guard let line = value["line"]?.integer, let character = value["character"]?.integer, line >= 0, character >= 0
    else {
      return nil
    }
    self.init(line: line, character: character)
  }

  var json: JSONValue { ["line": JSONValue(line), "character": JSONValue(character)] }
}

extension ProtocolRange {
  init?(_ value: JSONValue) {
    guard let start = value["start"].flatMap(ProtocolPosition.init(_:)),
      let end = value["end"].flatMap(ProtocolPosition.init(_:)), start <= end
    else { return nil }
    self.init(start, end)
  }

  var json: JSONValue { ["start": start.json, "end": end.json] }
}
