internal import SourceCode
internal import SourceText
internal import Yams

/// The key `language_servers`.
extension ConfigurationFile {
  private static let languageServerLimit = 20

  func languageServers(_ node: Node) throws(CommandLineError) -> [LanguageServerDefinition] {
    guard let nodes = node.sequence, nodes.count <= Self.languageServerLimit else {
      throw fault(
        node.mark?.line ?? 1,
        "language_servers must be a list of at most \(Self.languageServerLimit); known are \(Self.languageServerNames)")
    }
    var servers: [LanguageServerDefinition] = []
    for node in nodes {
      let server = try languageServer(node)
      guard !servers.contains(where: { $0.name == server.name }) else {
        throw fault(node.mark?.line ?? 1, "\(server.name) is there twice")
      }
      servers.append(server)
    }
    return servers
  }

  static var languageServerNames: String { LanguageServerDefinition.known.map(\.name).joined(separator: ", ") }

  /// A known name alone, a known name with its program's path, or any name with fields.
  private func languageServer(_ node: Node) throws(CommandLineError) -> LanguageServerDefinition {
    let line = node.mark?.line ?? 1
    if let name = node.scalar?.string { return try known(name, line) }
    guard let mapping = node.mapping, mapping.count == 1, let (key, value) = mapping.first,
      let name = key.scalar?.string, !name.isEmpty
    else {
      throw fault(line, "a language server is a name, or a name with its program: {clangd: /usr/bin/clangd}")
    }
    if let program = value.scalar?.string {
      var server = try known(name, line)
      server.words = try self.program(program, of: name, line) + server.words.dropFirst()
      return server
    }
    let fields = try ConfigurationFields(
      value, of: "the language server \(name)", known: ["run", "languages", "write", "read"], in: self)
    var server =
      LanguageServerDefinition.known(named: name) ?? LanguageServerDefinition(name: name, languages: [], words: [])
    if let words = try fields.words("run") {
      server.words = try self.program(words.first ?? "", of: name, line) + words.dropFirst()
    }
    if let names = try fields.words("languages") { server.languages = try languages(names, fields) }
    if let paths = try fields.words("write") { server.writable = try folders(paths, fields) }
    server.readable = try fields.folders("read")
    guard !server.words.isEmpty, !server.languages.isEmpty else {
      throw fault(line, "\(name) is no known language server, so it needs run and languages")
    }
    return server
  }

  private func known(_ name: String, _ line: Int) throws(CommandLineError) -> LanguageServerDefinition {
    if let server = LanguageServerDefinition.known(named: name) { return server }
    throw fault(
      line, "\(quoted(name)) is no known language server (\(Self.languageServerNames)); another needs run and languages"
    )
  }

  /// A program must be named so that the project's folder has no say in what it is.
  private func program(_ word: String, of name: String, _ line: Int) throws(CommandLineError) -> [String] {
    guard !word.isEmpty, !word.contains("/") || word.hasPrefix("/") || word.hasPrefix("~/") else {
      throw fault(line, "the program of \(name) must be a plain name or an absolute path, not \(quoted(word))")
    }
    return [word]
  }

  private func languages(_ names: [String], _ fields: ConfigurationFields) throws(CommandLineError) -> Set<Language> {
    var languages: Set<Language> = []
    for name in names {
      guard let language = Language(named: name) else {
        let known = Language.allCases.map(\.name).joined(separator: ", ")
        throw fields.fault("languages", "names \(quoted(name)); known are \(known)")
      }
      languages.insert(language)
    }
    return languages
  }

  private func folders(_ names: [String], _ fields: ConfigurationFields) throws(CommandLineError) -> [String] {
    for name in names {
      do throws(SourceTextError) { _ = try RelativePath(name) } catch {
        throw fields.fault("write", "must name folders inside the project: \(error)")
      }
    }
    return names
  }
}
