/// The words that begin a declaration, with the name right behind them.
enum DeclarationWords {
  static func kinds(_ language: Language) -> [String: Symbol.Kind] { table[language] ?? [:] }

  private static let table: [Language: [String: Symbol.Kind]] = [
    .cSharp: [
      "class": .class, "delegate": .typeAlias, "enum": .enumeration, "interface": .interface, "namespace": .module,
      "record": .class, "struct": .structure,
    ],
    .dart: ["class": .class, "enum": .enumeration, "extension": .extension, "mixin": .class, "typedef": .typeAlias],
    .go: ["const": .variable, "func": .function, "type": .typeAlias, "var": .variable],
    .groovy: ["class": .class, "def": .variable, "enum": .enumeration, "interface": .interface, "trait": .interface],
    .java: ["class": .class, "enum": .enumeration, "interface": .interface, "record": .class],
    .javaScript: [
      "class": .class, "const": .variable, "enum": .enumeration, "function": .function, "interface": .interface,
      "let": .variable, "module": .module, "namespace": .module, "type": .typeAlias, "var": .variable,
    ],
    .kotlin: [
      "class": .class, "fun": .function, "interface": .interface, "object": .class, "typealias": .typeAlias,
      "val": .variable, "var": .variable,
    ],
    .php: [
      "class": .class, "const": .variable, "enum": .enumeration, "function": .function, "interface": .interface,
      "namespace": .module, "trait": .interface,
    ],
    .rust: [
      "const": .variable, "enum": .enumeration, "fn": .function, "mod": .module, "static": .variable,
      "struct": .structure, "trait": .interface, "type": .typeAlias, "union": .structure,
    ],
    .scala: [
      "class": .class, "def": .function, "object": .class, "trait": .interface, "type": .typeAlias, "val": .variable,
      "var": .variable,
    ],
    .shell: ["function": .function],
    .swift: [
      "actor": .class, "associatedtype": .typeAlias, "class": .class, "enum": .enumeration, "extension": .extension,
      "func": .function, "let": .variable, "macro": .macro, "precedencegroup": .module, "protocol": .interface,
      "struct": .structure, "typealias": .typeAlias, "var": .variable,
    ],
  ]

  /// Words that are no name of what is declared, though they stand where one would.
  static let modifiers: Set<String> = [
    "abstract", "async", "case", "class", "companion", "const", "data", "def", "enum", "extern", "external", "final",
    "fn", "fun", "func", "function", "get", "inline", "inner", "internal", "lazy", "let", "mut", "open", "override",
    "private", "protected", "public", "readonly", "sealed", "set", "static", "struct", "suspend", "unsafe", "val",
    "value",
    "var", "virtual",
  ]

  /// Words behind which `name(` is a call or a statement, never a declaration.
  static let statements: Set<String> = [
    "assert", "await", "case", "catch", "co_await", "co_return", "defined", "delete", "do", "else", "extends", "for",
    "goto", "if", "implements", "import", "in", "instanceof", "is", "new", "package", "return", "sizeof", "switch",
    "throw", "throws", "typeof", "until", "using", "when", "while", "yield",
  ]

  /// Words that are followed by a bracket and declare nothing.
  static let notNames: Set<String> = statements.union([
    "__asm__", "__attribute__", "__declspec", "alignas", "asm", "decltype", "noexcept", "requires",
    "static_assert", "super", "this", "try",
  ])

  /// Languages in which a statement ends with its line.
  static func endsWithLine(_ language: Language) -> Bool {
    switch language {
    case .swift, .kotlin, .go, .javaScript, .scala, .groovy, .shell: true
    default: false
    }
  }
}
