internal import JSON

/// How one call ended, as the driver wrote it down.
struct DriverLine: Hashable, Sendable {
  enum Stage: Int {
    case preparing
    case calling
    case called
    case finished
  }

  let candidate: Int
  let outcome: RecordedOutcome
  let observations: [RecordedValue]
  let stage: Stage
  let touches: Set<RecordedTouch>

  /// Whether it had more to tell than there is room for.
  let isCut: Bool

  /// Counts above zero, by the counter's number.
  let counters: [Int: Int]

  let duration: Duration

  /// Bytes of one line: what a child may tell, its counters, and its last words.
  private static let limits = JSONValue.Limits(size: 4 << 20, depth: 64)

  /// Reads a line; nil for one that the driver did not write to its end.
  init?(_ text: some Collection<UInt8>) {
    guard let json = try? JSONValue.parse(Array(text), limits: Self.limits), let candidate = json["candidate"]?.integer,
      let end = json["end"]?.string, let code = json["code"]?.integer,
      let stage = json["stage"]?.integer.flatMap(Stage.init), let told = json["told"]?.array,
      let numbers = json["counters"]?.array?.compactMap(\.integer), numbers.count.isMultiple(of: 2)
    else { return nil }
    self.candidate = candidate
    self.stage = stage
    isCut = json["cut"]?.bool ?? true
    duration = .microseconds(json["microseconds"]?.integer ?? 0)
    touches = Self.touches(json["touches"]?.integer ?? 0)
    counters = Dictionary(
      stride(from: 0, to: numbers.count, by: 2).map { (numbers[$0], numbers[$0 + 1]) }, uniquingKeysWith: { $1 })
    observations = told.compactMap { $0["observation"].map { RecordedValue($0) ?? .opaque(type: "") } }
    let said = Self.text(json["error"]?.string ?? "")
    guard let outcome = Self.outcome(end: end, code: code, stage: stage, told: told, said: said) else { return nil }
    self.outcome = outcome
  }

  private static func outcome(
    end: String, code: Int, stage: Stage, told: [JSONValue], said: String
  ) -> RecordedOutcome? {
    // What came back before an observation went wrong still came back.
    if let value = told.lazy.compactMap({ $0["value"] }).first {
      return .returned(value.isNull ? nil : RecordedValue(value) ?? .opaque(type: ""))
    }
    switch end {
    case "timed-out": return .timedOut
    case "exited": return .exited(code: code)
    case "trapped": return .trapped(signal: code, message: TrapMessage.text(in: said))
    case "returned":
      if let thrown = told.lazy.compactMap({ $0["threw"] }).first {
        return .threw(
          type: thrown["type"]?.string ?? "", description: thrown["description"]?.string ?? "",
          isEquatableLiteral: thrown["literal"]?.string)
      }
      // It told more than there is room for.
      return .returned(.opaque(type: ""))
    default: return nil
    }
  }

  private static func touches(_ bits: Int) -> Set<RecordedTouch> {
    let order: [RecordedTouch] = [
      .clock, .randomness, .network, .processes, .files, .filesElsewhere, .machine, .denied, .memory,
    ]
    return Set(order.enumerated().filter { bits & (1 << $0.offset) != 0 }.map(\.element))
  }

  private static func text(_ digits: String) -> String {
    let digits = Array(digits.utf8)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// What a program says when it traps.
enum TrapMessage {
  private static let starts = ["Fatal error", "Precondition failed", "Assertion failed"]

  /// The runtime's words, without the file and line before them and without addresses; empty where it said nothing.
  ///
  /// - Parameter output: the end of the standard error.
  static func text(in output: String) -> String {
    for line in output.split(separator: "\n").reversed() {
      guard let start = starts.lazy.compactMap({ position(of: $0, in: line) }).min() else { continue }
      let words = line[start...].split(separator: " ", omittingEmptySubsequences: false)
      let kept = words.map { $0.hasPrefix("/") ? "(a path)" : $0.hasPrefix("0x") ? "(an address)" : $0 }
      return String(kept.joined(separator: " ").prefix(500))
    }
    return ""
  }

  private static func position(of word: String, in line: Substring) -> Substring.Index? {
    line.indices.first { line[$0...].hasPrefix(word) }
  }
}
