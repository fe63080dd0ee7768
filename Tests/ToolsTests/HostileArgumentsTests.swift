import AgentKernel
import Foundation
import Git
import HTTP
import JSON
import Models
import SourceText
import Synchronization
import TestSupport
import Testing
import Tools
import Verification

/// Arguments that no honest model sends, thrown at every tool there is: none is run with what its schema refuses, none ends
/// the program, and each call has one bounded result.
@Suite(.timeLimit(.minutes(5))) struct HostileArgumentsTests {
  private static let names = ToolCatalogue.names + ["custom"]

  private static let policy = PermissionPolicy(mode: .auto, ceiling: .critical)

  /// Every tool of the catalogue and one of the user's, with real files and a real repository behind those that have any.
  private static func tools() async throws -> (toolbox: Toolbox, runs: Runs, area: WorkArea, builder: RepositoryBuilder)
  {
    let runs = Runs()
    let area = try await WorkArea(["a.txt": "one\ntwo\n", "src/b.swift": "let b = 1\n"])
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", "one\n")
    try builder.commit("First")
    try builder.write("a.txt", "two\n")
    try builder.commit("Second")
    let repository = try LibraryRepository.open(at: builder.path)
    let (base, head) = (Snapshot.commit(try builder.id(of: "HEAD~1")), Snapshot.commit(try builder.id(of: "HEAD")))
    let view = RepositoryView(
      repository: repository, base: base, head: head,
      change: try await repository.changes(from: base, to: head, limits: DiffLimits()))
    let custom = CustomToolDefinition(
      name: "custom", description: "Of the user.",
      inputSchema: JSONSchema([
        "type": "object",
        "properties": ["words": ["type": "array", "items": ["type": "string"]], "count": ["type": "integer"]],
        "required": ["words"], "additionalProperties": false,
      ]),
      program: ConfiguredProgram(words: ["/bin/cat"], deadline: .seconds(5), isConfined: false))
    let stand = ToolCatalogue.unconnected(commands: ["test"], custom: [custom])
    let real =
      area.toolbox.tools + [
        GitDiffTool(view), GitLogTool(view), GitShowTool(view), GitBlameTool(view),
      ]
    let byName = Dictionary(real.map { ($0.name, $0) }) { first, _ in first }
    let tools = stand.tools.map { stood -> any Tool in
      let tool = byName[stood.name] ?? stood
      return Self.watched(tool, runs)
    }
    return (Toolbox(tools), runs, area, builder)
  }

  private static func watched(_ tool: some Tool, _ runs: Runs) -> any Tool { WatchedTool(tool: tool, runs: runs) }

  @Test func `the catalogue is whole`() async throws {
    let tools = try await Self.tools()
    #expect(Set(tools.toolbox.tools.map(\.name)) == Set(Self.names))
  }

  @Test(arguments: Sweep.seeds(sample: 3, full: 400))
  func `random arguments end as results, and run nothing that the schema refuses`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let (toolbox, runs, area, builder) = try await Self.tools()
    let scheduler = ToolScheduler(toolbox, permissions: Self.policy)
    for tool in toolbox.tools {
      let schema = tool.inputSchema
      for _ in 0..<12 {
        let text = HostileArguments.text(for: schema.value, using: &random)
        let accepted = text.isEmpty ? .object([:]) : try? JSONValue.parse(text)
        let fits = accepted.map { schema.violations(in: $0).isEmpty } ?? false
        let before = runs.count
        let answers = await scheduler.run([ToolCall(id: "id", name: tool.name, arguments: text)])
        #expect(answers.count == 1 && answers.first?.result.callID == "id")
        let result = try #require(answers.first?.result)
        #expect(result.text.utf8.count < OutputBounds.sizeLimit + 300, "\(tool.name) \(text.prefix(200))")
        if !fits {
          #expect(result.isError, "\(tool.name) took \(text.prefix(200))")
          #expect(answers.first?.finalAnswer == nil)
          #expect(runs.count == before, "\(tool.name) ran with \(text.prefix(200))")
        }
      }
    }
    // What is outside was never touched.
    #expect(try builder.git("status", "--porcelain").isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: area.place).sorted() == ["journal", "tree"])
  }

  @Test(arguments: names) func `the known evil arguments are refused`(name: String) async throws {
    let (toolbox, runs, _, _) = try await Self.tools()
    let scheduler = ToolScheduler(toolbox, permissions: Self.policy)
    let schema = try #require(toolbox[name]).inputSchema
    for text in HostileArguments.known(for: schema.value) {
      let result = await scheduler.run([ToolCall(id: "id", name: name, arguments: text)])[0].result
      #expect(result.isError, "\(name) took \(text.prefix(100))")
      #expect(result.text.utf8.count < OutputBounds.sizeLimit + 300)
    }
    #expect(runs.count == 0)
  }
}

/// How often tools were run.
private final class Runs: Sendable {
  private let state = Mutex(0)

  var count: Int { state.withLock { $0 } }

  func note() { state.withLock { $0 += 1 } }
}

private struct WatchedTool<Inner: Tool>: Tool {
  let tool: Inner
  let runs: Runs

  var name: String { tool.name }
  var description: String { tool.description }
  var inputSchema: JSONSchema { tool.inputSchema }

  func risk(of input: Inner.Input) -> Risk { tool.risk(of: input) }

  func subject(of input: Inner.Input) -> CallSubject { tool.subject(of: input) }

  func effects(of input: Inner.Input) -> ToolEffects { tool.effects(of: input) }

  func run(_ input: Inner.Input) async throws -> ToolOutput {
    runs.note()
    return try await tool.run(input)
  }
}
