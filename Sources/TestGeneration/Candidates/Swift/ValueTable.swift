internal import SwiftSource

/// Values of the standard library's and Foundation's types that are worth trying anywhere: the typical first, then the boundaries.
enum ValueTable {
  static let signedIntegers: Set<String> = ["Int", "Int8", "Int16", "Int32", "Int64"]
  static let unsignedIntegers: Set<String> = ["UInt", "UInt8", "UInt16", "UInt32", "UInt64"]
  static let floatingPoints: Set<String> = ["Double", "Float", "CGFloat", "TimeInterval"]

  /// Types whose literals mean them without more said.
  static let literalDefaults: Set<String> = ["Int", "Double", "String", "Bool"]

  /// - Returns: nil for a type that is not in the table.
  static func values(of name: String, literals: [SourceLiteral]) -> [ValueExpression]? {
    if signedIntegers.contains(name) || unsignedIntegers.contains(name) {
      return integers(name, literals: literals)
    }
    if floatingPoints.contains(name) { return floatingPoints(name, literals: literals) }
    switch name {
    case "Bool": return [ValueExpression("true"), ValueExpression("false")]
    case "String", "Substring", "StaticString", "NSString": return strings(name, literals: literals)
    case "Character", "Unicode.Scalar", "UnicodeScalar": return characters(name, literals: literals)
    case "Any", "AnyHashable": return anything(name)
    case "AnyObject": return [ValueExpression("NSObject()", words: "an object", imports: ["Foundation"])]
    case "Never": return []
    default: return foundation(name)
    }
  }

  // MARK: Numbers

  private static func integers(_ name: String, literals: [SourceLiteral]) -> [ValueExpression] {
    let isUnsigned = unsignedIntegers.contains(name)
    let found = literals.flatMap { literal -> [Int] in
      guard case .integer(let value) = literal, abs(value) < 1 << 30 else { return [] }
      return [value, value + 1, value - 1]
    }
    let isSmall = name.hasSuffix("8")
    let values = ([2, 0, 1, 3] + found.prefix(24) + [5, -1, 10, -3, 100, 7]).uniqued
    let fitting = values.filter { (!isUnsigned || $0 >= 0) && (!isSmall || (isUnsigned ? $0 < 256 : abs($0) < 128)) }
    return (fitting.map { "\($0)" } + ["\(name).max", "\(name).min"]).map { text in
      let isWord = text.contains(".")
      return ValueExpression(
        isWord ? ".\(text.split(separator: ".").last ?? "")" : text,
        typed: isWord || name == "Int" ? text : "\(name)(\(text))", words: text)
    }
  }

  private static func floatingPoints(_ name: String, literals: [SourceLiteral]) -> [ValueExpression] {
    let found = literals.flatMap { literal -> [Double] in
      switch literal {
      case .floating(let value): [value, value.nextUp, value.nextDown]
      case .integer(let value): [Double(value), Double(value) + 0.5, Double(value) - 0.5]
      default: []
      }
    }
    let numbers = ([1.5, 0, 1, -1] + found.prefix(18) + [0.5, 100, -2.25, -0.0]).map { "\($0)" }.uniqued
    return numbers.map { ValueExpression($0, typed: name == "Double" ? $0 : "\(name)(\($0))") }
      + [("infinity", "infinity"), ("nan", "not a number"), ("greatestFiniteMagnitude", "the greatest number")]
      .map { ValueExpression(".\($0.0)", typed: "\(name).\($0.0)", words: $0.1) }
  }

  // MARK: Texts

  private static func strings(_ name: String, literals: [SourceLiteral]) -> [ValueExpression] {
    let found = literals.flatMap { literal -> [String] in
      guard case .string(let text) = literal, text.utf8.count <= 200 else { return [] }
      return [text]
    }
    let near = found.prefix(6).flatMap { text in
      text.count > 1 ? [String(text.dropLast()), text + "x"] : ["a" + text, text + "b"]
    }
    let samples = literals.flatMap(Self.samples)
    let misses = samples.prefix(3).flatMap { [String($0.dropLast()), $0 + "x", "x" + $0] }
    return
      (["abc", ""] + samples.prefix(9) + found.prefix(20) + misses + near + [
        "a", "Hello, World 123", " ", "é👩‍👩‍👧", "a\nb",
      ]).uniqued.map {
        string($0, type: name)
      }
  }

  /// Texts that a literal matches, when it is a regular expression or a text that looks like one.
  private static func samples(of literal: SourceLiteral) -> [String] {
    switch literal {
    case .regex(let pattern): return RegexSample.texts(of: pattern)
    case .string(let text):
      let isExpression =
        ["\\d", "\\w", "\\s"].contains { text.contains($0) }
        || (text.contains("[") && ["]+", "]*", "]{"].contains { text.contains($0) })
      return isExpression ? RegexSample.texts(of: text) : []
    case .integer, .floating: return []
    }
  }

  /// A text as a value of a type that a string literal can stand for.
  static func string(_ text: String, type: String = "String") -> ValueExpression {
    let literal = text.swiftLiteral
    let words = ValueWords.text(text)
    return ValueExpression(literal, typed: type == "String" ? literal : "(\(literal) as \(type))", words: words)
  }

  private static func characters(_ name: String, literals: [SourceLiteral]) -> [ValueExpression] {
    let isScalar = name != "Character"
    let found = literals.flatMap { literal -> [Character] in
      guard case .string(let text) = literal, text.count <= 3 else { return [] }
      return Array(text)
    }
    return (["a"] + found.prefix(14) + ["1", " ", "\n", "é", "\"", "Z", "👩‍👩‍👧"]).uniqued
      .filter { !isScalar || $0.unicodeScalars.count == 1 }.map { character in
        let literal = String(character).swiftLiteral
        return ValueExpression(literal, typed: "(\(literal) as \(name))", words: ValueWords.text(String(character)))
      }
  }

  private static func anything(_ name: String) -> [ValueExpression] {
    let common = [ValueExpression("\"abc\""), ValueExpression("42"), ValueExpression("2.5"), ValueExpression("true")]
    if name == "AnyHashable" { return common.map { ValueExpression($0.text, typed: "AnyHashable(\($0.text))") } }
    return common + [
      ValueExpression("Optional(\"abc\") as Any", typed: "(Optional(\"abc\") as Any)", words: "an optional text"),
      ValueExpression("Int?.none as Any", typed: "(Int?.none as Any)", words: "nothing"),
      ValueExpression("[1, 2]"), ValueExpression("\"\"", words: "empty text"),
    ]
  }

  // MARK: Foundation

  /// Types of Foundation that calls may name, be it as an argument or where a property has such a type.
  private static let foundationTypes: Set<String> = [
    "Date", "Data", "URL", "UUID", "Locale", "TimeZone", "Calendar", "CharacterSet", "IndexSet", "Decimal",
    "NumberFormatter", "DateFormatter", "JSONEncoder", "JSONDecoder", "Bundle", "FileManager", "NSNumber", "NSObject",
    "DateComponents", "URLRequest", "CGPoint", "CGSize", "CGRect", "NSString", "ProcessInfo", "IndexPath",
    "NotificationCenter", "UserDefaults", "TimeInterval",
  ]

  /// The modules that texts need besides the one under test, whose own types come first.
  static func imports(of texts: [String], in symbols: ModuleSymbols) -> Set<String> {
    let isNamed = texts.contains { text in
      text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init).contains { word in
        foundationTypes.contains(word) && symbols.symbol(titled: word) == nil
      }
    }
    return isNamed ? ["Foundation"] : []
  }

  private static func foundation(_ name: String) -> [ValueExpression]? {
    let texts: [String]? =
      switch name {
      case "Date": ["Date(timeIntervalSince1970: 0)", "Date(timeIntervalSince1970: 1700000000.5)"]
      case "Data": ["Data([1, 2, 3])", "Data()", "Data(\"abc\".utf8)"]
      case "URL":
        ["URL(fileURLWithPath: \"/missing/file.txt\")", "URL(string: \"https://example.org/a/b.txt?c=d#e\")!"]
      case "UUID": ["UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))"]
      case "Locale": ["Locale(identifier: \"en_US\")", "Locale(identifier: \"de_DE\")"]
      case "TimeZone": ["TimeZone(secondsFromGMT: 0)!", "TimeZone(secondsFromGMT: 3600)!"]
      case "Calendar": ["Calendar(identifier: .gregorian)"]
      case "CharacterSet":
        ["CharacterSet.whitespaces", "CharacterSet.decimalDigits", "CharacterSet(charactersIn: \",\")"]
      case "IndexSet": ["IndexSet(integersIn: 1...3)", "IndexSet()"]
      case "Decimal": ["Decimal(1.5)", "Decimal(0)", "Decimal(-2)"]
      case "String.Encoding": ["String.Encoding.utf8", "String.Encoding.ascii", "String.Encoding.utf16"]
      case "Formatter", "NumberFormatter": ["NumberFormatter()"]
      case "DateFormatter": ["DateFormatter()"]
      case "JSONEncoder": ["JSONEncoder()"]
      case "JSONDecoder": ["JSONDecoder()"]
      case "Bundle": ["Bundle.main"]
      case "FileManager": ["FileManager.default"]
      case "NSNumber": ["NSNumber(value: 3)", "NSNumber(value: 0.5)"]
      case "NSObject": ["NSObject()"]
      case "DateComponents": ["DateComponents(year: 2024, month: 2, day: 29)", "DateComponents()"]
      case "URLRequest": ["URLRequest(url: URL(string: \"https://example.org/\")!)"]
      case "CGPoint": ["CGPoint(x: 1, y: 2)", "CGPoint(x: 0, y: 0)"]
      case "CGSize": ["CGSize(width: 3, height: 2)", "CGSize(width: 0, height: 0)"]
      case "CGRect": ["CGRect(x: 0, y: 0, width: 3, height: 2)"]
      default: nil
      }
    return texts?.map { text in
      let parts = text.split(separator: ".")
      let isMember = parts.count > 1 && !text.contains("(") && text.hasPrefix(name + ".")
      return ValueExpression(
        isMember ? ".\(parts.last ?? "")" : text, typed: text, words: text.count <= 40 ? text : "",
        imports: ["Foundation"])
    }
  }
}
