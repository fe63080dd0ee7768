internal import JSON
internal import Processes
internal import SourceCode
internal import SourceText
internal import Verification

/// A language server at work on a scope's area, and the files that it is asked about.
struct ServerSession {
  let server: LanguageServer
  let language: Language

  /// All files of the language in the area, also those that may not be changed, in the order of paths.
  let files: [RelativePath: [UInt8]]

  private static let mostFiles = 20_000

  /// Starts the server for a language.
  ///
  /// For Swift the package is built before, since sourcekit-lsp takes its index from the build: an index that it makes itself
  /// costs a second build, and is silently partial until it is done.
  ///
  /// - Throws: `RefactoringError` with code `.missingProgram` without a server, `.precondition` for a package that does not build.
  static func open(
    _ language: Language, in scope: EditScope, _ settings: EngineSettings
  ) async throws -> ServerSession {
    guard var definition = LanguageServerDefinition.known.first(where: { $0.languages.contains(language) }) else {
      throw RefactoringError(.missingProgram, "no language server is known for \(language.name), so nothing is renamed")
    }
    if language == .swift {
      try await build(scope.area, settings)
      definition.options = ["backgroundIndexing": false]
    }
    var files: [RelativePath: [UInt8]] = [:]
    for path in try scope.area.files(limit: mostFiles, { !$0.name.hasPrefix(".") && $0.string != "node_modules" })
    where Language(path: path) == language {
      if case .bytes(let bytes)? = scope.read(path) { files[path] = bytes }
    }
    let confined = ConfinedLanguageServer(settings.sandbox, searched: settings.searched, home: settings.home)
    let root = scope.area.path
    do {
      let session = try await confined.start(definition, on: root)
      let server = try await LanguageServer.start(definition, on: session, root: root)
      return ServerSession(server: server, language: language, files: files)
    } catch let error as LanguageServerError {
      throw RefactoringError(error.code == .absent ? .missingProgram : .engine, "\(error)")
    }
  }

  private static func build(_ area: WorkArea, _ settings: EngineSettings) async throws {
    do {
      let toolchain = try SwiftToolchain(searching: settings.searched)
      let result = try await SwiftPackage.open(in: area, toolchain: toolchain).build()
      if let fault = result.fault {
        throw RefactoringError(.precondition, "names are looked up in the build, and \(fault)")
      }
    } catch let error as VerificationError {
      throw RefactoringError(
        error.code == .missingToolchain ? .missingProgram : .precondition,
        "names are looked up in the build of the Swift package: \(error)")
    }
  }

  /// Asks the server, which is told of the file first; its complaints become this room's.
  func ask<Answer: Sendable>(
    about path: RelativePath, _ question: (LanguageServer, [UInt8]) async throws -> Answer
  ) async throws -> Answer {
    guard let bytes = files[path] else {
      throw RefactoringError(.engine, "\(path) cannot be read as \(language.name)")
    }
    do {
      try await server.open(path, bytes)
      return try await question(server, bytes)
    } catch let error as LanguageServerError {
      throw RefactoringError(.engine, "\(path): \(error)")
    }
  }

  /// Lets the server know all files before it is asked about all of them.
  ///
  /// - Throws: `RefactoringError` with code `.engine` when it cannot be told.
  func synchronize(opening paths: [RelativePath]) async throws {
    do {
      if server.definition.indexWait == .openMentions {
        for path in paths.prefix(LanguageServer.mostOpen) { try await server.open(path, files[path] ?? []) }
      }
      guard try await server.synchronize() else {
        throw RefactoringError(
          .engine,
          "\(server.definition.name) cannot be told to look through all files first; its answer would be partial")
      }
    } catch let error as LanguageServerError {
      throw RefactoringError(.engine, "\(error)")
    }
  }

  /// Where a name stands in code, by file.
  func occurrences(of name: String) -> [RelativePath: NameOccurrences] {
    files.compactMapValues { bytes in
      let found = NameOccurrences(of: name, in: bytes, language)
      return found.code.isEmpty && found.elsewhere == 0 ? nil : found
    }
  }
}
