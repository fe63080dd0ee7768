/// A text in quotation marks as it can stand in an error message: control and format characters escaped, and cut after
/// 200 characters.
func quoted(_ text: some StringProtocol) -> String {
  var result = "“"
  for scalar in text.unicodeScalars.prefix(200) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
      result += scalar.escaped(asASCII: true)
    default:
      result.unicodeScalars.append(scalar)
    }
  }
  return result + (text.unicodeScalars.count > 200 ? "…”" : "”")
}
