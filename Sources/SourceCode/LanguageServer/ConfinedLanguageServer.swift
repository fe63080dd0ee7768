package import Processes

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Starts language servers in the sandbox: they build and run a project's code (manifests, plugins, macros, site files).
package struct ConfinedLanguageServer: Sendable {
  private let sandbox: Sandbox
  private let searched: [String]
  private let home: String?

  /// - Parameters:
  ///   - sandbox: what confines them.
  ///   - searched: absolute folders to look into for their programs, before the system's.
  ///   - home: the user's home folder, of which no more than needed is made readable; nil when there is none.
  package init(_ sandbox: Sandbox, searched: [String] = [], home: String?) {
    self.sandbox = sandbox
    self.searched = searched
    self.home = home
  }

  /// Starts a server on a folder: it may read all of it, and write only what its definition names in it.
  ///
  /// - Parameters:
  ///   - definition: the server.
  ///   - root: the absolute path of the folder, without links.
  /// - Throws: `LanguageServerError`, or `ProcessError` when it cannot be confined.
  package func start(_ definition: LanguageServerDefinition, on root: String) async throws -> ChildSession {
    guard let word = definition.words.first else {
      throw LanguageServerError(.notStarted, "\(definition.name) has no program")
    }
    let location: ProgramLocation
    let folders = definition.readable.map(absolute)
    let places = folders.flatMap { ["\($0)/bin", $0] } + searched
    do { location = try ProgramLocation(finding: absolute(word), in: places, home: home) } catch {
      throw LanguageServerError(.absent, "\(definition.name) is not installed: \(error)")
    }
    let readable = try folders.map { folder throws(ProcessError) in try SandboxPolicy.resolved(folder) }
    var writable: [String] = []
    for name in definition.writable {
      let folder = "\(root)/\(name)"
      // What is not there cannot be given; what lies there as a link is refused by the sandbox.
      mkdir(folder, 0o755)
      writable.append(folder)
    }
    let request = ProcessRequest(
      program: location.path, arguments: Array(definition.words.dropFirst()),
      environment: .exactly([
        "LANG": "C.UTF-8", "PATH": (location.folders + ProgramLocation.systemFolders).joined(separator: ":"),
      ]), folder: root, output: .captured(limit: 64 << 10))
    return try await sandbox.start(
      request, under: SandboxPolicy(readable: location.readable + readable + [root], writable: writable))
  }

  /// A path of the user's, in which `~/` is the home folder.
  private func absolute(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home else { return path }
    return home + path.dropFirst()
  }
}
