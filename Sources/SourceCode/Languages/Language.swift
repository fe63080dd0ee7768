package import SourceText

/// The languages whose strings and comments the rules can tell from code.
package enum Language: Hashable, Sendable, CaseIterable {
  case c
  case cSharp
  case dart
  case elixir
  case go
  case groovy
  case java
  case javaScript
  case kotlin
  case php
  case python
  case ruby
  case rust
  case scala
  case shell
  case swift

  /// The language of a file by its extension; nil when it is none of these.
  package init?(path: RelativePath) {
    guard let language = Self.byExtension[path.fileExtension] else { return nil }
    self = language
  }

  private static let byExtension: [String: Language] = [
    "c": .c, "cc": .c, "cpp": .c, "cxx": .c, "h": .c, "hh": .c, "hpp": .c, "m": .c, "mm": .c,
    "cs": .cSharp,
    "dart": .dart,
    "ex": .elixir, "exs": .elixir,
    "go": .go,
    "gradle": .groovy, "groovy": .groovy,
    "java": .java,
    "cjs": .javaScript, "cts": .javaScript, "js": .javaScript, "jsx": .javaScript, "mjs": .javaScript,
    "mts": .javaScript, "ts": .javaScript, "tsx": .javaScript,
    "kt": .kotlin, "kts": .kotlin,
    "php": .php,
    "py": .python, "pyi": .python,
    "rb": .ruby, "rake": .ruby,
    "rs": .rust,
    "sc": .scala, "scala": .scala,
    "bash": .shell, "sh": .shell, "zsh": .shell,
    "swift": .swift,
  ]
}
