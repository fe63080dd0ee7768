package import Processes
package import SourceText

/// The language servers of one folder: each is started when it is first needed, and stopped with all others.
///
/// A server that ends or does not answer is started once more; the second time it stays away, so that no call after
/// the other waits for it.
package actor LanguageServers {
  /// Starts the process of a server, confined as the caller has it.
  package typealias Start = @Sendable (LanguageServerDefinition) async throws -> ChildSession

  private enum Slot {
    case starting(Task<LanguageServer, any Error>)
    case absent(String)
  }

  /// How often a server may fail.
  private static let failureLimit = 2

  package nonisolated let root: String
  private let definitions: [LanguageServerDefinition]
  private let start: Start
  private let patience: LanguageServer.Patience

  private var slots: [String: Slot] = [:]
  private var failures: [String: Int] = [:]

  /// - Parameters:
  ///   - definitions: the servers there may be; the first for a language counts.
  ///   - root: the absolute path of the folder, without links.
  ///   - patience: how long things may take.
  ///   - start: starts one of them.
  package init(
    _ definitions: [LanguageServerDefinition], root: String,
    patience: LanguageServer.Patience = LanguageServer.Patience(), start: @escaping Start
  ) {
    self.definitions = definitions
    self.root = root
    self.patience = patience
    self.start = start
  }

  /// The languages that there is a server for, by their names, sorted.
  package nonisolated var languages: [String] {
    Set(definitions.flatMap(\.languages)).map(\.name).sorted()
  }

  /// The server for a file, started if need be.
  ///
  /// - Throws: `LanguageServerError`.
  package func server(for path: RelativePath) async throws -> LanguageServer {
    guard let language = Language(path: path),
      let definition = definitions.first(where: { $0.languages.contains(language) })
    else {
      throw LanguageServerError(
        .absent,
        definitions.isEmpty
          ? "no language server is configured"
          : "no language server for \(path); there is one for \(languages.joined(separator: ", "))")
    }
    switch slots[definition.name] {
    case .absent(let reason): throw LanguageServerError(.absent, reason)
    case .starting(let task):
      if let server = try? await task.value, await server.isAlive { return server }
      note(failureOf: definition.name, "it has ended")
      if case .absent(let reason) = slots[definition.name] { throw LanguageServerError(.absent, reason) }
    case nil: break
    }
    let task = Task { [root, patience, start] in
      try await LanguageServer.start(definition, on: try await start(definition), root: root, patience: patience)
    }
    slots[definition.name] = .starting(task)
    do {
      return try await task.value
    } catch let error as LanguageServerError {
      note(failureOf: definition.name, error.description)
      throw error
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      note(failureOf: definition.name, "\(error)")
      throw LanguageServerError(.notStarted, "\(definition.name) was not started: \(error)")
    }
  }

  /// Notes that a server did not answer as it should.
  ///
  /// - Parameter error: what came of it; an answer that says no is none of its faults.
  package func note(_ error: LanguageServerError, of server: LanguageServer) async {
    guard error.code == .timedOut || error.code == .lost else { return }
    await server.stop()
    note(failureOf: server.definition.name, error.description)
  }

  /// Stops all servers; a later question starts none.
  package func stop() async {
    let running = slots
    for definition in definitions { slots[definition.name] = .absent("the language servers are stopped") }
    for case .starting(let task) in running.values {
      if let server = try? await task.value { await server.stop() }
    }
  }

  private func note(failureOf name: String, _ reason: String) {
    failures[name, default: 0] += 1
    slots[name] =
      failures[name, default: 0] >= Self.failureLimit
      ? .absent("\(name) has failed twice and is not asked any more; the last time: \(reason)") : nil
  }
}
