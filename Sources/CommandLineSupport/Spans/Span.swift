internal import AgentKernel
internal import JSON

/// A stretch of a run with a beginning and an end, in the words of OpenTelemetry.
struct Span: Hashable, Sendable {
  /// What OTLP knows of a span's place: inside the program, or a call of another service.
  enum Kind: Int64, Hashable, Sendable {
    case inside = 1
    case client = 3
  }

  var name: String
  var kind = Kind.inside

  /// Sixteen hexadecimal digits.
  var id: String

  /// The span that this one is part of; nil for the run's.
  var parent: String?
  var start: TranscriptTime

  /// Nil while it goes on.
  var end: TranscriptTime?
  var attributes: [String: JSONValue] = [:]

  /// Why it failed; nil when it did not.
  var failure: String?
}

extension Span {
  /// The span as OTLP's JSON has it, in which whole numbers of 64 bits are texts.
  ///
  /// Source: opentelemetry-proto, `trace.proto`, and the mapping to JSON in the OTLP specification.
  func value(trace: String, now: TranscriptTime) -> JSONValue {
    func nanoseconds(_ time: TranscriptTime) -> JSONValue { .string("\(time.milliseconds)000000") }
    var value: [String: JSONValue] = [
      "traceId": .string(trace), "spanId": .string(id), "name": .string(name), "kind": .integer(kind.rawValue),
      "startTimeUnixNano": nanoseconds(start), "endTimeUnixNano": nanoseconds(max(start, end ?? now)),
      "attributes": .array(
        attributes.sorted { $0.key < $1.key }.map { ["key": .string($0.key), "value": Self.attribute($0.value)] }),
      "status": ["code": 0],
    ]
    if let failure { value["status"] = ["code": 2, "message": .string(failure)] }
    if let parent { value["parentSpanId"] = .string(parent) }
    return .object(value)
  }

  static func attribute(_ value: JSONValue) -> JSONValue {
    switch value {
    case .bool: ["boolValue": value]
    case .integer(let number): ["intValue": .string("\(number)")]
    case .number: ["doubleValue": value]
    case .array(let elements): ["arrayValue": ["values": .array(elements.map(attribute))]]
    case .string, .null, .object: ["stringValue": .string(value.string ?? value.serialized())]
    }
  }
}
