internal import Yams

/// YAML written anew as one line of JSON, the numbers and words of rules of ast-grep without quotes.
enum WrittenRecipe {
  /// - Returns: nil for what cannot be written so: a list with an empty element that is not quoted.
  static func text(of node: Node) -> String? {
    if let mapping = node.mapping {
      var members: [String] = []
      for (key, value) in mapping {
        guard let name = key.scalar.map({ quoted($0.string) }), let text = text(of: value) else { return nil }
        members.append("\(name): \(text)")
      }
      return "{\(members.joined(separator: ", "))}"
    }
    if let sequence = node.sequence {
      var elements: [String] = []
      for element in sequence {
        guard let text = text(of: element), !text.isEmpty else { return nil }
        elements.append(text)
      }
      return "[\(elements.joined(separator: ", "))]"
    }
    guard let scalar = node.scalar else { return nil }
    // Whether they are quoted makes a difference where they stand for themselves.
    let isPlain = scalar.style == .plain && (isWord(scalar.string) || isNumber(scalar.string))
    return isPlain ? scalar.string : quoted(scalar.string)
  }

  private static func isWord(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) } || text == "~"
  }

  private static func isNumber(_ text: String) -> Bool {
    var digits = text.utf8[...]
    if let sign = digits.first, sign == 0x2B || sign == 0x2D { digits.removeFirst() }
    return !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// A text in double quotes, all but plain letters as their numbers: some letters would end the line.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case " "..."~": quoted.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      }
    }
    return quoted + "\""
  }
}
