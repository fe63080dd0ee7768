package import SourceText

extension Language {
  /// The language of a file by its extension, its name, or the program that its first line names.
  ///
  /// - Parameters:
  ///   - path: where the file lies.
  ///   - content: what it holds; only the first 200 bytes are looked at.
  package init?(path: RelativePath, content: some Sequence<UInt8>) {
    if let language = Language(path: path) ?? Self.byName[path.name] ?? Self.named(inFirstLine: content) {
      self = language
    } else {
      return nil
    }
  }

  /// What the language server protocol calls the language of a file; nil when the file is in none of these.
  ///
  /// - Parameter path: where the file lies: its extension tells C from C++, and JavaScript from TypeScript.
  package static func identifier(of path: RelativePath) -> String? {
    guard let language = Language(path: path) ?? byName[path.name] else { return nil }
    switch (language, path.fileExtension) {
    case (.c, "m"): return "objective-c"
    case (.c, "mm"): return "objective-cpp"
    case (.c, "c"): return "c"
    // A header may be either; what is C is mostly also C++.
    case (.c, _): return "cpp"
    case (.javaScript, "ts"), (.javaScript, "cts"), (.javaScript, "mts"): return "typescript"
    case (.javaScript, "tsx"): return "typescriptreact"
    case (.javaScript, "jsx"): return "javascriptreact"
    default: return language.name
    }
  }

  /// The language's name in lower-case letters, as settings and the language server protocol write it.
  package var name: String {
    switch self {
    case .c: "c"
    case .cSharp: "csharp"
    case .dart: "dart"
    case .elixir: "elixir"
    case .go: "go"
    case .groovy: "groovy"
    case .java: "java"
    case .javaScript: "javascript"
    case .kotlin: "kotlin"
    case .php: "php"
    case .python: "python"
    case .ruby: "ruby"
    case .rust: "rust"
    case .scala: "scala"
    case .shell: "shellscript"
    case .swift: "swift"
    }
  }

  /// The language of a name that settings use; nil for an unknown one.
  ///
  /// - Parameter name: as `name` gives it; `cpp` and `typescript` mean the family.
  package init?(named name: String) {
    switch name {
    case "cpp", "objective-c": self = .c
    case "typescript": self = .javaScript
    case "shell": self = .shell
    default:
      guard let language = Self.allCases.first(where: { $0.name == name }) else { return nil }
      self = language
    }
  }

  private static let byName: [String: Language] = [
    "Appfile": .ruby, "Brewfile": .ruby, "Fastfile": .ruby, "Gemfile": .ruby, "Guardfile": .ruby,
    "Jenkinsfile": .groovy,
    "Podfile": .ruby, "Rakefile": .ruby, "SConstruct": .python, "Vagrantfile": .ruby, "wscript": .python,
  ]

  private static let byInterpreter: [String: Language] = [
    "bash": .shell, "dash": .shell, "elixir": .elixir, "groovy": .groovy, "kotlin": .kotlin, "ksh": .shell,
    "node": .javaScript, "php": .php, "pypy": .python, "python": .python, "ruby": .ruby, "scala": .scala, "sh": .shell,
    "swift": .swift, "ts-node": .javaScript, "zsh": .shell,
  ]

  /// The language of `#!/usr/bin/env python3` and the like.
  private static func named(inFirstLine content: some Sequence<UInt8>) -> Language? {
    let line = content.prefix(200).prefix { $0 != UInt8(ascii: "\n") }
    guard line.starts(with: "#!".utf8) else { return nil }
    let words = String(decoding: line.dropFirst(2), as: UTF8.self).split { $0 == " " || $0 == "\t" || $0 == "\r" }
    for word in words where !word.hasPrefix("-") && !word.contains("=") {
      let program = word.split(separator: "/").last ?? ""
      if program == "env" { continue }
      let name = program.prefix { !$0.isNumber && $0 != "." }
      return byInterpreter[String(name)]
    }
    return nil
  }
}
