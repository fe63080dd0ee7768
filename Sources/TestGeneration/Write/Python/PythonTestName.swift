internal import Characterization

/// Makes names of Python's tests that say input and outcome: `test_pluralize_of_empty_text_is_empty`.
enum PythonTestName {
  /// Letters of a name at most; what is longer is cut at a word.
  static let lengthLimit = 80

  static func name(for candidate: CallCandidate, _ outcome: RecordedOutcome) -> String {
    var parts = words(candidate.subject)
    let input = words(candidate.inputWords)
    if !input.isEmpty {
      parts += (["the", "after"].contains(input[0]) ? ["in"] : ["of"]).filter { _ in input[0] != "after" } + input
    }
    parts += words(words(for: outcome, observes: !candidate.observations.isEmpty))
    return joined(["test"] + parts)
  }

  /// What a table of one shape is called.
  static func tableName(for candidate: CallCandidate, names: [String]) -> String {
    joined(["test"] + words(candidate.subject) + ["of"] + names.flatMap(words))
  }

  /// What came of it, in words.
  static func words(for outcome: RecordedOutcome, observes: Bool) -> String {
    switch outcome {
    case .returned(.literal("None", _)?), .returned(nil): observes ? "changes it" : "is none"
    case .returned(.literal(let text, let type)?):
      if case let words = PythonValue.words(for: text), !words.isEmpty {
        words.hasPrefix("empty") ? "is empty" : "is \(words)"
      } else {
        "gives a \(type)"
      }
    case .returned(.approximate?): "gives a number"
    case .returned(.structure(let type, _)?): "makes a \(type.split(separator: ".").last ?? "value")"
    case .returned: "returns"
    case .threw(let type, _, _): "raises \(type.split(separator: ".").last ?? "an error")"
    case .trapped: "crashes"
    case .timedOut: "does not end"
    case .exited: "exits"
    }
  }

  /// Splits at what is no letter or digit, and before capitals that follow small letters; all in small letters.
  static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      guard character.isASCII, character.isLetter || character.isNumber else {
        if !word.isEmpty { words.append(word.lowercased()) }
        word = ""
        continue
      }
      let before = index > 0 ? characters[index - 1] : " "
      let after = index + 1 < characters.count ? characters[index + 1] : " "
      let begins =
        character.isUppercase && (before.isLowercase || before.isNumber || (before.isUppercase && after.isLowercase))
      if begins, !word.isEmpty {
        words.append(word.lowercased())
        word = ""
      }
      word.append(character)
    }
    if !word.isEmpty { words.append(word.lowercased()) }
    return words
  }

  /// Gives each name once: those that come again get a number.
  static func unique(_ names: [String]) -> [String] {
    var taken = Set(names)
    var seen: Set<String> = []
    return names.map { name in
      guard !seen.insert(name).inserted else { return name }
      var number = 2
      while taken.contains("\(name)_\(number)") { number += 1 }
      taken.insert("\(name)_\(number)")
      return "\(name)_\(number)"
    }
  }

  static func isKeyword(_ word: String) -> Bool { keywords.contains(word) }

  private static let keywords: Set<String> = [
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
    "return", "try", "while", "with", "yield", "list", "dict", "set", "str", "int", "float", "type", "object", "match",
  ]

  private static func joined(_ words: [String]) -> String {
    var name = ""
    for word in words {
      if name.count + word.count + 1 > lengthLimit { break }
      name += name.isEmpty ? word : "_\(word)"
    }
    return name
  }
}
