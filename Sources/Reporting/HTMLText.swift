internal import Redaction

/// Text of a page: every foreign text becomes one here, and nowhere else.
package enum HTMLText {
  /// The text with all that HTML or a reader's eye could take for something else in visible form.
  ///
  /// Hidden characters become visible forms first: a page obeys marks of writing direction as a terminal does.
  package static func escaped(_ text: String, keepingNewlines: Bool = true) -> String {
    var result = ""
    for scalar in TerminalText.escaped(text, keepingNewlines: keepingNewlines).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "`": result += "&#96;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
