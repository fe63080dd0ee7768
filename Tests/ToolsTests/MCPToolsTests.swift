import AgentKernel
import JSON
import JSONRPC
import MCP
import Models
import TestSupport
import Testing
import Tools

/// What MCP servers offer, as an agent sees it.
@Suite(.timeLimit(.minutes(1))) struct MCPToolsTests {
  /// A session with a scripted server, approved as it is.
  private func session(_ server: @escaping @Sendable () -> ScriptedMCPServer) async throws -> MCPSession {
    let client = MCPClient(of: "notes", over: MCPConnection(server()))
    _ = try await client.begin(version: "1")
    var approved = MCPFingerprint()
    approved.add(try await client.tools())
    await client.close()
    return MCPSession(
      of: "notes", current: MCPFingerprint(), approved: approved, remedy: "approve", version: "1",
      timeout: .seconds(20)
    ) { MCPConnection(server()) }
  }

  private func open(_ tools: [JSONValue]) async throws -> (tools: [any Tool], warnings: [String]) {
    var warnings: [String] = []
    let servers = MCPServers([try await session { ScriptedMCPServer(tools: tools) }])
    let opened = await servers.open { warnings.append($0) }
    return (opened, warnings)
  }

  private func run(_ tool: any Tool, _ arguments: JSONValue) async throws -> String {
    let call = ToolCall(id: "1", name: tool.name, arguments: arguments.serialized())
    return try await PreparedCall(call, in: Toolbox([tool])).run().text
  }

  @Test func `a tool has a name of its own, foreign words that are marked, and is dangerous`() async throws {
    let schema: JSONValue = [
      "type": "object", "title": "Arguments", "$schema": "x",
      "properties": [
        "text": ["type": "string", "title": "Text", "description": "What\u{200B} to say.", "format": "email"]
      ],
      "required": ["text"],
    ]
    let (tools, warnings) = try await open([ScriptedMCPServer.tool("say", "Says\u{202E} it.\u{E0041}", schema: schema)])
    #expect(warnings.isEmpty)
    let tool = try #require(tools.first)
    #expect(tool.name == "mcp__notes__say")
    #expect(tool.description == "A tool of the MCP server notes, in its words: Says it.")
    #expect(
      tool.inputSchema.value == [
        "type": "object", "properties": ["text": ["type": "string", "description": "What to say."]],
        "required": ["text"],
      ])
    let facts = try PreparedCall(
      ToolCall(id: "1", name: tool.name, arguments: #"{"text": "a"}"#), in: Toolbox([tool])
    ).facts
    #expect(facts.risk == .dangerous)
    #expect(try await run(tool, ["text": "hello"]) == "fine")
    await #expect(throws: ToolError.self) { try await run(tool, [:]) }
    #expect(tools.dropFirst().map(\.name) == ["mcp_list", "mcp_read_resource", "mcp_get_prompt"])
  }

  @Test(
    arguments: [
      (["type": "object", "patternProperties": [:]], "patternProperties"),
      (["type": "object", "properties": ["a": ["exclusiveMinimum": 1]]], "exclusiveMinimum"),
      (["type": "object", "properties": ["a": ["pattern": "(?=x)"]]], "pattern"),
      (["type": "array"], "not that of an object"), ([:], "not that of an object"),
      (["type": "object", "anyOf": [["required": ["a"]]]], "anyOf at the top"),
      (["type": "object", "properties": ["a b": [:]]], "has a name that providers do not take"),
      (["type": "object", "properties": ["a": ["enum": ["x\u{202E}"]]]], "characters that nobody sees"),
      (
        ["type": "object", "properties": ["a": ["description": .string(String(repeating: "x", count: 40_000))]]],
        "32 KiB"
      ),
    ] as [(JSONValue, String)])
  func `a tool whose schema cannot be checked is left out, with a line`(
    schema: JSONValue, reason: String
  ) async throws {
    let (tools, warnings) = try await open([
      ScriptedMCPServer.tool("bad", schema: schema), ScriptedMCPServer.tool("good"),
    ])
    #expect(tools.map(\.name).contains("mcp__notes__good"))
    #expect(!tools.map(\.name).contains("mcp__notes__bad"))
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains(#"the tool "bad" of the MCP server notes is not used"#) == true, "\(warnings)")
    #expect(warnings.first?.contains(reason) == true, "\(warnings)")
  }

  @Test func `names that would become one stay two, and none takes that of another tool`() async throws {
    let names = ["read_file", "a b", "a_b", "a.b", String(repeating: "x", count: 80), "../../etc/passwd", "é"]
    let (tools, warnings) = try await open(names.map { ScriptedMCPServer.tool($0) })
    #expect(warnings.isEmpty)
    let offered = tools.map(\.name).filter { $0.hasPrefix("mcp__") }
    #expect(Set(offered).count == names.count)
    for name in offered {
      #expect(name.hasPrefix("mcp__notes__") && name.utf8.count <= 64)
      #expect(!ToolCatalogue.names.contains(name))
      #expect(name.utf8.allSatisfy { $0 == 0x5F || $0 == 0x2D || (0x30...0x7A).contains($0) })
    }
    #expect(offered.contains("mcp__notes__read_file"))
    #expect(offered.contains("mcp__notes__a_b"))
  }

  @Test func `no more tools are offered than providers take`() async throws {
    let (tools, warnings) = try await open((0..<150).map { ScriptedMCPServer.tool("t\($0)") })
    #expect(tools.count { $0.name.hasPrefix("mcp__") } == 100)
    #expect(warnings.count == 50)
  }

  @Test func `a description is cut`() async throws {
    let (tools, _) = try await open([ScriptedMCPServer.tool("t", String(repeating: "word ", count: 100_000))])
    #expect((tools.first?.description.utf8.count ?? .max) < 1_200)
  }

  @Test func `an answer is cut in its middle, and what is hidden in it shows`() async throws {
    let text = "begin\u{1B}[2J" + String(repeating: "x", count: 200_000) + "end"
    let session = try await session { ScriptedMCPServer(tools: [ScriptedMCPServer.tool("t")], answering: text) }
    let tools = await MCPServers([session]).open { _ in }
    let answer = try await run(try #require(tools.first), [:])
    #expect(answer.utf8.count < 40_000)
    #expect(answer.hasPrefix(#"begin\x1b[2Jx"#) && answer.hasSuffix("xend"))
    #expect(answer.contains("bytes left out"))
  }

  private func answering(_ result: JSONValue, outputSchema: JSONValue? = nil) async throws -> any Tool {
    var tool = ScriptedMCPServer.tool("t").object ?? [:]
    tool["outputSchema"] = outputSchema
    let listed = JSONValue.object(tool)
    let session = try await session {
      ScriptedMCPServer { method, _ in
        switch method {
        case "initialize": .result(ScriptedMCPServer.greeting(["tools": [:]]))
        case "tools/list": .result(["tools": [listed]])
        default: .result(result)
        }
      }
    }
    return try #require(await MCPServers([session]).open { _ in }.first)
  }

  @Test(
    arguments: [
      (["content": []], "the tool answered with nothing"),
      (
        ["content": [["type": "text", "text": "a"], ["type": "image", "data": "AAAA", "mimeType": "image/png"]]],
        "a\n[image, image/png, 3 bytes, not shown]"
      ),
      (["content": [["type": "resource", "resource": ["uri": "n:1", "text": "b"]]]], "[resource n:1]\nb"),
      (
        ["content": [["type": "resource_link", "uri": "n:2", "name": "two"]]],
        "[resource n:2, two: mcp_read_resource reads it]"
      ),
      (["content": [["type": "text", "text": "7"]], "structuredContent": ["n": 7]], "7"),
      (["content": [], "structuredContent": ["n": 7]], "{\n  \"n\": 7\n}"),
    ] as [(JSONValue, String)])
  func `contents become text`(result: JSONValue, text: String) async throws {
    #expect(try await run(try await answering(result), [:]) == text)
  }

  @Test func `a tool that says that it failed, or breaks its own schema, is an error result`() async throws {
    let failing = try await answering(["content": [["type": "text", "text": "no such day"]], "isError": true])
    await #expect { _ = try await run(failing, [:]) } throws: { ($0 as? ToolError)?.description == "no such day" }
    let lying = try await answering(
      ["content": [], "structuredContent": ["n": "seven"]],
      outputSchema: ["type": "object", "properties": ["n": ["type": "integer"]]])
    await #expect { _ = try await run(lying, [:]) } throws: {
      ($0 as? ToolError)?.description.contains("its own schema refuses") == true
    }
  }

  @Test func `resources and prompts are listed and read by the server's name`() async throws {
    let session = try await session {
      ScriptedMCPServer { method, parameters in
        switch method {
        case "initialize": .result(ScriptedMCPServer.greeting(["resources": [:], "prompts": [:]]))
        case "resources/list": .result(["resources": [["uri": "n:1", "name": "one", "description": "The first."]]])
        case "resources/templates/list": .result(["resourceTemplates": []])
        case "resources/read": .result(["contents": [["uri": parameters?["uri"] ?? .null, "text": "words"]]])
        case "prompts/list":
          .result(["prompts": [["name": "ask", "arguments": [["name": "who", "required": true], ["name": "why"]]]]])
        case "prompts/get":
          .result([
            "messages": [
              ["role": "user", "content": ["type": "text", "text": parameters?["arguments"]?["who"] ?? .null]]
            ]
          ])
        default: .failure(.unknownMethod(method))
        }
      }
    }
    let tools = Toolbox(await MCPServers([session]).open { _ in })
    func run(_ name: String, _ arguments: JSONValue) async throws -> String {
      try await PreparedCall(ToolCall(id: "1", name: name, arguments: arguments.serialized()), in: tools).run().text
    }
    #expect(try await run("mcp_list", ["server": "notes", "kind": "resources"]) == "n:1: one; The first.")
    #expect(try await run("mcp_list", ["server": "notes", "kind": "templates"]).contains("lists no templates"))
    #expect(try await run("mcp_list", ["server": "notes", "kind": "prompts"]) == "ask(who, why?)")
    #expect(try await run("mcp_read_resource", ["server": "notes", "uri": "n:1"]) == "[resource n:1]\nwords")
    #expect(
      try await run("mcp_get_prompt", ["server": "notes", "prompt": "ask", "arguments": ["who": "Ada"]]) == "user: Ada")
    await #expect { _ = try await run("mcp_list", ["server": "other", "kind": "prompts"]) } throws: {
      "\($0)".contains("there are: notes")
    }
  }

  @Test func `a server that is not approved is left out, with a line`() async throws {
    let session = MCPSession(
      of: "notes", current: MCPFingerprint(), approved: nil, remedy: "code-review mcp approve notes", version: "1",
      timeout: .seconds(1)
    ) { throw MCPError(.unavailable, "never reached") }
    var warnings: [String] = []
    let tools = await MCPServers([session]).open { warnings.append($0) }
    #expect(tools.map(\.name) == ["mcp_list", "mcp_read_resource", "mcp_get_prompt"])
    #expect(warnings.count == 1 && warnings[0].contains("code-review mcp approve notes"))
  }

  @Test func `a definition may name a tool, or all of a server`() async throws {
    let (tools, _) = try await open([ScriptedMCPServer.tool("a"), ScriptedMCPServer.tool("b")])
    func offered(_ names: String...) -> [String] { MCPServers.offered(names, among: tools) }
    #expect(offered("grep", "mcp__notes__a", "mcp__notes__gone") == ["grep", "mcp__notes__a"])
    #expect(offered("mcp__notes__*", "mcp_list") == ["mcp__notes__a", "mcp__notes__b", "mcp_list"])
  }
}
