package import JSON
internal import Models
package import Redaction

/// A line of a transcript that was read: an object with `seq`, `time`, `type` and what belongs to the type.
///
/// Lines of types that this program does not know are kept, so that a transcript of a later program can still be shown.
package struct TranscriptLine: Hashable, Sendable {
  /// The line's number in its file, from 1.
  package let seq: Int

  package let time: TranscriptTime

  package let type: String

  /// The whole object.
  package let value: JSONValue

  package init?(_ value: JSONValue) {
    guard let seq = value["seq"]?.integer, let type = value["type"]?.string,
      let time = value["time"]?.string.flatMap(TranscriptTime.init)
    else { return nil }
    self.seq = seq
    self.time = time
    self.type = type
    self.value = value
  }

  package subscript(key: String) -> JSONValue? { value[key] }

  /// Bytes of a line: a first message with a large diff, or the results of many reads.
  private static let limits = JSONValue.Limits(size: 64 << 20, depth: 256)

  /// Reads a line; nil when it is none.
  init?(parsing bytes: [UInt8]) {
    guard let value = try? JSONValue.parse(bytes, limits: Self.limits) else { return nil }
    self.init(value)
  }

  /// An entry as the line that is written, with its line feed and without secrets.
  static func text(of entry: TranscriptEntry, seq: Int, time: TranscriptTime) -> String {
    let redactor = KnownSecrets.ofProcess.redactor
    var members = entry.members.mapValues { $0.redacted(by: redactor) }
    if case .said(.response(let content), _) = entry {
      let isAltered = content.contains { $0.isThinking && $0.value.redacted(by: redactor) != $0.value }
      // A provider checks the signature over thinking, so that it cannot be sent back once something was taken out.
      if isAltered { members["thinking_altered"] = true }
    }
    members["seq"] = JSONValue(seq)
    members["time"] = .string(time.text)
    members["type"] = .string(entry.type)
    return JSONValue.object(members).serialized() + "\n"
  }
}

extension ContentBlock {
  fileprivate var isThinking: Bool {
    switch self {
    case .thinking, .redactedThinking: true
    case .text, .toolCall, .toolResult: false
    }
  }
}

extension JSONValue {
  /// The value with secrets taken out of all its texts, the names of members too.
  package func redacted(by redactor: Redactor) -> JSONValue {
    switch self {
    case .null, .bool, .integer, .number: self
    case .string(let text): .string(redactor.redact(text))
    case .array(let elements): .array(elements.map { $0.redacted(by: redactor) })
    case .object(let members):
      .object(
        Dictionary(
          members.map { (redactor.redact($0.key), $0.value.redacted(by: redactor)) }, uniquingKeysWith: { $1 }))
    }
  }
}
