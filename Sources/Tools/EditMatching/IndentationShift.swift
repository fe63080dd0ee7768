/// How much deeper or shallower a file's lines are indented than those of a text.
package enum IndentationShift: Hashable, Sendable {
  case none

  /// The file has these blanks in front of each line.
  case deeper([UInt8])

  /// The text has these blanks in front of each line.
  case shallower([UInt8])

  /// The shift between two indentations; nil when neither ends with the other.
  init?(from text: ArraySlice<UInt8>, to file: ArraySlice<UInt8>) {
    if text == file {
      self = .none
    } else if file.count > text.count, file.suffix(text.count) == text {
      self = .deeper(Array(file.dropLast(text.count)))
    } else if text.count > file.count, text.suffix(file.count) == file {
      self = .shallower(Array(text.dropLast(file.count)))
    } else {
      return nil
    }
  }

  /// A line of the text, indented as the file's lines are; nil when it has not the blanks that would have to go.
  func applied(to line: ArraySlice<UInt8>) -> [UInt8]? {
    if LineFolding.isBlank(line) { return Array(line) }
    switch self {
    case .none: return Array(line)
    case .deeper(let blanks): return blanks + line
    case .shallower(let blanks): return line.starts(with: blanks) ? Array(line.dropFirst(blanks.count)) : nil
    }
  }
}
