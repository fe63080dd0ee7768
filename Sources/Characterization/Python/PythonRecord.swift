internal import JSON
internal import SourceText

/// What the recorder of Python told of one call.
struct PythonRecord: Sendable {
  let number: Int
  let outcome: RecordedOutcome
  let observations: [RecordedValue]

  /// Pairs of lines that ran one after the other, by the number of their file.
  let arcs: [(file: Int, from: Int, to: Int)]

  let touches: Set<RecordedTouch>

  /// Why no test can be made of it, whatever it gives.
  let fault: String?

  /// Import statements that the values need, sorted.
  let imports: [String]

  /// How many elements were taken of an iterator; nil for what is none.
  let iterated: Int?

  let milliseconds: Int

  /// Elements of an iterator that the recorder takes.
  static let iterationLimit = 50

  /// Errors that say that an argument was nonsense, unless the code raises them itself.
  private static let accidents: Set<String> = ["TypeError", "AttributeError", "RecursionError"]

  /// - Returns: nil for a line that is of no call.
  init?(_ line: JSONValue) {
    guard let number = line["id"]?.integer else { return nil }
    self.number = number
    milliseconds = line["milliseconds"]?.integer ?? 0
    var faults = line["fault"]?.string.map { [$0] } ?? []
    var needed = Set(Self.imports(of: line["returned"]))
    observations = (line["observations"]?.array ?? []).map(Self.value)
    for observation in line["observations"]?.array ?? [] { needed.formUnion(Self.imports(of: observation)) }
    if line["timed_out"]?.bool == true {
      outcome = .timedOut
    } else if let signal = line["signal"]?.integer {
      outcome = .trapped(signal: signal, message: "")
    } else if let code = line["exited"]?.integer {
      outcome = .exited(code: code)
    } else if let threw = line["threw"] {
      let type = threw["type"]?.string ?? "Exception"
      outcome = .threw(type: type, description: threw["message"]?.string ?? "", isEquatableLiteral: nil)
      needed.formUnion((threw["imports"]?.array ?? []).compactMap(\.string))
      if threw["importable"]?.bool != true { faults.append("it throws an error of a type that a test cannot name") }
      if line["stage"]?.string != "call" { faults.append("what prepares the call throws \(type)") }
      if Self.accidents.contains(type), threw["deliberate"]?.bool != true {
        faults.append("it fails where the code does not mean to: \(type)")
      }
    } else {
      outcome = .returned(line["returned"].flatMap { $0.isNull ? nil : Self.value($0) })
    }
    iterated = line["iterated"]?.integer
    arcs = (line["reached"]?.array ?? []).compactMap { arc in
      guard let file = arc[0]?.integer, let from = arc[1]?.integer, let to = arc[2]?.integer else { return nil }
      return (file, from, to)
    }
    let words = (line["touches"]?.array ?? []).compactMap(\.string)
    touches = Set(words.compactMap(RecordedTouch.init))
    if words.contains(where: { $0.hasPrefix("reads ") }) { faults.append("it reads files that are not the project's") }
    fault = faults.first
    imports = needed.sorted()
  }

  private static func value(_ value: JSONValue) -> RecordedValue {
    let type = value["type"]?.string ?? ""
    let text = value["text"]?.string ?? ""
    return switch value["form"]?.string {
    case "literal": .literal(text, type: type)
    case "approximate": .approximate(text, type: type)
    case "structure":
      .structure(
        type: type,
        fields: (value["fields"]?.array ?? []).compactMap { field in
          guard let name = field[0]?.string, let inner = field[1] else { return nil }
          return RecordedValue.Field(name: name, value: Self.value(inner))
        })
    default: .opaque(type: type)
    }
  }

  private static func imports(of value: JSONValue?) -> [String] {
    guard let value else { return [] }
    let own = (value["imports"]?.array ?? []).compactMap(\.string)
    return own + (value["fields"]?.array ?? []).flatMap { imports(of: $0[1]) }
  }
}
