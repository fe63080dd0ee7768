/// What a compiler says of the labels of a call.
enum LabelComplaint: Hashable {
  /// Arguments without a label need these, in their order.
  case missing([String])

  /// All arguments need these; `_` for none.
  case expected([String])

  /// These are not wanted.
  case extraneous([String])

  /// Reads the compiler's words.
  init?(_ reason: String) {
    let quoted = reason.split(separator: "'", omittingEmptySubsequences: false)
    guard reason.hasSuffix(" in call") || reason.contains(" in call ("), quoted.count >= 3 else { return nil }
    func labels(_ index: Int) -> [String] { quoted[index].split(separator: ":").map(String.init) }
    if reason.hasPrefix("missing argument label") {
      self = .missing(labels(1))
    } else if reason.hasPrefix("extraneous argument label") {
      self = .extraneous(labels(1))
    } else if reason.hasPrefix("incorrect argument label"), quoted.count >= 5 {
      self = .expected(labels(3))
    } else {
      return nil
    }
  }
}

/// The labels of one call's arguments, in its text.
enum ArgumentLabels {
  /// Mends the labels of a call.
  ///
  /// - Parameters:
  ///   - offset: bytes before the place that the compiler names: the call's opening bracket, or its first argument.
  /// - Returns: nil where it is not plain which argument is meant.
  static func mend(_ complaint: LabelComplaint, in text: String, at offset: Int) -> String? {
    guard let bracket = bracket(in: text, at: offset), let (arguments, close) = arguments(in: text, behind: bracket)
    else { return nil }
    let written = arguments.map(split)
    let mended: [String]
    switch complaint {
    case .expected(let labels):
      guard labels.count == written.count else { return nil }
      mended = zip(labels, written).map { $0 == "_" ? $1.value : "\($0): \($1.value)" }
    case .missing(let labels):
      guard written.count(where: { $0.label == nil }) == labels.count else { return nil }
      var left = labels[...]
      mended = written.map { argument in
        argument.label.map { "\($0): \(argument.value)" } ?? "\(left.removeFirst()): \(argument.value)"
      }
    case .extraneous(let labels):
      mended = written.map { argument in
        guard let label = argument.label, !labels.contains(label) else { return argument.value }
        return "\(label): \(argument.value)"
      }
    }
    return text[...bracket] + mended.joined(separator: ", ") + text[close...]
  }

  /// The opening bracket at a place, or else the one that is open there, or the next one.
  private static func bracket(in text: String, at offset: Int) -> String.Index? {
    let place = text.utf8.index(text.startIndex, offsetBy: offset, limitedBy: text.endIndex) ?? text.endIndex
    var open: [String.Index] = []
    for index in text.indices where index < place {
      if text[index] == "(" { open.append(index) }
      if text[index] == ")" { _ = open.popLast() }
    }
    let next = text[place...].firstIndex(of: "(")
    return next == place ? next : open.last ?? next
  }

  /// The arguments behind a bracket, and the place of the bracket that closes them.
  private static func arguments(in text: String, behind open: String.Index) -> ([String], String.Index)? {
    var arguments: [String] = []
    var argument = ""
    var depth = 0
    var isQuoted = false
    var previous: Character = " "
    var index = text.index(after: open)
    while index < text.endIndex {
      let character = text[index]
      if character == "\"", previous != "\\" { isQuoted.toggle() }
      previous = character
      if !isQuoted {
        if depth == 0, character == ")" {
          if !argument.allSatisfy(\.isWhitespace) { arguments.append(argument) }
          return (arguments, index)
        }
        if "([{".contains(character) { depth += 1 }
        if ")]}".contains(character) { depth -= 1 }
        if depth == 0, character == "," {
          arguments.append(argument)
          argument = ""
          index = text.index(after: index)
          continue
        }
      }
      argument.append(character)
      index = text.index(after: index)
    }
    return nil
  }

  private static func split(_ argument: String) -> (label: String?, value: String) {
    let text = argument.drop { $0.isWhitespace }
    let name = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let rest = text.dropFirst(name.count)
    guard !name.isEmpty, rest.hasPrefix(": ") || rest.hasPrefix(":") else { return (nil, String(text)) }
    return (String(name), String(rest.dropFirst().drop { $0.isWhitespace }))
  }
}
