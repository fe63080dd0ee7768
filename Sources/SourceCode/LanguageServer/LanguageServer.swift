internal import JSON
internal import JSONRPC
package import Processes
package import SourceText

/// A language server at work on one folder, spoken with over the pipes of its process.
///
/// It reads the files of the folder itself. What is asked about is opened first with the content that the caller has, so
/// that both speak of the same bytes.
package actor LanguageServer {
  /// How long things may take.
  package struct Patience: Hashable, Sendable {
    package var greeting = Duration.seconds(60)
    package var request = Duration.seconds(60)
    /// Until all files are known; the first build of a package's modules is part of it.
    package var index = Duration.seconds(300)
    package var diagnostics = Duration.seconds(60)
    /// How long it must be silent after diagnostics without a version, until they count as its last word.
    package var quiet = Duration.seconds(1)

    package init() {}
  }

  /// A document that was opened: its version, and the content that the server has.
  struct OpenDocument {
    var version: Int
    var hash: ContentHash
    var time: ContinuousClock.Instant
  }

  /// Documents that are open at the same time; the one opened first is closed for another.
  static let openLimit = 64

  /// How many files can be kept open beside the one that is asked about.
  package static let mostOpen = openLimit - 1

  /// The most places of one answer that are read.
  static let locationLimit = 5_000

  package nonisolated let definition: LanguageServerDefinition

  let client: RPCClient
  let root: DocumentRoot
  let notices: ServerNotices
  let patience: Patience
  private let session: ChildSession

  var documents: [RelativePath: OpenDocument] = [:]
  private var order: [RelativePath] = []

  /// What it offers, as it said at the greeting.
  private(set) var capabilities: JSONValue = .null

  /// In which units it counts characters.
  package private(set) var encoding = PositionEncoding.utf16

  /// Greets a server whose process runs.
  ///
  /// - Parameters:
  ///   - session: the process.
  ///   - root: the absolute path of the folder, without links.
  /// - Throws: `LanguageServerError`; the process is ended then.
  package static func start(
    _ definition: LanguageServerDefinition, on session: ChildSession, root: String, patience: Patience = Patience()
  ) async throws -> LanguageServer {
    let server = LanguageServer(definition, session, DocumentRoot(root), patience)
    do {
      try await server.greet()
      return server
    } catch {
      await server.stop()
      throw error
    }
  }

  private init(
    _ definition: LanguageServerDefinition, _ session: ChildSession, _ root: DocumentRoot, _ patience: Patience
  ) {
    self.definition = definition
    self.session = session
    self.root = root
    self.patience = patience
    notices = ServerNotices()
    let streams = RPCStreamTransport.Streams(
      read: { await session.read() }, write: { try await session.write($0) }, close: { await session.stop() })
    let requests = LanguageServerRequests(root: root, settings: definition.settings, notices: notices)
    client = RPCClient(
      RPCStreamTransport(streams, framing: ContentLengthFraming(limit: 32 << 20)), handler: requests.handler,
      configuration: RPCClient.Configuration(
        timeout: patience.request,
        cancellation: { id, _, _ in .notification(method: "$/cancelRequest", parameters: ["id": id.json]) }))
  }

  /// Whether it can be asked something.
  package var isAlive: Bool {
    get async { await client.ending == nil }
  }

  /// Says goodbye and ends the process, whether it takes part or not.
  package func stop() async {
    if await client.ending == nil, !capabilities.isNull {
      _ = try? await client.request("shutdown", timeout: .seconds(2))
      try? await client.notify("exit")
    }
    await client.close()
    await session.stop()
  }

  // MARK: - The greeting

  private func greet() async throws {
    let answer = try await ask("initialize", Self.greeting(root, definition), timeout: patience.greeting)
    capabilities = answer["capabilities"] ?? .null
    guard capabilities.object != nil else {
      throw LanguageServerError(.notStarted, "\(definition.name) does not say what it offers")
    }
    // clangd's own word for it is older than the protocol's.
    let name = capabilities["positionEncoding"]?.string ?? answer["offsetEncoding"]?.string ?? "utf-16"
    guard let encoding = PositionEncoding(rawValue: name) else {
      throw LanguageServerError(.notStarted, "\(definition.name) counts characters in an unknown way")
    }
    self.encoding = encoding
    try await tell("initialized", [:])
    if let settings = definition.settings {
      try await tell("workspace/didChangeConfiguration", ["settings": settings])
    }
  }

  private static func greeting(_ root: DocumentRoot, _ definition: LanguageServerDefinition) -> JSONValue {
    [
      // Not this process's number: in the sandbox it would name another one, or none.
      "processId": .null,
      "clientInfo": ["name": "fulcrum"],
      "rootUri": .string(root.address),
      "workspaceFolders": [["uri": .string(root.address), "name": "project"]],
      "initializationOptions": definition.options ?? .null,
      "capabilities": [
        "general": ["positionEncodings": ["utf-8", "utf-16", "utf-32"]],
        "window": ["workDoneProgress": true],
        "workspace": [
          "configuration": true, "workspaceFolders": true, "applyEdit": true,
          "didChangeWatchedFiles": ["dynamicRegistration": false],
          "workspaceEdit": ["documentChanges": true],
        ],
        "textDocument": [
          "synchronization": ["dynamicRegistration": false, "didSave": true],
          "publishDiagnostics": ["versionSupport": true],
          "diagnostic": ["dynamicRegistration": true, "relatedDocumentSupport": false],
          "definition": ["linkSupport": true],
          "references": [:],
          "documentSymbol": ["hierarchicalDocumentSymbolSupport": true],
          "rename": ["prepareSupport": true],
          "codeAction": [
            "codeActionLiteralSupport": ["codeActionKind": ["valueSet": ["refactor", "refactor.extract"]]]
          ],
        ],
      ],
    ]
  }

  // MARK: - Documents

  /// Lets the server know a file as it is now.
  ///
  /// - Parameters:
  ///   - path: where it lies.
  ///   - bytes: its content; what is not UTF-8 is replaced, since the protocol is JSON.
  package func open(_ path: RelativePath, _ bytes: [UInt8]) async throws {
    let hash = ContentHash(of: bytes)
    let address = root.address(of: path)
    if let known = documents[path] {
      guard known.hash != hash else { return }
      documents[path] = OpenDocument(version: known.version + 1, hash: hash, time: .now)
      notices.forget(address)
      try await tell(
        "textDocument/didChange",
        [
          "textDocument": ["uri": .string(address), "version": JSONValue(known.version + 1)],
          "contentChanges": [["text": .string(String(decoding: bytes, as: UTF8.self))]],
        ])
      // Some look at a file only when it is saved; it is, on the disk.
      try await tell("textDocument/didSave", ["textDocument": ["uri": .string(address)]])
      return
    }
    if order.count >= Self.openLimit, let first = order.first { try await close(first) }
    documents[path] = OpenDocument(version: 1, hash: hash, time: .now)
    order.append(path)
    notices.forget(address)
    try await tell(
      "textDocument/didOpen",
      [
        "textDocument": [
          "uri": .string(address), "languageId": .string(Language.identifier(of: path) ?? "plaintext"), "version": 1,
          "text": .string(String(decoding: bytes, as: UTF8.self)),
        ]
      ])
  }

  /// The files that are open, in the order of their opening.
  package var openPaths: [RelativePath] { order }

  /// Lets the server read a file from the disk again.
  package func close(_ path: RelativePath) async throws {
    guard documents.removeValue(forKey: path) != nil else { return }
    order.removeAll { $0 == path }
    try await tell("textDocument/didClose", ["textDocument": ["uri": .string(root.address(of: path))]])
  }

  /// Lets the server know that files have come, changed or gone on the disk.
  package func filesChanged(_ changes: [FileEvent]) async throws {
    guard !changes.isEmpty else { return }
    let values = changes.map { change -> JSONValue in
      ["uri": .string(root.address(of: change.path)), "type": JSONValue(change.kind.rawValue)]
    }
    try await tell("workspace/didChangeWatchedFiles", ["changes": .array(values)])
  }

  // MARK: - Parts

  func tell(_ method: String, _ parameters: JSONValue) async throws {
    do { try await client.notify(method, parameters) } catch { throw await worded(error, method) }
  }

  func ask(_ method: String, _ parameters: JSONValue, timeout: Duration? = nil) async throws -> JSONValue {
    do { return try await client.request(method, parameters, timeout: timeout) } catch {
      throw await worded(error, method)
    }
  }

  private func worded(_ error: any Error, _ method: String) async -> any Error {
    guard let error = error as? RPCError else { return error }
    switch error.code {
    case .timedOut:
      return LanguageServerError(.timedOut, "\(definition.name) gave \(error.description)")
    case .refused(let failure):
      return LanguageServerError(.refused, "\(definition.name) says no: \(failure.message)")
    case .malformed, .tooLarge, .closed:
      // Why it could not even be confined is told by its end.
      var reason = error.description
      do { _ = try await ended() } catch { reason = "\(error)" }
      let words = session.standardError.text.split(separator: "\n").suffix(3).joined(separator: "; ")
      let complaint = words.isEmpty ? "" : "; it wrote: \(words.suffix(600))"
      return LanguageServerError(.lost, "\(definition.name) was lost at \(method): \(reason)\(complaint)")
    }
  }

  /// How the process ended, if it has.
  private func ended() async throws -> ProcessResult.Termination? {
    await session.stop()
    return try await session.termination()
  }
}
