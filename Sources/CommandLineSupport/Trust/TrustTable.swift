package import JSON
internal import Redaction
package import Store

/// The trust ledger of a repository as a table or as JSON.
package struct TrustTable: Sendable {
  private let rows: [(subject: TrustSubject, trust: Trust)]

  /// - Parameter trust: what is known now.
  package init(_ trust: [TrustSubject: Trust]) {
    rows = trust.map { (subject: $0.key, trust: $0.value) }
      .sorted { ($0.subject.name, $0.subject.kind.rawValue) < ($1.subject.name, $1.subject.kind.rawValue) }
  }

  /// The table, with a line for each subject.
  package var text: String {
    if rows.isEmpty { return "Nothing is known of this repository: every rule is believed as it says.\n" }
    let head = ["subject", "kind", "trust", "at least", "right", "wrong", "effect"]
    let lines = [head] + rows.map(Self.cells)
    let widths = head.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { cells in
      let padded = zip(cells, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
      return Self.trimmed(padded.joined(separator: "  ")) + "\n"
    }.joined()
  }

  /// The rows as `{"schema_version": 1, "trust": [...]}`.
  package var json: JSONValue {
    [
      "schema_version": 1,
      "trust": .array(
        rows.map { subject, trust in
          [
            "subject": JSONValue(subject.name), "kind": JSONValue(subject.kind.rawValue),
            "mean": .number(trust.mean), "lower_bound": .number(trust.lowerBound),
            "right": JSONValue(trust.rightCount), "wrong": JSONValue(trust.wrongCount),
            "is_built": .bool(trust.isBuilt), "confidence_factor": .number(trust.confidenceFactor),
          ]
        }),
    ]
  }

  private static func cells(_ subject: TrustSubject, _ trust: Trust) -> [String] {
    let factor = trust.confidenceFactor
    let effect = factor < 1 ? "confidence times \(decimal(factor))" : trust.isBuilt ? "relied on" : "-"
    return [
      TerminalText.singleLine(subject.name, limit: 80), subject.kind.rawValue, decimal(trust.mean),
      decimal(trust.lowerBound), "\(trust.rightCount)", "\(trust.wrongCount)", effect,
    ]
  }

  /// A number from 0 to 1 with two decimal digits.
  private static func decimal(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  private static func trimmed(_ line: String) -> String {
    var line = line[...]
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
