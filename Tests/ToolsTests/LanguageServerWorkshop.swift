import AgentKernel
import Editing
import Foundation
import Processes
import SourceCode
import TestSupport
import Tools

/// Real language servers in the real sandbox, over a work area, with the tools that ask them.
struct LanguageServerWorkshop {
  let area: WorkArea
  let intelligence: CodeIntelligence

  private static let searched = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map(String.init).filter { $0.hasPrefix("/") }

  private static let home = ProcessInfo.processInfo.environment["HOME"]

  static func has(_ server: String) -> Bool {
    (try? ProgramLocation(finding: server, in: searched, home: home)) != nil
  }

  init(
    _ files: [String: String], servers definitions: [LanguageServerDefinition] = LanguageServerDefinition.known
  ) async throws {
    let launcher = try SandboxPolicy.resolved(ProgramRunner(named: "escape-artist").path)
    let confined = ConfinedLanguageServer(
      try await Sandbox.prepared(launcher: launcher), searched: Self.searched, home: Self.home)
    var made: CodeIntelligence?
    area = try await WorkArea(files) { folder in
      let root = folder.root.path
      let servers = LanguageServers(definitions, root: root) { try await confined.start($0, on: root) }
      let intelligence = CodeIntelligence(folder, servers: servers)
      made = intelligence
      return [
        DiagnosticsTool(intelligence), FindDefinitionTool(intelligence), FindReferencesTool(intelligence),
        RenameTool(folder, intelligence),
      ]
    }
    guard let made else { throw ToolError("no tools were made") }
    intelligence = made
  }
}
