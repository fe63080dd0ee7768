/// Numbers as people read them.
enum CampaignWords {
  /// Milliseconds: `812 ms`, `14.2 s`, `3 min 05 s`, `2 h 07 min`.
  static func duration(_ milliseconds: Int) -> String {
    if milliseconds < 1_000 { return "\(max(0, milliseconds)) ms" }
    let tenths = (milliseconds + 50) / 100
    if tenths < 600 { return "\(tenths / 10).\(tenths % 10) s" }
    let seconds = (milliseconds + 500) / 1_000
    if seconds < 3_600 { return "\(seconds / 60) min \(padded(seconds % 60)) s" }
    return "\(seconds / 3_600) h \(padded(seconds / 60 % 60)) min"
  }

  /// Millionths of a dollar, to a hundredth of a cent: `$0.0423`.
  static func dollars(_ microdollars: Int) -> String {
    let units = (microdollars + 50) / 100
    if units == 0, microdollars > 0 { return "less than $0.0001" }
    let fraction = String(units % 10_000)
    return "$\(units / 10_000).\(String(repeating: "0", count: 4 - fraction.count))\(fraction)"
  }

  /// `1 unit`, `3 units`.
  static func count(_ number: Int, _ unit: String) -> String { "\(number) \(unit)\(number == 1 ? "" : "s")" }

  /// Gates: `build 3, tests 2/3`, the second for two passed of three.
  static func gates(_ gates: [UnitOutcome.Gate]) -> String {
    gates.map { gate in
      gate.failed == 0 ? "\(gate.name) \(gate.passed)" : "\(gate.name) \(gate.passed)/\(gate.passed + gate.failed)"
    }.joined(separator: ", ")
  }

  private static func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}
