import AgentKernel
import Editing
import Foundation
import JSON
import Models
import Processes
import SourceText
import TestSupport
import Testing
import Tools
import Verification

/// `run_command` and `shell` with real children in the real sandbox.
@Suite(.timeLimit(.minutes(3))) struct CommandToolsTests {
  private static let commands = [
    ConfiguredCommand(
      name: "check", words: ["/bin/sh", "-c", "grep -q fixed a.txt && echo good || { echo bad >&2; exit 3; }"]),
    ConfiguredCommand(name: "show", words: ["/bin/echo", "args:"], takesArguments: true),
    ConfiguredCommand(
      name: "meddle",
      words: [
        "/bin/sh", "-c",
        "echo x >> a.txt; echo new > b.txt; ln -s /etc/passwd link; mkfifo pipe; rm -f gone; echo done",
      ]),
    ConfiguredCommand(
      name: "noise", words: ["/bin/sh", "-c", "printf 'a\\033[31mb\\n'; yes 12345678 | head -c 3000000; echo end"]),
    ConfiguredCommand(
      name: "escape", words: ["/bin/sh", "-c", "echo evil > ../evil; cat ../secret; echo evil > ../journal/x"]),
    ConfiguredCommand(name: "slow", words: ["/bin/sleep", "600"], deadline: .milliseconds(200)),
  ]

  private func area(_ files: [String: String] = ["a.txt": "broken\n", "gone": "x"]) async throws -> WorkArea {
    let sandbox = try await Sandbox.prepared(launcher: try ProgramRunner(named: "escape-artist").path)
    let runner = CommandRunner(commands: Self.commands, sandbox: sandbox, variables: [:])
    return try await WorkArea(files) { folder in
      var tools: [any Tool] = []
      if let tool = RunCommandTool(folder, runner) { tools.append(tool) }
      if let tool = ShellTool(folder, isOn: true, sandbox: sandbox) { tools.append(tool) }
      return tools
    }
  }

  @Test func `a command runs by its name, and says how it ended`() async throws {
    let area = try await area()
    let failed = await area.call("run_command", ["command": "check"])
    #expect(!failed.isError)
    #expect(failed.text == "the command exited with code 3\nstandard error:\nbad\n\n")
    _ = await area.call("edit_file", ["path": "a.txt", "old_text": "broken", "new_text": "fixed"])
    #expect(
      await area.call("run_command", ["command": "check"]).text
        == "the command exited with code 0\nstandard output:\ngood\n\n")
    #expect(
      await area.call("run_command", ["command": "show", "arguments": ["a.txt", "Suite/test()"]]).text.contains(
        "args: a.txt Suite/test()"))
    #expect(await area.call("run_command", ["command": "slow"]).text.contains("did not end within its deadline"))
  }

  @Test(
    arguments: [
      ["command": "/bin/sh"], ["command": "../check"], ["command": "check "], ["command": "sh"], ["command": ""],
      ["command": "check", "arguments": ["a.txt"]], ["command": "show", "arguments": ["-c"]],
      ["command": "show", "arguments": ["--output=/tmp/x"]], ["command": "show", "arguments": ["--"]],
      ["command": "show", "arguments": ["@a.txt"]], ["command": "show", "arguments": ["+x"]],
      ["command": "show", "arguments": ["../secret"]], ["command": "show", "arguments": ["/etc/passwd"]],
      ["command": "show", "arguments": ["a/../../secret"]], ["command": "show", "arguments": ["a;id"]],
      ["command": "show", "arguments": ["$(id)"]], ["command": "show", "arguments": ["`id`"]],
      ["command": "show", "arguments": ["a\nb"]], ["command": "show", "arguments": ["a\0b"]],
      ["command": "show", "arguments": [""]],
      ["command": "show", "arguments": [["a"]]], ["command": "show", "arguments": "a"], ["command": ["show"]],
      ["command": "show", "cwd": "/"], ["command": "show", "env": ["PATH": "."]],
      ["command": "show", "arguments": .array(Array(repeating: "a", count: 1000))],
    ] as [JSONValue])
  func `neither programs nor options come from a model`(arguments: JSONValue) async throws {
    let area = try await area()
    let result = await area.call("run_command", arguments)
    #expect(result.isError, "\(result.text)")
    #expect(!result.text.contains("args:"))
  }

  @Test func `what a command changes is noticed, has to be read anew, and is not the agent's work`() async throws {
    let area = try await area()
    _ = await area.call("read_file", ["path": "a.txt"])
    let result = await area.call("run_command", ["command": "meddle"])
    #expect(
      result.text.contains(
        "it changed files, which are not taken for your work; read them before you edit them: a.txt, b.txt, gone, link, pipe"
      ),
      "\(result.text)")
    // It does not know the file any more.
    let unread = await area.call("write_file", ["path": "a.txt", "content": "mine"])
    #expect(unread.isError && unread.text.contains("read it with `read_file`"), "\(unread)")
    #expect(await area.call("read_file", ["path": "link"]).isError)
    #expect(await area.call("read_file", ["path": "pipe"]).isError)
    #expect(await area.call("write_file", ["path": "link", "content": "evil"]).isError)
    #expect(await area.folder.changes.isEmpty)
    #expect(await area.folder.changedByCommands.map(\.string).sorted() == ["a.txt", "b.txt", "gone", "link", "pipe"])
  }

  @Test func `a file that a command rewrote to the same length has to be read anew`() async throws {
    let area = try await area(["a.txt": "one\n"])
    _ = await area.call("read_file", ["path": "a.txt"])
    let result = await area.call("shell", ["line": "printf 'two\\n' > a.txt"])
    #expect(result.text.contains("read them before you edit them: a.txt"))
    #expect(await area.call("write_file", ["path": "a.txt", "content": "x"]).isError)
  }

  @Test func `output is bounded, beginning and end kept, and drives no terminal`() async throws {
    let result = await (try await area()).call("run_command", ["command": "noise"])
    #expect(result.text.utf8.count < 20_000)
    #expect(result.text.contains("a\\x1b[31mb\n"))
    #expect(result.text.contains("bytes left out"))
    #expect(result.text.contains("end"))
    #expect(!result.text.unicodeScalars.contains("\u{1B}"))
  }

  @Test func `what is left out of an output can be paged through`() async throws {
    let outputs = SpilledOutputs()
    let area = try await area()
    let scheduler = ToolScheduler(
      Toolbox(area.toolbox.tools + [ReadOutputTool(outputs)]),
      permissions: PermissionPolicy(mode: .auto, ceiling: .dangerous), outputs: outputs)
    let call = ToolCall(id: "1", name: "shell", arguments: #"{"line": "seq 1 20000"}"#)
    let shown = await scheduler.run([call])[0].result.text
    #expect(shown.contains("bytes left out") && !shown.contains("\n10000\n"))
    #expect(shown.hasSuffix("[`read_output` shows all of it: id \"output-1\"]\n"), "\(shown.suffix(200))")
    let page = ToolCall(
      id: "2", name: "read_output", arguments: #"{"id": "output-1", "from_line": 10002, "to_line": 10002}"#)
    #expect(await scheduler.run([page])[0].result.text.hasPrefix("10002: 10000\n"))
  }

  @Test(arguments: ["run_command", "shell"]) func `a child cannot leave the work area`(tool: String) async throws {
    let area = try await area()
    try Data("secret\n".utf8).write(to: URL(filePath: area.place + "/secret"))
    let result =
      tool == "shell"
      ? await area.call(
        "shell", ["line": "echo evil > ../evil; cat ../secret; echo evil > ../journal/x; ls ../journal"])
      : await area.call("run_command", ["command": "escape"])
    #expect(!result.isError)
    #expect(!result.text.contains("secret\n\n"), "\(result.text)")
    #expect(!FileManager.default.fileExists(atPath: area.place + "/evil"))
    #expect(!FileManager.default.fileExists(atPath: area.place + "/journal/x"))
  }

  @Test func `a shell is there only when the user turned it on and something confines it`() async throws {
    let sandbox = try await Sandbox.prepared(launcher: try ProgramRunner(named: "escape-artist").path)
    let area = try await WorkArea()
    #expect(ShellTool(area.folder, isOn: false, sandbox: sandbox) == nil)
    let shell = try #require(ShellTool(area.folder, isOn: true, sandbox: sandbox))
    let scheduler = ToolScheduler(Toolbox([shell]), permissions: PermissionPolicy(mode: .auto, ceiling: .moderate))
    let answer = await scheduler.run([.init(id: "1", name: "shell", arguments: #"{"line": "echo x > y"}"#)])[0]
    #expect(answer.denial?.decision.deciding == .ceiling(.moderate, of: "this agent", risk: .dangerous))
    #expect(area.names.isEmpty)
  }

  @Test func `without a configured command there is no tool`() async throws {
    let sandbox = try await Sandbox.prepared(launcher: try ProgramRunner(named: "escape-artist").path)
    let area = try await WorkArea()
    #expect(RunCommandTool(area.folder, CommandRunner(commands: [], sandbox: sandbox, variables: [:])) == nil)
  }
}
