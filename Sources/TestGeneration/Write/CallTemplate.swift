/// A call with its literals taken out, so that calls of one shape can share a test.
struct CallTemplate: Hashable {
  /// The call with `input`, `input2` and so on in the place of literals.
  let text: String

  let inputs: [String]

  /// What each literal's type is by itself: `String`, `Int`, `Double`.
  let types: [String]

  /// Takes the literals out of a call; those within closures, strings with interpolations and brackets stay.
  init(of call: String) {
    let characters = Array(call)
    var text = ""
    var inputs: [String] = []
    var types: [String] = []
    var index = 0
    var nesting = 0
    var previous: Character = " "
    while index < characters.count {
      let character = characters[index]
      var end = index
      var type: String?
      if character == "\"" {
        (end, type) = Self.string(characters, at: index)
      } else if nesting == 0, Self.startsNumber(characters, at: index, after: previous) {
        (end, type) = Self.number(characters, at: index)
      }
      if end > index {
        let literal = String(characters[index..<end])
        if let type, nesting == 0 {
          inputs.append(literal)
          types.append(type)
          text += inputs.count == 1 ? "input" : "input\(inputs.count)"
        } else {
          text += literal
        }
        previous = "\""
        index = end
        continue
      }
      if character == "{" || character == "[" { nesting += 1 }
      if character == "}" || character == "]" { nesting -= 1 }
      text.append(character)
      if character != " " { previous = character }
      index += 1
    }
    self.text = text
    self.inputs = inputs
    self.types = types
  }

  private static func string(_ characters: [Character], at start: Int) -> (Int, String?) {
    if start + 2 < characters.count, characters[start + 1] == "\"", characters[start + 2] == "\"" {
      return (characters.count, nil)
    }
    var index = start + 1
    var isPlain = start == 0 || characters[start - 1] != "#"
    while index < characters.count, characters[index] != "\"" {
      if characters[index] == "\\" {
        if index + 1 < characters.count, characters[index + 1] == "(" { isPlain = false }
        index += 1
      }
      index += 1
    }
    return (min(index + 1, characters.count), isPlain ? "String" : nil)
  }

  /// A number stands behind a bracket, a comma, a colon or an operator, never within a name.
  private static func startsNumber(_ characters: [Character], at index: Int, after previous: Character) -> Bool {
    guard "(,:".contains(previous) else { return false }
    if characters[index] == "-" { return index + 1 < characters.count && characters[index + 1].isNumber }
    return characters[index].isNumber
  }

  private static func number(_ characters: [Character], at start: Int) -> (Int, String?) {
    var index = start + (characters[start] == "-" ? 1 : 0)
    while index < characters.count, characters[index].isHexDigit || "._xob".contains(characters[index]) { index += 1 }
    // `1...3`, `5.description`: no literal by itself.
    let literal = characters[start..<index]
    if literal.contains(".") {
      let parts = literal.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2, parts.allSatisfy({ $0.last?.isNumber == true }) else { return (start, nil) }
      return (index, "Double")
    }
    return (index, "Int")
  }
}
