internal import JSON

extension JSONValue {
  /// The value as the text of a report, with a line feed at its end.
  ///
  /// Control and format characters are written as escapes: a program reads the same text, and a terminal is not driven by
  /// it.
  var reportText: String {
    // In a JSON text such characters stand inside strings only, where an escape means the same.
    var result = String.UnicodeScalarView()
    for scalar in serialized(.indented).unicodeScalars {
      if scalar.isASCII || !Self.isUnsafe(scalar) {
        result.append(scalar)
      } else {
        for unit in UTF16.encode(scalar) ?? .init() {
          let digits = String(unit, radix: 16)
          result += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).unicodeScalars
        }
      }
    }
    return String(result) + "\n"
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
