import AgentKernel
import Foundation
import JSON
import Processes
import SourceText
import TestSupport
import Testing
import Tools
import Verification

/// Hooks as real programs.
@Suite(.timeLimit(.minutes(1))) struct ProgramHookTests {
  private func hook(
    _ script: String, deadline: Duration = .seconds(30), environment: [String: String] = ["PATH": "/usr/bin:/bin"]
  ) -> ProgramHook {
    let program = ConfiguredProgram(words: ["/bin/sh", "-c", script], deadline: deadline, isConfined: false)
    return ProgramHook(HookDefinition(name: "check", point: .beforeTool, program: program), variables: environment)
  }

  @Test(arguments: [
    ("true", HookVerdict.allow), (#"echo '{"decision": "allow"}'"#, .allow), ("printf ' \\n'", .allow),
    (#"echo '{"decision": "deny", "reason": "not now"}'"#, HookVerdict(denial: "not now")),
    (#"echo '{"decision": "deny"}'"#, HookVerdict(denial: "no reason given")),
    (
      #"printf '%s' '{"decision": "allow", "note": "look\u001b[31m\ntwice"}'"#,
      HookVerdict(note: "look\\x1b[31m\\ntwice")
    ),
  ])
  func `a hook answers with a decision`(script: String, verdict: HookVerdict) async throws {
    #expect(try await hook(script).judge(["event": "before_tool"]) == verdict)
  }

  @Test(arguments: [
    "exit 1", "echo no >&2; exit 2", "kill -9 $$", "echo yes", "echo '{}'", #"echo '{"decision": "maybe"}'"#,
    #"echo '{"decision": true}'"#, #"echo '{"decision": "allow", "extra": 1}'"#, #"echo '{"decision": "allow"'"#,
    #"echo '{"decision": "deny", "reason": 4}'"#, "echo '[]'", #"echo '{"decision": "allow"} {}'"#,
    "head -c 200000 /dev/zero | tr '\\0' ' '", #"printf '\377'"#, "exec /nonexistent/program",
  ])
  func `a hook that fails or makes no sense has not allowed`(script: String) async {
    await #expect(throws: (any Error).self) { try await hook(script).judge(["event": "before_tool"]) }
  }

  @Test func `a slow hook is ended, and has not allowed`() async throws {
    let slow = hook("trap '' TERM; echo '{\"decision\": \"allow\"}'; sleep 600", deadline: .milliseconds(300))
    let error = await #expect(throws: ProgramHook.Failure.self) { try await slow.judge(["event": "before_tool"]) }
    #expect(error?.description == "it did not end within its deadline")
  }

  @Test func `a hook that is not there has not allowed`() async {
    let program = ConfiguredProgram(words: ["/nonexistent/hook"], deadline: .seconds(5), isConfined: false)
    let missing = ProgramHook(HookDefinition(name: "x", point: .atEnd, program: program), variables: [:])
    await #expect(throws: (any Error).self) { try await missing.judge([:]) }
  }

  @Test func `it reads the event on one line, and has no key in its environment`() async throws {
    let folder = try TemporaryFolder()
    let environment = ["PATH": "/usr/bin:/bin", "HOME": "/home/ada", "FULCRUM_KEY": "secret-key-value", "AWS_KEY": "x"]
    _ = try await hook("cat > \(folder.path)/event; env > \(folder.path)/env", environment: environment)
      .judge(["event": "before_tool", "input": ["text": "a\nb"]])
    let event = try String(contentsOfFile: folder.path + "/event", encoding: .utf8)
    #expect(event == "{\"event\":\"before_tool\",\"input\":{\"text\":\"a\\nb\"}}\n")
    let variables = try String(contentsOfFile: folder.path + "/env", encoding: .utf8)
    #expect(!variables.contains("KEY"))
    #expect(variables.contains("HOME=/home/ada"))
  }
}
