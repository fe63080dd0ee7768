internal import AgentKernel
package import SourceCode
internal import SourceText

/// What language servers know of the files that the tools show, asked so that both speak of the same bytes.
///
/// Questions are asked one after the other: servers are told of changed files before each, and answer of what is open.
package actor CodeIntelligence {
  /// A file that a question is about.
  struct Subject {
    let path: RelativePath
    let bytes: [UInt8]
    let language: Language
    let server: LanguageServer
  }

  /// The most files that are opened because they mention a name.
  private static let openedMentions = 40

  nonisolated let files: any FileView
  private let open: @Sendable () async throws -> LanguageServers
  private var opened: LanguageServers?
  private var isStopped = false

  /// The files as they were listed for the last question.
  private var entries: [RelativePath: ViewedFile] = [:]
  private var stamps: [RelativePath: FileStamp]?
  private var last: Task<Void, Never>?

  /// - Parameters:
  ///   - files: what the tools show.
  ///   - servers: the servers of the folder in which these files lie.
  package init(_ files: any FileView, servers: LanguageServers) {
    self.init(files) { servers }
  }

  /// - Parameters:
  ///   - files: what the tools show.
  ///   - open: makes the folder in which these files lie for the servers, when they are first asked.
  package init(_ files: any FileView, opening open: @escaping @Sendable () async throws -> LanguageServers) {
    self.files = files
    self.open = open
  }

  /// Ends the servers, for good.
  package func stop() async {
    isStopped = true
    await opened?.stop()
  }

  /// The content of a file, with its lines; nil when it is not to be shown.
  func map(of path: RelativePath) async throws -> PositionMap? {
    guard !SensitiveFile.contains(path) else { return nil }
    return try await bytes(of: path).map { PositionMap($0) }
  }

  // MARK: - Questions

  /// Where the thing with a name is defined.
  func definition(of place: NamedPlace) async throws -> [CodeLocation] {
    try await asking(place.path) { subject in
      let offset = try place.offset(in: subject.bytes, subject.language)
      return try await subject.server.definition(at: offset, of: subject.path, subject.bytes)
    }
  }

  /// Where the thing with a name is used, and where else the name stands.
  func references(of place: NamedPlace) async throws -> (locations: [CodeLocation], check: MentionCheck) {
    try await asking(place.path) { subject in
      let offset = try place.offset(in: subject.bytes, subject.language)
      let mentions = try await self.openingMentions(of: place.name, subject)
      let locations = try await subject.server.references(at: offset, of: subject.path, subject.bytes)
      let encoding = await subject.server.encoding
      return (locations, MentionCheck(mentions, answer: locations, encoding))
    }
  }

  /// The changes that give the thing with a name another one, and where else the name stands.
  func rename(
    _ place: NamedPlace, to name: String
  ) async throws -> (edit: WorkspaceEdit, mentions: Mentions, taken: Mentions) {
    try await asking(place.path) { subject in
      let offset = try place.offset(in: subject.bytes, subject.language)
      let mentions = try await self.openingMentions(of: place.name, subject)
      let taken = try await Mentions(of: String(name.prefix { $0 != "(" }), in: self.files, like: subject.language)
      let edit = try await subject.server.rename(at: offset, of: subject.path, subject.bytes, to: name)
      return (edit, mentions, taken)
    }
  }

  /// What the server says about a file, the worst first; nil when it says nothing in time.
  func diagnostics(of path: RelativePath) async throws -> (list: [CodeDiagnostic]?, map: PositionMap, PositionEncoding)
  {
    try await asking(path) { subject in
      let list = try await subject.server.diagnostics(of: subject.path)
      return (list, PositionMap(subject.bytes), await subject.server.encoding)
    }
  }

  // MARK: - Parts

  /// Asks a server about a file, when it is this question's turn; whatever goes wrong is worded for the model.
  private func asking<Answer: Sendable>(
    _ path: RelativePath, _ question: @escaping @Sendable (Subject) async throws -> Answer
  ) async throws -> Answer {
    let before = last
    let task = Task {
      await before?.value
      return try await self.ask(path, question)
    }
    last = Task { _ = await task.result }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  private func ask<Answer: Sendable>(
    _ path: RelativePath, _ question: @Sendable (Subject) async throws -> Answer
  ) async throws -> Answer {
    try Task.checkCancellation()
    guard !isStopped else { throw ToolError("the language servers are stopped") }
    entries = try await Dictionary(
      files.files(below: nil, in: .new).filter(\.isRegular).map { ($0.path, $0) },
      uniquingKeysWith: { first, _ in first })
    let bytes = try await content(of: path)
    let servers = try await asked()
    var server: LanguageServer?
    do {
      guard let language = Language(path: path) else {
        throw ToolError("\(path) is in no language that is known here")
      }
      let found = try await servers.server(for: path)
      server = found
      try await refresh(found, in: servers.root)
      try await found.open(path, bytes)
      guard try await found.synchronize() else {
        throw ToolError(
          "\(found.definition.name) cannot be told to look through all files first; its answer would be partial")
      }
      return try await question(Subject(path: path, bytes: bytes, language: language, server: found))
    } catch let error as LanguageServerError {
      if let server { await servers.note(error, of: server) }
      throw ToolError("\(error); `grep` finds names without it")
    }
  }

  /// Where a name stands; servers that know only what is open get these files first.
  private func openingMentions(of name: String, _ subject: Subject) async throws -> Mentions {
    let mentions = try await Mentions(of: name, in: files, like: subject.language)
    guard subject.server.definition.indexWait == .openMentions else { return mentions }
    for (path, file) in mentions.files.sorted(by: { $0.key < $1.key }).prefix(Self.openedMentions)
    where !file.occurrences.code.isEmpty {
      try await subject.server.open(path, file.bytes)
    }
    // Again the last to be opened, so that it is not closed for the others.
    try await subject.server.open(subject.path, subject.bytes)
    _ = try await subject.server.synchronize()
    return mentions
  }

  private func content(of path: RelativePath) async throws -> [UInt8] {
    guard !SensitiveFile.contains(path) else { throw ToolError(SensitiveFile.notice(path)) }
    guard let bytes = try await bytes(of: path) else {
      throw ToolError("there is no file \(path) here that can be read; `glob` shows what there is")
    }
    guard !BinaryContent.isLikely(bytes) else { throw ToolError("\(path) is a binary file") }
    return bytes
  }

  private func bytes(of path: RelativePath) async throws -> [UInt8]? {
    guard let entry = entries[path] else { return nil }
    return try await files.contents(of: [entry])[path]
  }

  /// The servers, and their folder made if need be.
  private func asked() async throws -> LanguageServers {
    if let opened { return opened }
    let servers = try await open()
    opened = servers
    return servers
  }

  /// Tells a server what has changed since the last question: what is open by its content, the rest by name.
  private func refresh(_ server: LanguageServer, in root: String) async throws {
    var now: [RelativePath: FileStamp] = [:]
    for path in entries.keys { now[path] = FileStamp(at: root + "/" + path.string) }
    if let before = stamps {
      var events = now.keys.filter { before[$0] == nil }.map { FileEvent($0, .created) }
      events += now.filter { before[$0.key] != nil && before[$0.key] != $0.value }.map { FileEvent($0.key, .changed) }
      events += before.keys.filter { now[$0] == nil }.map { FileEvent($0, .deleted) }
      try await server.filesChanged(events.sorted { $0.path < $1.path })
    }
    stamps = now
    for path in await server.openPaths {
      if let bytes = try await bytes(of: path) {
        try await server.open(path, bytes)
      } else {
        try await server.close(path)
      }
    }
  }
}
