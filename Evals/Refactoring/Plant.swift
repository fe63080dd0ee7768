/// An edit whose outcome is known before: a good one, or one that a gate has to find.
struct Plant: Hashable {
  enum Kind: String, CaseIterable {
    /// Changes nothing that anybody could notice.
    case good

    /// Parses and does not compile.
    case build

    /// Compiles, and a test fails.
    case tests

    /// Compiles, all tests that are still there pass, and there are fewer of them.
    case lost

    /// Compiles and passes all tests, and changes what other packages can see.
    case interface
  }

  let package: String
  let file: String
  let kind: Kind
  let old: String
  let new: String

  /// Reads a table with a line for each: package, file, kind, old and new text, with tabs between them.
  static func reading(_ path: String) throws -> [Plant] {
    try read(path).split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(unescaped)
      guard cells.count == 5, let kind = Kind(rawValue: cells[2]) else {
        throw EvaluationError("\(path): a line needs package, file, kind, old and new: \(line)")
      }
      return Plant(package: cells[0], file: cells[1], kind: kind, old: cells[3], new: cells[4])
    }
  }

  private static func unescaped(_ cell: Substring) -> String {
    var text = ""
    var isEscaped = false
    for character in cell {
      if isEscaped {
        text.append(character == "n" ? "\n" : character == "t" ? "\t" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        text.append(character)
      }
    }
    return text
  }

  /// A file with the edit in it; nil when what it takes the place of is not there.
  func applied(to text: String) -> String? {
    guard let range = text.firstRange(of: old) else { return nil }
    return text[..<range.lowerBound] + new + text[range.upperBound...]
  }

  /// Whether a later version of a file holds the edit, which its first version did not.
  func stands(in text: String, butNotIn first: String) -> Bool {
    text.ranges(of: new).count > first.ranges(of: new).count
  }
}
