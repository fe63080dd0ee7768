import AgentKernel
import Foundation
import JSON
import Models
import Processes
import TestSupport
import Testing
import Tools
import Verification

/// Tools of the user's own: real programs, in the real sandbox where they are confined.
@Suite(.timeLimit(.minutes(2))) struct CustomToolTests {
  private static let schema = JSONSchema([
    "type": "object", "properties": ["path": ["type": "string"]], "required": ["path"], "additionalProperties": false,
  ])

  private func definition(
    _ script: String, deadline: Duration = .seconds(30), isConfined: Bool = false, network: Bool = false,
    risk: Risk = .dangerous, readable: [String] = [], variables: [String] = []
  ) -> CustomToolDefinition {
    CustomToolDefinition(
      name: "lookup", description: "Looks something up.", inputSchema: Self.schema,
      program: ConfiguredProgram(
        words: ["/bin/sh", "-c", script], deadline: deadline, isConfined: isConfined, allowsNetwork: network,
        readable: readable, variables: variables), risk: risk)
  }

  private func call(
    _ definition: CustomToolDefinition, _ arguments: String = #"{"path": "a b"}"#, sandbox: Sandbox? = nil,
    environment: [String: String] = ["PATH": "/usr/bin:/bin", "HOME": "/tmp"]
  ) async -> ToolAnswer {
    let tool = CustomTool(definition, in: sandbox, variables: environment)
    let scheduler = ToolScheduler(Toolbox([tool]), permissions: PermissionPolicy(mode: .auto, ceiling: .dangerous))
    return await scheduler.run([ToolCall(id: "1", name: "lookup", arguments: arguments)])[0]
  }

  private func sandbox() async throws -> Sandbox {
    try await Sandbox.prepared(launcher: try ProgramRunner(named: "escape-artist").path)
  }

  @Test(arguments: [
    ("cat", "{\"path\":\"a b\"}\n"), (#"echo '{"text": "found"}'"#, "found"),
    ("echo plain; echo text", "plain\ntext\n"),
    (#"echo '{"text": "found", "more": 1}'"#, "{\"text\": \"found\", \"more\": 1}\n"), ("true", ""),
    (#"printf 'a\033[31mb'"#, "a\\x1b[31mb"), (#"echo '{"text": "\u001b[31m"}'"#, "\\x1b[31m"),
  ])
  func `JSON goes in, and JSON or text comes out`(script: String, text: String) async {
    #expect(await call(definition(script)).result == ToolResult(callID: "1", text: text))
  }

  @Test func `a refusal in words is an error result, and no failure of the tool`() async {
    let tool = CustomTool(
      definition(#"echo '{"text": "no such ticket", "is_error": true}'"#), in: nil,
      variables: ["PATH": "/usr/bin:/bin"])
    let scheduler = ToolScheduler(Toolbox([tool]), permissions: PermissionPolicy(mode: .auto, ceiling: .dangerous))
    for _ in 0..<5 {
      let result = await scheduler.run([ToolCall(id: "1", name: "lookup", arguments: #"{"path": "a"}"#)])[0].result
      #expect(result == ToolResult(callID: "1", text: "no such ticket", isError: true))
    }
  }

  @Test(arguments: [
    ("echo why >&2; exit 3", "lookup exited with code 3: why\n"), ("kill -9 $$", "lookup was ended by signal 9"),
    (#"printf '\377\376'"#, "lookup answers with bytes that are not UTF-8"),
    ("head -c 3000000 /dev/zero | tr '\\0' x", "lookup writes more than 1048576 bytes"),
    ("sleep 600", "lookup did not end within its deadline"),
  ])
  func `a tool that fails is an error result, and after three times it is left alone`(
    script: String, words: String
  ) async {
    let tool = CustomTool(
      definition(script, deadline: script.hasPrefix("sleep") ? .milliseconds(200) : .seconds(30)), in: nil,
      variables: ["PATH": "/usr/bin:/bin"])
    let scheduler = ToolScheduler(Toolbox([tool]), permissions: PermissionPolicy(mode: .auto, ceiling: .dangerous))
    for round in 0..<4 {
      let result = await scheduler.run([ToolCall(id: "1", name: "lookup", arguments: #"{"path": "a"}"#)])[0].result
      #expect(result.isError)
      #expect(result.text == (round < 3 ? words : result.text), "\(result.text)")
      if round == 3 { #expect(result.text.contains("it has failed 3 times in a row")) }
    }
  }

  @Test(arguments: ["{}", #"{"path": 1}"#, #"{"path": "a", "command": "id"}"#, "[]", "null", #""x""#, "{"])
  func `arguments that the schema refuses run nothing`(arguments: String) async throws {
    let folder = try TemporaryFolder()
    let answer = await call(definition("touch \(folder.path)/ran"), arguments)
    #expect(answer.result.isError)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/ran"))
  }

  @Test func `it is dangerous unless the sandbox holds what the user says`() {
    #expect(definition("true").risk == .dangerous)
    #expect(definition("true", isConfined: true, risk: .safe).risk == .safe)
    #expect(definition("true", isConfined: false, risk: .safe).risk == .dangerous)
    #expect(definition("true", isConfined: true, network: true, risk: .moderate).risk == .dangerous)
    #expect(definition("true", risk: .critical).risk == .critical)
  }

  @Test func `confined, it can write nowhere, read what is named, and has no key`() async throws {
    let sandbox = try await sandbox()
    let folder = try TemporaryFolder()
    try Data("named\n".utf8).write(to: URL(filePath: folder.path + "/file"))
    let other = try TemporaryFolder()
    try Data("other\n".utf8).write(to: URL(filePath: other.path + "/file"))
    let script = """
      cat \(folder.path)/file; cat \(other.path)/file 2>/dev/null || echo unreadable
      touch \(folder.path)/new 2>/dev/null || echo unwritable; touch "$HOME/own" && echo own
      env | grep -e TOKEN -e KEY; true
      """
    let result = await call(
      definition(script, isConfined: true, readable: [folder.path]), sandbox: sandbox,
      environment: ["PATH": "/usr/bin:/bin", "HOME": "/root", "API_KEY": "0123456789abcdef", "GITHUB_TOKEN": "x"]
    ).result
    #expect(result.text == "named\nunreadable\nunwritable\nown\n", "\(result)")
  }

  @Test func `without a sandbox, one that is to be confined does not run`() async {
    let result = await call(definition("echo ran", isConfined: true)).result
    #expect(result.isError)
    #expect(result.text.contains("there is no sandbox here"))
  }

  @Test func `unconfined, it gets the usual variables and those that are named, and nothing else`() async {
    let environment = [
      "PATH": "/usr/bin:/bin", "HOME": "/home/ada", "API_KEY": "0123456789abcdef", "GIT_DIR": "/x", "MODE": "slow",
      "LD_PRELOAD": "/evil.so",
    ]
    let result = await call(
      definition("env | sort", variables: ["MODE", "EXTRA=1"]), environment: environment
    ).result
    let names = result.text.split(separator: "\n").compactMap { $0.split(separator: "=").first }.filter {
      !["PWD", "OLDPWD", "SHLVL", "_"].contains($0)
    }
    #expect(names == ["EXTRA", "HOME", "MODE", "PATH"], "\(result)")
  }

  @Test func `a program that is not there is an error result`() async {
    var missing = definition("true")
    missing.program.words = ["/nonexistent/program"]
    #expect(await call(missing).result.isError)
  }
}
