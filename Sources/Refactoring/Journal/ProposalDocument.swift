internal import Editing
internal import JSON
internal import SourceText

/// Steps of an engine as a document of the run's folder, so that a run that goes on has them as they were, whatever the
/// engine would say now.
struct ProposalDocument {
  var steps: [ProposedStep]

  /// Bytes of a document that are read.
  static let sizeLimit = 1 << 30

  init(_ steps: [ProposedStep]) { self.steps = steps }

  var bytes: [UInt8] { Array(JSONValue.array(steps.map(\.json)).serialized().utf8) }

  /// Nil for what this program cannot have written.
  init?(_ bytes: [UInt8]) {
    guard let values = try? JSONValue.parse(bytes, limits: JSONValue.Limits(size: Self.sizeLimit)).array else {
      return nil
    }
    let steps = values.compactMap(ProposedStep.init)
    guard steps.count == values.count else { return nil }
    self.init(steps)
  }
}

extension ProposedStep {
  /// What tells the step from others: its title and all that it does, to which contents.
  var identity: String { ContentHash(of: json.serialized()).hexadecimal }

  fileprivate var json: JSONValue {
    [
      "title": .string(title), "interface": .array(declaredInterfaceChanges.map(JSONValue.string)),
      "operations": .array(operations.map(\.json)),
    ]
  }

  fileprivate init?(_ json: JSONValue) {
    guard let title = json["title"]?.string, let values = json["operations"]?.array else { return nil }
    let operations = values.compactMap(FileOperation.init)
    guard operations.count == values.count else { return nil }
    self.init(
      title: title, operations: operations,
      declaredInterfaceChanges: (json["interface"]?.array ?? []).compactMap(\.string))
  }
}

extension FileOperation {
  fileprivate var json: JSONValue {
    var members: [String: JSONValue] = ["path": .string(path.string), "reason": .string(reason)]
    switch action {
    case .create(let bytes, let isExecutable):
      members["do"] = "create"
      members["bytes"] = .string(Hexadecimal.text(of: bytes))
      members["executable"] = .bool(isExecutable)
    case .edit(let base, let replacements):
      members["do"] = "edit"
      members["base"] = .string(base.hexadecimal)
      members["replacements"] = .array(
        replacements.map {
          [JSONValue($0.range.lowerBound), JSONValue($0.range.upperBound), .string(Hexadecimal.text(of: $0.bytes))]
        })
    case .delete(let base):
      members["do"] = "delete"
      members["base"] = .string(base.hexadecimal)
    case .move(let base, let target):
      members["do"] = "move"
      members["base"] = .string(base.hexadecimal)
      members["to"] = .string(target.string)
    }
    return .object(members)
  }

  fileprivate init?(_ json: JSONValue) {
    guard let path = json["path"]?.string.flatMap({ try? RelativePath($0) }), let action = Action(json) else {
      return nil
    }
    self.init(path, action, reason: json["reason"]?.string ?? "")
  }
}

extension FileOperation.Action {
  fileprivate init?(_ json: JSONValue) {
    let base = json["base"]?.string.flatMap(ContentHash.init(hexadecimal:))
    switch (json["do"]?.string, base) {
    case ("create", _):
      guard let bytes = json["bytes"]?.string.flatMap(Hexadecimal.bytes) else { return nil }
      self = .create(bytes, isExecutable: json["executable"]?.bool ?? false)
    case ("edit", let base?):
      guard let values = json["replacements"]?.array else { return nil }
      let replacements = values.compactMap { value -> FileOperation.Replacement? in
        guard let start = value[0]?.integer, let end = value[1]?.integer, start >= 0, start <= end,
          let bytes = value[2]?.string.flatMap(Hexadecimal.bytes)
        else { return nil }
        return FileOperation.Replacement(start..<end, bytes)
      }
      guard replacements.count == values.count else { return nil }
      self = .edit(base: base, replacements)
    case ("delete", let base?): self = .delete(base: base)
    case ("move", let base?):
      guard let target = json["to"]?.string.flatMap({ try? RelativePath($0) }) else { return nil }
      self = .move(base: base, to: target)
    default: return nil
    }
  }
}

/// Bytes as hexadecimal digits, since edits need not be text.
enum Hexadecimal {
  static func text(of bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Nil for what are no pairs of digits.
  static func bytes(_ text: String) -> [UInt8]? {
    let digits = text.utf8.map { digit -> UInt8? in
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
      default: nil
      }
    }
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }
}
