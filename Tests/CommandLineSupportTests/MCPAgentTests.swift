import AgentKernel
import CommandLineSupport
import Foundation
import JSON
import MCP
import Models
import TestSupport
import Testing
import Tools

/// An agent of the user's own that may call MCP servers, through the whole kernel, with a real program as the server.
@Suite(.enabled(if: !MCPServerPrograms.python.isEmpty, "there is no Python here"), .timeLimit(.minutes(2)))
struct MCPAgentTests {
  private static func definition(ceiling: String, tools: String = "mcp__here__*, report_verdict") throws
    -> AgentDefinition
  {
    try AgentDefinition(
      parsing: "---\nname: scout\nturns: 8\nceiling: \(ceiling)\ntools: [\(tools)]\n---\n", source: "scout")
  }

  /// A configuration with one server, in a home of its own.
  private struct World: ~Copyable {
    let folder: TemporaryFolder
    let script: String
    var environment: [String: String] { ["HOME": folder.path, "PATH": "/usr/bin:/bin"] }

    init() throws {
      let folder = try TemporaryFolder()
      let script = folder.path + "/server.py"
      try FileManager.default.copyItem(atPath: MCPServerPrograms.hostile, toPath: script)
      self.init(folder, script)
    }

    private init(_ folder: consuming TemporaryFolder, _ script: String) {
      self.folder = folder
      self.script = script
    }

    func assembly(_ mode: String = "plain") throws -> MCPAssembly {
      var warnings: [String] = []
      let text = "mcp_servers: {here: {run: [\(MCPServerPrograms.python), \(script), \(mode)]}}\n"
      let layers = Configuration.Layers(userFile: ConfigurationFile(name: "config.yml", bytes: Array(text.utf8)))
      return MCPAssembly(
        try Configuration(layers, warnings: &warnings), environment: environment, workTree: nil, program: "program")
    }

    func approve(_ assembly: MCPAssembly) async throws {
      let inspection = try await MCPInspection(
        of: try assembly.server(named: "here"), in: assembly, environment: environment)
      _ = try inspection.approve(environment: environment)
    }
  }

  private static func call(_ id: String, _ name: String, _ arguments: JSONValue = [:]) -> ContentBlock {
    .toolCall(ToolCall(id: id, name: name, arguments: arguments.serialized()))
  }

  /// Runs the agent with one call of the server's tool.
  private func run(
    _ agent: AgentDefinition, mode: PermissionMode, _ assembly: MCPAssembly, rules: [PermissionRule] = []
  ) async throws -> (run: AgentRun, result: ToolResult?, warnings: [String]) {
    var warnings: [String] = []
    let servers = try #require(try assembly.servers(for: agent))
    let offered = await servers.open { warnings.append($0) } + [ReportVerdictTool()]
    let toolbox = try Toolbox(offered).selecting(MCPServers.offered(agent.tools, among: offered))
    let provider = ScriptedProvider([
      .content([Self.call("1", "mcp__here__plain")]),
      .content([Self.call("2", "report_verdict", ["verdict": "confirmed", "reason": "done"])]),
    ])
    let runtime = AgentRuntime(
      configuration: AgentConfiguration(
        limits: agent.limits, finalTool: "report_verdict",
        notes: .init(missingAnswer: "no answer", cutOff: "cut off", lastTurn: "last turn")),
      models: [AgentModel(name: "m", provider: provider)], toolbox: toolbox, maximumOutputTokens: 1000,
      permissions: PermissionPolicy(of: agent, PermissionSettings(mode: mode, rules: rules)))
    let run = await runtime.run(task: "look", system: [])
    await servers.close()
    let results = run.log.flatMap { entry in
      if case .results(let results, _) = entry { results } else { [ToolResult]() }
    }
    return (run, results.first { $0.callID == "1" }, warnings)
  }

  @Test func `an agent whose definition allows it calls a server's tool`() async throws {
    let world = try World()
    let assembly = try world.assembly()
    try await world.approve(assembly)
    let (run, result, warnings) = try await run(try Self.definition(ceiling: "dangerous"), mode: .auto, assembly)
    #expect(warnings.isEmpty)
    #expect(result == ToolResult(callID: "1", text: "fine"))
    #expect(run.outcome == .answered(["verdict": "confirmed", "reason": "done"]))
    #expect(run.denials.isEmpty)
  }

  @Test(arguments: [PermissionMode.enabled, .prompt, .disabled, .reject])
  func `in any other mode the call is denied, since nobody is there to ask`(mode: PermissionMode) async throws {
    let world = try World()
    let assembly = try world.assembly()
    try await world.approve(assembly)
    let (run, result, _) = try await run(try Self.definition(ceiling: "dangerous"), mode: mode, assembly)
    #expect(result?.isError == true)
    #expect(run.denials.first?.facts.tool == "mcp__here__plain")
  }

  @Test func `a rule of the user forbids a server's tools`() async throws {
    let world = try World()
    let assembly = try world.assembly()
    try await world.approve(assembly)
    let rule = try PermissionRule(.deny, tool: "mcp__here__*", tools: ToolCatalogue.names(besides: ["mcp__here__*"]))
    let (run, _, _) = try await run(
      try Self.definition(ceiling: "dangerous"), mode: .auto, assembly, rules: [rule])
    #expect(run.denials.map(\.facts.tool) == ["mcp__here__plain"])
  }

  @Test(arguments: ["safe", "moderate"])
  func `an agent with a lower ceiling has no server started, and its definition is refused`(
    ceiling: String
  ) throws {
    let world = try World()
    #expect { _ = try world.assembly().servers(for: try Self.definition(ceiling: ceiling)) } throws: {
      "\($0)".contains("which it may not call") && "\($0)".contains("ceiling is \(ceiling)")
    }
  }

  @Test func `the reviewer and the verifier may not call servers, whatever their definition says`() throws {
    for name in ["review", "verify"] {
      #expect(throws: AgentKernelError.self) {
        try AgentDefinition(parsing: "---\nname: \(name)\nceiling: dangerous\n---\n", source: name)
      }
    }
  }

  @Test func `an agent that names no server needs none, and one that is not configured is an error`() throws {
    let world = try World()
    let assembly = try world.assembly()
    #expect(try assembly.servers(for: try Self.definition(ceiling: "safe", tools: "grep")) == nil)
    #expect {
      _ = try assembly.servers(for: try Self.definition(ceiling: "dangerous", tools: "mcp__gone__x"))
    } throws: { "\($0)".contains(#"there is no MCP server "gone""#) }
  }

  @Test func `a changed script is not run any more`() async throws {
    let world = try World()
    let assembly = try world.assembly()
    try await world.approve(assembly)
    let marker = world.folder.path + "/ran"
    let text = try String(contentsOfFile: world.script, encoding: .utf8)
    try "open('\(marker)', 'w')\n\(text)".write(toFile: world.script, atomically: true, encoding: .utf8)
    let (_, result, warnings) = try await run(try Self.definition(ceiling: "dangerous"), mode: .auto, assembly)
    #expect(result?.isError == true)
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("server.py\" has changed") == true, "\(warnings)")
    #expect(warnings.first?.contains("`program mcp approve here`") == true)
    #expect(!FileManager.default.fileExists(atPath: marker))
  }

  @Test func `a changed command is not run any more`() async throws {
    let world = try World()
    try await world.approve(try world.assembly())
    let (_, _, warnings) = try await run(
      try Self.definition(ceiling: "dangerous"), mode: .auto, try world.assembly("imposter"))
    #expect(warnings.first?.contains("how it is reached has changed") == true, "\(warnings)")
  }
}
