internal import Characterization
internal import JSON
internal import Tools

/// What came of a proposed test that was run as a call.
struct PythonTestOutcome: Hashable, Sendable {
  enum State: Hashable, Sendable {
    case passed

    /// An assertion does not hold, or the project's code raises something.
    case differs

    /// The test itself is at fault.
    case fails
  }

  let state: State

  /// What happened; empty for a test that passed.
  let words: String

  /// What a literal of the test has to be so that its assertion holds, and where it stands; nil where that cannot be said.
  let correction: Correction?

  struct Correction: Hashable, Sendable {
    /// Lines from 1, columns in bytes from 0, the end excluded, as Python counts them.
    let line: Int
    let column: Int
    let endLine: Int
    let endColumn: Int
    let text: String
  }

  /// - Returns: nil for a call that did not come to its end.
  init?(_ recording: Recording) {
    guard case .returned = recording.outcome, recording.observations.count == 3 else { return nil }
    let texts = recording.observations.map(Self.text)
    switch texts[0] {
    case "passed": state = .passed
    case "differs": state = .differs
    default: state = .fails
    }
    words = texts[1]
    correction = (try? JSONValue.parse(texts[2])).flatMap { value in
      guard let line = value[0]?.integer, let column = value[1]?.integer, let endLine = value[2]?.integer,
        let endColumn = value[3]?.integer, let text = value[4]?.string
      else { return nil }
      return Correction(line: line, column: column, endLine: endLine, endColumn: endColumn, text: text)
    }
  }

  /// The test with what happened in the place of what was expected; nil where the places do not fit.
  func mended(_ source: String) -> String? {
    guard let correction else { return nil }
    let bytes = Array(source.utf8)
    let starts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    guard starts.indices.contains(correction.line - 1), starts.indices.contains(correction.endLine - 1) else {
      return nil
    }
    let start = starts[correction.line - 1] + correction.column
    let end = starts[correction.endLine - 1] + correction.endColumn
    guard start <= end, end <= bytes.count else { return nil }
    let text = PythonValue.doubled(correction.text)
    return String(decoding: bytes[..<start] + Array(text.utf8) + bytes[end...], as: UTF8.self)
  }

  /// A text that was told as the digits of its bytes.
  private static func text(_ value: RecordedValue) -> String {
    guard case .literal(let literal, _) = value else { return "" }
    let digits = Array(literal.utf8.dropFirst().dropLast())
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count - 1, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16) else { return "" }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
