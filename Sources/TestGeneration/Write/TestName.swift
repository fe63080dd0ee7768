internal import Characterization

/// Makes names of tests that say input and outcome: `popOfEmptyStackReturnsNil`.
enum TestName {
  /// Letters of a name at most; what is longer is cut at a word.
  static let lengthLimit = 80

  /// With these an input says itself how it belongs to the call.
  private static let prepositions: Set<String> = [
    "after", "at", "before", "by", "for", "from", "in", "into", "of", "on", "to", "until", "using", "where", "with",
  ]

  /// The name for a recorded call.
  ///
  /// - Parameter observed: what was read after it, by its expression.
  static func name(
    for candidate: CallCandidate, _ outcome: RecordedOutcome, observed: [(String, RecordedValue)] = []
  ) -> String {
    let subject = candidate.subject.split(separator: ".").last.map(String.init) ?? candidate.subject
    let base = subject.prefix { $0 != "(" && $0 != "<" }
    var words = Self.words(
      base.isEmpty || !base.contains(where: \.isLetter) ? Self.operatorName(subject) : String(base))
    if words == ["init"] { words = ["initialised"] }
    let input = Self.words(candidate.inputWords)
    if let first = input.first {
      let joins = prepositions.contains(first)
      words += (joins ? [] : words == ["initialised"] ? ["from"] : ["of"]) + input
    }
    words += Self.words(Self.left(by: outcome, observed) ?? Self.words(for: outcome, observes: !observed.isEmpty))
    return identifier(words)
  }

  /// How many elements a change leaves, where that was read.
  private static func left(by outcome: RecordedOutcome, _ observed: [(String, RecordedValue)]) -> String? {
    let verb: String
    if case (let expression, .literal(let text, _))? = observed.first, outcome == .returned(nil),
      !expression.contains("."), text.hasPrefix("["), let count = text == "[]" ? 0 : elementCount(of: text)
    {
      return "collects \(count == 0 ? "nothing" : count == 1 ? "one element" : "\(count) elements")"
    }
    switch outcome {
    case .returned(nil): verb = "leaves"
    case .returned(.described), .returned(.opaque): verb = "has"
    default: return nil
    }
    for case (let expression, .literal(let count, "Int")) in observed where expression.hasSuffix(".count") {
      return "\(verb) \(count == "0" ? "nothing" : count == "1" ? "one element" : "\(count) elements")"
    }
    return nil
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
      if text.hasPrefix("\"") {
        let content = words(String(text.dropFirst().dropLast()))
        let isTold = !content.isEmpty && content.count <= 5 && text.count <= 34 && !text.contains("\\")
        return isTold ? "is \(content.joined(separator: " "))" : "gives text"
      }
      if text.hasPrefix("["), let count = elementCount(of: text) {
        return count == 1 ? "gives one element" : "gives \(count) elements"
      }
      return text.allSatisfy { $0.isNumber || "-.e".contains($0) } ? "gives number" : "gives value"
    case .approximate: return "gives number"
    case .structure(let type, let fields):
      let inner = fields.first?.name == "?" ? type.drop { $0 != "<" }.dropFirst() : type[...]
      return "makes \(inner.prefix { $0 != "<" && $0 != ">" })"
    case .unordered: return "gives elements"
    case .described: return "is described"
    case .opaque: return "completes"
    }
  }

  /// The elements of an array or dictionary as it is written; nil where brackets and texts do not close.
  private static func elementCount(of text: String) -> Int? {
    var (depth, count, isQuoted, isEscaped) = (0, 1, false, false)
    for character in text {
      if isEscaped {
        isEscaped = false
      } else if isQuoted {
        if character == "\\" { isEscaped = true }
        if character == "\"" { isQuoted = false }
      } else {
        if character == "\"" { isQuoted = true }
        if "[(".contains(character) { depth += 1 }
        if "])".contains(character) { depth -= 1 }
        if character == ",", depth == 1 { count += 1 }
      }
    }
    return depth == 0 && !isQuoted ? count : nil
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
    for (index, word) in words.enumerated() {
      // Two numbers would read as one.
      if index > 0, words[index - 1].last?.isNumber == true, word.first?.isNumber == true { name += "And" }
      let part = name.isEmpty ? lowered(word) : word.prefix(1).uppercased() + word.dropFirst()
      if name.count + part.count > lengthLimit { break }
      name += part
    }
    guard let first = name.first else { return "behaves" }
    return first.isNumber ? "value\(name)" : name
  }

  /// `Stack` gives `stack`, `CSV` `csv`, `URLParser` `urlParser`.
  static func lowered(_ word: String) -> String {
    let capitals = word.prefix { $0.isUppercase }
    guard capitals.count > 1 else { return word.prefix(1).lowercased() + word.dropFirst() }
    if capitals.count == word.count { return word.lowercased() }
    return capitals.dropLast().lowercased() + word.dropFirst(capitals.count - 1)
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
