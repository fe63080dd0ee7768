/// A literal of the source, as a value.
package enum SourceLiteral: Hashable, Sendable {
  case integer(Int)
  case floating(Double)

  /// Without interpolation; also what may be a `Character`.
  case string(String)

  /// The pattern of a regular expression, without its slashes.
  case regex(String)
}

extension String {
  /// Swift source of a string literal that means this text.
  package var swiftLiteral: String {
    var text = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\0": text += "\\0"
      default:
        // What has no shape of its own, or joins what stands before it, would not be seen.
        if scalar.properties.isVisible {
          text.unicodeScalars.append(scalar)
        } else {
          text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }
      }
    }
    return text + "\""
  }
}

extension Unicode.Scalar.Properties {
  fileprivate var isVisible: Bool {
    switch generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
      .nonspacingMark, .enclosingMark, .spacingMark:
      false
    case .spaceSeparator: isASCIISpace
    default: true
    }
  }

  private var isASCIISpace: Bool { name == "SPACE" }
}
