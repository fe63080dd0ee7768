extension PythonValuePool {
  /// What kind of literal a text is.
  static func kind(of text: String) -> String? {
    if text == "None" { return "None" }
    if text == "True" || text == "False" { return "bool" }
    if PythonValue.isText(text) { return "str" }
    if text.hasPrefix("b'") || text.hasPrefix("b\"") { return "bytes" }
    if PythonValue.integer(text) != nil { return "int" }
    if Double(text) != nil { return "float" }
    switch text.first {
    case "[": return "list"
    case "(": return "tuple"
    case "{": return text.contains(":") || text == "{}" ? "dict" : "set"
    default: return nil
    }
  }

  /// What a parameter of such a name usually is.
  static func kind(named name: String) -> String? {
    let name = name.lowercased()
    if let kind = usual[name] { return kind }
    if ["is_", "has_", "use_", "with_", "allow_"].contains(where: name.hasPrefix) { return "bool" }
    if ["_count", "_size", "_index", "_length", "_number", "_width"].contains(where: name.hasSuffix) { return "int" }
    if ["_text", "_name", "_string", "_str", "_word", "_char", "_prefix", "_suffix"].contains(where: name.hasSuffix) {
      return "str"
    }
    if ["_list", "_items", "_values", "_names"].contains(where: name.hasSuffix) { return "list" }
    if ["_dict", "_map"].contains(where: name.hasSuffix) { return "dict" }
    return nil
  }

  private static let usual: [String: String] = {
    var kinds: [String: String] = [:]
    for name in [
      "text", "s", "string", "word", "name", "line", "char", "prefix", "suffix", "separator", "sep", "key", "title",
      "content", "pattern", "message", "msg", "source", "label", "delimiter", "html", "url", "token", "str", "sentence",
      "fmt", "format", "version", "lang", "language", "encoding", "chars",
    ] { kinds[name] = "str" }
    for name in [
      "n", "count", "size", "num", "number", "index", "i", "j", "k", "length", "width", "height", "limit", "depth",
      "level", "start", "end", "stop", "step", "offset", "position", "pos", "base", "minimum", "maximum", "year",
      "month",
      "day", "precision", "digits", "a", "b", "x", "y", "amount", "value1", "max_length", "maxlen",
    ] { kinds[name] = "int" }
    for name in [
      "items", "values", "elements", "lst", "seq", "sequence", "iterable", "data", "array", "numbers", "words",
    ] {
      kinds[name] = "list"
    }
    for name in ["mapping", "options", "config", "settings", "d", "dct", "obj"] { kinds[name] = "dict" }
    for name in ["ratio", "rate", "factor", "weight", "threshold", "seconds"] { kinds[name] = "float" }
    for name in ["func", "fn", "function", "callback", "predicate", "f"] { kinds[name] = "callable" }
    return kinds
  }()

  /// Texts that parameters of a name usually take.
  static let named: [String: [String]] = [
    "url": ["https://example.com/a?b=c", "example.com"], "email": ["a@example.com"],
    "encoding": ["utf-8", "ascii"], "version": ["1.2.3", "1.0a1"], "fmt": ["%Y-%m-%d", "%.2f"],
    "format": ["%.2f", "%s"], "html": ["<p>a</p>"], "pattern": ["a+b", "*.py"], "lang": ["en"],
    "language": ["en"], "json": ["{\"a\": 1}"], "separator": ["-", ", "], "sep": ["-", ", "],
  ]

  /// Kinds whose values depend on nothing.
  static let fixed: [String: [PythonValue]] = [
    "bool": [PythonValue("True"), PythonValue("False")],
    "None": [PythonValue("None")],
    "complex": [PythonValue("1 + 2j", words: "complex"), PythonValue("0j", words: "complex zero")],
    "bytes": [
      PythonValue("b\"abc\"", words: "bytes"), PythonValue("b\"\""), PythonValue("b\"\\xff\"", words: "high byte"),
    ],
    "callable": [
      PythonValue("str", words: ""), PythonValue("bool", words: ""), PythonValue("lambda *values: None", words: ""),
      PythonValue("lambda value: value", words: ""),
    ],
    "datetime": dated("datetime", ["2020, 2, 29, 12, 30, 15", "1999, 12, 31", "2021, 1, 1, 0, 0, 0, 1"]),
    "date": dated("date", ["2020, 2, 29", "1999, 12, 31", "2021, 1, 1"]),
    "time": dated("time", ["12, 30, 15", "0, 0", "23, 59, 59, 999999"]),
    "timedelta": dated(
      "timedelta",
      [
        "days=1, seconds=2", "0", "seconds=30", "minutes=5", "hours=3", "days=40", "days=400", "days=-1",
        "microseconds=7", "milliseconds=1500",
      ]),
    "Decimal": ["1.50", "0", "-3.7"].map {
      PythonValue("Decimal(\"\($0)\")", words: "", imports: ["from decimal import Decimal"])
    },
    "Fraction": ["1, 3", "0", "-7, 2", "5"].map {
      PythonValue("Fraction(\($0))", words: "", imports: ["from fractions import Fraction"])
    },
    "Path": ["a/b.txt", "."].map {
      PythonValue("Path(\"\($0)\")", words: "", imports: ["from pathlib import Path"])
    },
    "Pattern": [PythonValue("re.compile(\"a+\")", words: "", imports: ["import re"])],
    "file": files, "StringIO": files, "TextIO": files,
  ]

  private static let files = ["a\\nb\\n", ""].map {
    PythonValue("io.StringIO(\"\($0)\")", words: $0.isEmpty ? "empty file" : "", imports: ["import io"])
  }

  private static func dated(_ type: String, _ arguments: [String]) -> [PythonValue] {
    arguments.map { PythonValue("datetime.\(type)(\($0))", words: "", imports: ["import datetime"]) }
  }
}
