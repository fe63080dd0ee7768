package import JSON

/// A language server: how it is started, and what is particular about it.
package struct LanguageServerDefinition: Hashable, Sendable {
  /// How a server is brought to know all files before it is asked about all of them.
  package enum IndexWait: Hashable, Sendable {
    /// It looks through the files when it is asked.
    case none

    /// By the request `workspace/synchronize` of sourcekit-lsp, in older versions `workspace/_pollIndex`.
    ///
    /// Without it an answer right after the start is silently incomplete: 3 edits of 25 in a package of four files.
    case synchronize

    /// Files that mention the name are opened first, since it knows others only from a database of compile commands.
    case openMentions
  }

  /// The name under which it is configured, and reported.
  package var name: String

  package var languages: Set<Language>

  /// The program and its arguments.
  package var words: [String]

  /// Folders in the project that it may write, such as a build's products; nothing else of the project.
  package var writable: [String]

  /// Absolute folders that it may read besides the project, its own installation and the system.
  package var readable: [String]

  package var indexWait: IndexWait

  /// What it gets at the greeting.
  package var options: JSONValue?

  /// What it gets when it asks for its settings.
  package var settings: JSONValue?

  package init(
    name: String, languages: Set<Language>, words: [String], writable: [String] = [], readable: [String] = [],
    indexWait: IndexWait = .none,
    options: JSONValue? = nil, settings: JSONValue? = nil
  ) {
    self.name = name
    self.languages = languages
    self.words = words
    self.writable = writable
    self.readable = readable
    self.indexWait = indexWait
    self.options = options
    self.settings = settings
  }

  /// The servers that are known without further words, by the names that a configuration has for them.
  ///
  /// clangd keeps its index in memory; pylsp's refactorings that write a folder into the project are left off.
  package static let known: [LanguageServerDefinition] = [
    LanguageServerDefinition(
      name: "clangd", languages: [.c], words: ["clangd", "--background-index=false", "--log=error"],
      indexWait: .openMentions),
    LanguageServerDefinition(name: "gopls", languages: [.go], words: ["gopls"]),
    LanguageServerDefinition(
      name: "pylsp", languages: [.python], words: ["pylsp"],
      settings: ["pylsp": ["plugins": ["rope_autoimport": ["enabled": false], "rope_rename": ["enabled": false]]]]),
    LanguageServerDefinition(name: "rust-analyzer", languages: [.rust], words: ["rust-analyzer"], writable: ["target"]),
    LanguageServerDefinition(
      name: "sourcekit-lsp", languages: [.swift], words: ["sourcekit-lsp"], writable: [".build"],
      indexWait: .synchronize),
    LanguageServerDefinition(
      name: "typescript-language-server", languages: [.javaScript], words: ["typescript-language-server", "--stdio"]),
  ]

  /// The known server of a name, with all that is particular about it.
  package static func known(named name: String) -> LanguageServerDefinition? { known.first { $0.name == name } }
}
