/// Writes long texts of several lines as people do: between three quotation marks, a line each.
enum MultilineLiteral {
  /// Bytes of a line from which on it is worth it.
  private static let longest = 80

  /// The line, or the lines that say the same.
  ///
  /// Only a text at the end of a statement is rewritten, one that has two line ends at least and nothing in it that such a
  /// literal would lose or a formatter take away.
  ///
  /// - Parameters:
  ///   - line: a statement that begins without indentation.
  ///   - indentation: what one level is indented with.
  static func lines(of line: String, indentation: String) -> [String] {
    guard line.utf8.count > longest, !line.hasPrefix(" "), let (start, end) = lastLiteral(in: line) else {
      return [line]
    }
    let rest = line[end...]
    guard rest.isEmpty || rest == ")",
      let content = content(of: line[line.index(after: start)..<line.index(before: end)]), content.count > 2
    else { return [line] }
    let head = line[..<start]
    // `#expect(value == "...")`: the value gets a line of its own, so that the text is not far to the right.
    guard rest == ")", let bracket = head.firstIndex(of: "(") else {
      return ["\(head)\"\"\""] + content.map { $0.isEmpty ? "" : indentation + $0 } + ["\(indentation)\"\"\"\(rest)"]
    }
    let inner = indentation + indentation
    return [String(head[...bracket]), "\(indentation)\(head[head.index(after: bracket)...])\"\"\""]
      + content.map { $0.isEmpty ? "" : inner + $0 } + ["\(inner)\"\"\"\(rest)"]
  }

  /// The lines of a literal; nil for one that must stay as it is.
  private static func content(of literal: Substring) -> [String]? {
    var lines = [""]
    var isEscaped = false
    for character in literal {
      if isEscaped {
        isEscaped = false
        switch character {
        case "n": lines.append("")
        case "\"": lines[lines.count - 1] += "\""
        case "\\", "t": lines[lines.count - 1] += "\\\(character)"
        default: return nil
        }
      } else if character == "\\" {
        isEscaped = true
      } else {
        lines[lines.count - 1].append(character)
      }
    }
    let isSafe = lines.allSatisfy { !$0.hasSuffix(" ") && !$0.contains("\"\"\"") }
    return isSafe ? lines : nil
  }

  /// Where the last text of a line begins, at its quotation mark, and ends, behind it.
  private static func lastLiteral(in line: String) -> (String.Index, String.Index)? {
    var found: (String.Index, String.Index)?
    var start: String.Index?
    var isEscaped = false
    for index in line.indices {
      let character = line[index]
      guard let begin = start else {
        // Of a raw literal nothing is known here.
        if character == "#", line[line.index(after: index)...].hasPrefix("\"") { return nil }
        if character == "\"" { start = index }
        continue
      }
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        found = (begin, line.index(after: index))
        start = nil
      }
    }
    return start == nil ? found : nil
  }
}
