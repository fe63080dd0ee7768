internal import Characterization

/// Makes names of tests that say input and outcome: `popOfEmptyStackReturnsNil`.
enum TestName {
  /// Letters of a name at most; what is longer is cut at a word.
  static let lengthLimit = 80

  /// The name for a recorded call.
  static func name(for candidate: CallCandidate, _ outcome: RecordedOutcome) -> String {
    let subject = candidate.subject.split(separator: ".").last.map(String.init) ?? candidate.subject
    let base = subject.prefix { $0 != "(" && $0 != "<" }
    var words = Self.words(
      base.isEmpty || !base.contains(where: \.isLetter) ? Self.operatorName(subject) : String(base))
    if words == ["init"] { words = ["initialised"] }
    let input = Self.words(candidate.inputWords)
    if !input.isEmpty { words += (words == ["initialised"] ? ["from"] : ["of"]) + input }
    words += Self.words(Self.words(for: outcome, observes: !candidate.observations.isEmpty))
    return identifier(words)
  }

  /// What came of it, in words.
  static func words(for outcome: RecordedOutcome, observes: Bool) -> String {
    switch outcome {
    case .returned(nil): observes ? "changes state" : "completes"
    case .returned(let value?): words(for: value)
    case .threw(let type, _, let literal):
      "throws " + (literal?.split(separator: ".").last.map { String($0.prefix { $0 != "(" }) } ?? type)
    case .trapped: "traps"
    case .timedOut: "does not end"
    case .exited(let code): "exits with \(code)"
    }
  }

  private static func words(for value: RecordedValue) -> String {
    switch value {
    case .literal("nil", _): return "is nil"
    case .literal("true", "Bool"): return "is true"
    case .literal("false", "Bool"): return "is false"
    case .literal("\"\"", _): return "is empty"
    case .literal("[]", _), .literal("[:]", _): return "is empty"
    case .literal(let text, _):
      if text.allSatisfy({ $0.isNumber || $0 == "-" }), text.count <= 6 {
        return text.hasPrefix("-") ? "is minus \(text.dropFirst())" : "is \(text)"
      }
      if text.hasPrefix("."), text.dropFirst().allSatisfy(\.isLetter) { return "is \(text.dropFirst())" }
      if text.hasPrefix("\""), text.count <= 22, text.dropFirst().dropLast().allSatisfy({ $0.isLetter || $0.isNumber })
      {
        return "is \(text.dropFirst().dropLast())"
      }
      return "returns value"
    case .approximate: return "returns value"
    case .structure(let type, _): return "makes \(type.prefix { $0 != "<" })"
    case .unordered: return "returns elements"
    case .described: return "is described"
    case .opaque: return "returns"
    }
  }

  /// Splits at blanks, signs and before capitals.
  static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      if character == "-", word.isEmpty, index + 1 < characters.count, characters[index + 1].isNumber {
        words.append("minus")
      }
      if !(character.isLetter || character.isNumber) || !character.isASCII {
        if !word.isEmpty { words.append(word) }
        word = ""
        wasLower = false
        continue
      }
      if character.isUppercase, wasLower, !word.isEmpty {
        words.append(word)
        word = ""
      }
      wasLower = character.isLowercase || character.isNumber
      word.append(character)
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// One identifier in camel case.
  static func identifier(_ words: [String]) -> String {
    var name = ""
    for word in words {
      let part =
        name.isEmpty ? word.prefix(1).lowercased() + word.dropFirst() : word.prefix(1).uppercased() + word.dropFirst()
      if name.count + part.count > lengthLimit { break }
      name += part
    }
    guard let first = name.first else { return "behaves" }
    return first.isNumber ? "value\(name)" : name
  }

  /// Gives each name once: those that come again get a number.
  static func unique(_ names: [String]) -> [String] {
    var seen: [String: Int] = [:]
    var used = Set(names)
    var taken: Set<String> = []
    return names.map { name in
      if taken.insert(name).inserted { return name }
      var number = seen[name] ?? 2
      while used.contains("\(name)\(number)") { number += 1 }
      seen[name] = number + 1
      used.insert("\(name)\(number)")
      taken.insert("\(name)\(number)")
      return "\(name)\(number)"
    }
  }

  private static func operatorName(_ subject: String) -> String {
    let signs = String(subject.prefix { $0 != "(" })
    return switch signs {
    case "==": "equality"
    case "!=": "inequality"
    case "<": "less than"
    case "<=": "at most"
    case ">": "greater than"
    case ">=": "at least"
    case "+": "sum"
    case "-": "difference"
    case "*": "product"
    case "/": "quotient"
    case "subscript": "subscript"
    default: "operator"
    }
  }
}
