internal import Redaction

/// Text of an XML document: every foreign text becomes one here, and nowhere else.
package enum XMLText {
  /// A text as the value of an attribute, with its quotation marks.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in TerminalText.escaped(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&apos;"
      // A parser makes spaces of these unless they are references.
      case "\n": result += "&#10;"
      case "\t": result += "&#9;"
      // The two that are left of what XML 1.0 excludes.
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
