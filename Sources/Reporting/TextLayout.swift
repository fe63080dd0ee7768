internal import Redaction

/// Lays out foreign text in lines that are safe to show.
enum TextLayout {
  /// The lines of a text, without their ends.
  static func lines(of text: String) -> [String] {
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(String.UnicodeScalarView(line.last == "\r" ? line.dropLast() : line))
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// A text in lines of at most `width` columns, broken between words; its own line breaks stay.
  ///
  /// - Parameter indentation: stands before each line, and is counted.
  static func wrapped(_ text: String, width: Int, indentation: String) -> [String] {
    lines(of: text).flatMap { paragraph -> [String] in
      var wrapped: [String] = []
      var current = ""
      var columns = 0
      for word in TerminalText.escaped(paragraph).split(whereSeparator: { $0 == " " || $0 == "\t" }) {
        let count = DisplayWidth.of(String(word))
        if !current.isEmpty, indentation.count + columns + 1 + count > width {
          wrapped.append(indentation + current)
          (current, columns) = ("", 0)
        }
        columns += (current.isEmpty ? 0 : 1) + count
        current += (current.isEmpty ? "" : " ") + word
      }
      return wrapped + [current.isEmpty ? "" : indentation + current]
    }
  }

  /// A line that build servers do not take for a command to them, with a backslash where it would have been one.
  ///
  /// GitHub's runner obeys lines that begin with `::` behind any blanks, and `##[` anywhere in a line; Azure Pipelines
  /// `##vso[`, TeamCity `##teamcity[`.
  static func withoutCommands(_ line: String) -> String {
    guard line.contains("::") || line.contains("##") else { return line }
    let blanks = line.prefix(while: \.isWhitespace)
    let text = line.dropFirst(blanks.count)
    let inert = text.replacing(/##([A-Za-z]*)\[/) { "##\($0.output.1)\\[" }
    return blanks + (text.hasPrefix("::") ? "\\" : "") + inert
  }

  /// A number with its digits in groups of three: `31,204`.
  static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var result = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
      result.append(digit)
    }
    return result
  }

  /// A number and its unit: `1 file`, `3 files`.
  static func count(_ number: Int, _ unit: String) -> String { "\(grouped(number)) \(unit)\(number == 1 ? "" : "s")" }

  /// Millionths of a dollar as people read them, to a hundredth of a cent: `$0.0423`.
  static func dollars(_ microdollars: Int) -> String {
    let units = (microdollars + 50) / 100
    if units == 0, microdollars > 0 { return "less than $0.0001" }
    let fraction = String(units % 10_000)
    return "$\(grouped(units / 10_000)).\(String(repeating: "0", count: 4 - fraction.count))\(fraction)"
  }

  /// Milliseconds as people read them: `812 ms`, `14.2 s`.
  static func duration(_ milliseconds: Int) -> String {
    if milliseconds < 1000 { return "\(milliseconds) ms" }
    let tenths = (milliseconds + 50) / 100
    return "\(grouped(tenths / 10)).\(tenths % 10) s"
  }
}
