extension RecordedValue {
  /// What Swift can read of a value, and what is read.
  package struct Reading: Hashable, Sendable {
    /// An expression such as `result?.steps[0].name`.
    package let expression: String

    /// Never a structure, and nothing opaque.
    package let value: RecordedValue
  }

  /// Takes a value apart into what a test can state line by line.
  ///
  /// What an enum's case carries cannot be read by an expression and is left out.
  ///
  /// - Parameter expression: what the value is called.
  package func readings(of expression: String) -> [Reading] {
    switch self {
    case .literal, .approximate, .unordered, .described: [Reading(expression: expression, value: self)]
    case .opaque: []
    case .structure(_, let fields):
      fields.flatMap { field -> [Reading] in
        if field.name.hasPrefix(".") { return [] }
        if field.name.hasPrefix("[") { return field.value.readings(of: expression + field.name) }
        guard field.name == "?" else { return field.value.readings(of: "\(expression).\(field.name)") }
        // The question mark needs something behind it.
        if case .structure = field.value { return field.value.readings(of: expression + "?") }
        return []
      }
    }
  }
}
