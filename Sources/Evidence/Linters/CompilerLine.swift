/// A message as compilers write it: `path:line:column: severity: message`.
struct CompilerLine: Hashable {
  var path: String
  var line: Int
  var severity: String
  var message: String

  /// Messages that are read at the most.
  private static let countLimit = ImportedReport.resultLimit

  /// All messages of a text, each once; other lines are quotations of code.
  static func all(in text: String) -> [CompilerLine] {
    var seen: Set<Substring> = []
    var lines: [CompilerLine] = []
    for line in text.split(whereSeparator: \.isNewline) where lines.count < countLimit {
      if let message = CompilerLine(line), seen.insert(line).inserted { lines.append(message) }
    }
    return lines
  }

  private init?(_ text: Substring) {
    let marks = ["warning", "error", "note"].compactMap { severity in
      text.firstRange(of: ": \(severity): ").map { (severity: severity, range: $0) }
    }
    // The first of them: the others stand inside the message.
    guard let mark = marks.min(by: { $0.range.lowerBound < $1.range.lowerBound }) else { return nil }
    // From the end, since a path may hold colons.
    let place = text[..<mark.range.lowerBound].split(separator: ":", omittingEmptySubsequences: false)
    guard place.count >= 3, let line = Int(place[place.count - 2]), Int(place[place.count - 1]) != nil, line > 0 else {
      return nil
    }
    path = place.dropLast(2).joined(separator: ":")
    self.line = line
    severity = mark.severity
    message = String(text[mark.range.upperBound...])
  }
}
