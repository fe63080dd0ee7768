internal import JSON
internal import JSONRPC
package import SourceText

/// What a server is asked.
extension LanguageServer {
  /// Where the thing at a place is defined.
  ///
  /// - Parameters:
  ///   - offset: a byte of the name.
  ///   - path: a file that was opened.
  ///   - bytes: its content.
  package func definition(at offset: Int, of path: RelativePath, _ bytes: [UInt8]) async throws -> [CodeLocation] {
    try check("definitionProvider", "find definitions")
    let answer = try await ask("textDocument/definition", .object(place(offset, path, bytes)))
    return try locations(answer)
  }

  /// Where the thing at a place is used, and declared.
  package func references(at offset: Int, of path: RelativePath, _ bytes: [UInt8]) async throws -> [CodeLocation] {
    try check("referencesProvider", "find references")
    var parameters = place(offset, path, bytes)
    parameters["context"] = ["includeDeclaration": true]
    return try locations(try await ask("textDocument/references", .object(parameters)))
  }

  /// The changes that give the thing at a place another name.
  ///
  /// - Throws: `LanguageServerError` also when the server says that this cannot be renamed.
  package func rename(
    at offset: Int, of path: RelativePath, _ bytes: [UInt8], to name: String
  ) async throws -> WorkspaceEdit {
    try check("renameProvider", "rename")
    var parameters = place(offset, path, bytes)
    if capabilities["renameProvider"]?["prepareProvider"]?.bool ?? false {
      let answer = try await ask("textDocument/prepareRename", .object(parameters))
      guard !answer.isNull else {
        throw LanguageServerError(.refused, "\(definition.name) says that what stands there cannot be renamed")
      }
    }
    parameters["newName"] = .string(name)
    return try WorkspaceEdit(try await ask("textDocument/rename", .object(parameters)), in: root, encoding)
  }

  /// What a file declares, as the server sees it, nested as in the file.
  package func symbols(of path: RelativePath) async throws -> [DocumentSymbol] {
    try check("documentSymbolProvider", "list what a file declares")
    let answer = try await ask(
      "textDocument/documentSymbol", ["textDocument": ["uri": .string(root.address(of: path))]])
    return (answer.array ?? []).prefix(Self.locationLimit).compactMap { DocumentSymbol($0, depth: 0) }
  }

  /// What the server says about an opened file, when it has had its last word.
  ///
  /// - Returns: nil when it said nothing in time.
  package func diagnostics(of path: RelativePath) async throws -> [CodeDiagnostic]? {
    guard let document = documents[path] else { return nil }
    let address = root.address(of: path)
    if capabilities["diagnosticProvider"]?.object != nil || notices.answersDiagnostics {
      let answer = try await ask(
        "textDocument/diagnostic", ["textDocument": ["uri": .string(address)]], timeout: patience.diagnostics)
      if let items = answer["items"]?.array { return items.prefix(1_000).compactMap(CodeDiagnostic.init(_:)) }
    }
    let end = ContinuousClock.now + patience.diagnostics
    while ContinuousClock.now < end {
      try Task.checkCancellation()
      if let ending = await client.ending { throw LanguageServerError(.lost, "\(definition.name): \(ending)") }
      if let said = notices.published(for: address) {
        let isAboutThis = said.version.map { $0 >= document.version } ?? (said.time > document.time)
        // Without a version, what is said may still be about the content before, until nothing follows it.
        let isLast = said.version != nil || ContinuousClock.now - said.time > patience.quiet
        if isAboutThis, isLast, !notices.isBusy { return said.diagnostics }
      }
      // The server's notices have no end to wait for; 20 ms are short beside its own work.
      try await Task.sleep(for: .milliseconds(20))
    }
    return notices.published(for: address)?.diagnostics
  }

  /// Waits until the server knows all files, as far as it can be brought to say so.
  ///
  /// - Returns: false when it could not be told that it does.
  package func synchronize() async throws -> Bool {
    switch definition.indexWait {
    case .none: return true
    case .openMentions:
      // What it says about a file comes after the file is in its index.
      for path in openPaths { _ = try await diagnostics(of: path) }
      return true
    case .synchronize:
      for (method, parameters) in [
        ("workspace/synchronize", ["index": true] as JSONValue), ("workspace/_pollIndex", [:]),
      ] {
        do {
          _ = try await ask(method, parameters, timeout: patience.index)
          return true
        } catch let error as LanguageServerError where error.code == .refused {
          continue
        }
      }
      return false
    }
  }

  private func place(_ offset: Int, _ path: RelativePath, _ bytes: [UInt8]) -> [String: JSONValue] {
    let position = PositionMap(bytes).position(at: offset, encoding)
    return ["textDocument": ["uri": .string(root.address(of: path))], "position": position.json]
  }

  private func locations(_ answer: JSONValue) throws -> [CodeLocation] {
    guard let list = CodeLocation.list(answer, in: root, limit: Self.locationLimit) else {
      throw LanguageServerError(.malformed, "\(definition.name) answers with places that cannot be read")
    }
    return list
  }

  private func check(_ capability: String, _ what: String) throws {
    let value = capabilities[capability]
    guard value?.bool ?? (value?.object != nil) else {
      throw LanguageServerError(.refused, "\(definition.name) does not \(what)")
    }
  }
}
