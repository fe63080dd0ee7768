import TestSupport
import Testing

/// `permissions explain` of the built program.
@Suite(.timeLimit(.minutes(2))) struct PermissionExplanationTests {
  private let project: ReviewedProject

  init() throws {
    project = try ReviewedProject()
  }

  private static let rules = """
    permissions:
      rules:
        - {verdict: ask, tool: grep}
        - {verdict: deny, tool: "*_file", paths: ["secret/**"], matches: ["read_file secret/a"]}

    """

  @Test func `verdict, deciding rule, risk and reason are told`() async throws {
    try project.configure("config.yml", Self.rules)
    let denied = try await project.run(
      "permissions", "explain", "read_file", #"{"path": "secret/a.txt"}"#, "--agent", "review")
    #expect(denied.exitCode == 0, "\(denied)")
    #expect(line("verdict", denied) == "deny")
    #expect(line("decided by", denied)?.hasPrefix("rule 2: deny *_file on secret/**; ") == true, "\(denied)")
    #expect(line("why", denied)?.hasSuffix("denies it") == true)
    #expect(line("risk", denied) == "safe")
    #expect(line("ceiling", denied) == "safe, of review")
    #expect(line("call", denied) == "read_file, on secret/a.txt")
    let allowed = try await project.run("permissions", "explain", "read_file", #"{"path": "a.txt"}"#)
    #expect(line("verdict", allowed) == "allow")
    #expect(line("ceiling", allowed) == "none (name an agent with --agent)")
    #expect(line("decided by", allowed) == "the mode prompt on a call that is safe")
    let unattended = try await project.run("permissions", "explain", "grep", #"{"pattern": "x"}"#)
    #expect(line("verdict", unattended) == "deny")
    #expect(line("decided by", unattended)?.hasPrefix("unattended; asked for by rule 1") == true)
    let attended = try await project.run("permissions", "explain", "grep", #"{"pattern": "x"}"#, "--attended")
    #expect(line("verdict", attended) == "ask")
    let rejected = try await project.run("permissions", "explain", "list_files", "--mode", "reject")
    #expect(line("decided by", rejected) == "the mode reject on a call that is safe")
  }

  @Test func `a configured command is known by its name, and rules see its arguments`() async throws {
    try project.configure(
      "config.yml",
      """
      commands:
        test: {run: ["/usr/bin/true"], arguments: true}
      permissions:
        mode: enabled
        rules:
          - {verdict: deny, tool: run_command, command: "test Slow*"}

      """)
    let slow = #"{"command": "test", "arguments": ["Fast", "SlowTests"]}"#
    let denied = try await project.run("permissions", "explain", "run_command", slow, "--agent", "gen-tests")
    #expect(line("decided by", denied)?.hasPrefix("rule 1: deny run_command running test Slow*; ") == true, "\(denied)")
    let allowed = try await project.run(
      "permissions", "explain", "run_command", #"{"command": "test"}"#, "--agent", "gen-tests")
    #expect(line("verdict", allowed) == "allow", "\(allowed)")
    #expect(line("risk", allowed) == "moderate")
    let unknown = try await project.run("permissions", "explain", "run_command", #"{"command": "rm"}"#)
    #expect(unknown.exitCode == 2, "\(unknown)")
  }

  @Test(arguments: [
    (["no_tool", "{}"], "there is no tool named `no_tool`"), (["read_file", "{"], "not JSON"),
    (["read_file", "{}"], "lacks"), (["read_file", #"{"path": "a", "x": 1}"#], "unknown member `x`"),
    (["read_file", #"{"path": "a"}"#, "--mode", "yolo"], "--mode must be one of auto"),
    (["read_file", #"{"path": "a"}"#, "--agent", "nobody"], "there is no agent named nobody"), ([], "tool"),
    (["shell", #"{"line": "ls"}"#, "--mode", "auto"], "there is no shell unless your configuration says"),
    (["run_command", #"{"command": "test"}"#, "--mode", "auto"], "no command is configured"),
  ])
  func `what cannot be explained is a usage error`(arguments: [String], reason: String) async throws {
    let result = try await project.program.run(
      ["permissions", "explain"] + arguments, in: project.builder.path, environment: project.environment)
    #expect(result.exitCode == 2, "\(result)")
    #expect(result.everything.contains(reason), "\(result)")
  }

  @Test func `a rule whose example fails is named, and nothing is explained`() async throws {
    try project.configure(
      "config.yml", "permissions: {rules: [{verdict: deny, tool: grep, matches: [\"read_file a\"]}]}\n")
    let result = try await project.run("permissions", "explain", "read_file", #"{"path": "a"}"#)
    #expect(result.exitCode == 2)
    #expect(
      result.everything.contains("config.yml:1: the rule \"deny grep\" does not match its example \"read_file a\""))
  }

  @Test func `the project's file at the last commit counts, and its mistakes are warnings`() async throws {
    try project.commit(
      ".fulcrum.yml",
      "permissions:\n  mode: auto\n  rules:\n    - {verdict: deny, tool: read_file, paths: [\"private/**\"]}\n")
    let denied = try await project.run("permissions", "explain", "read_file", #"{"path": "private/a"}"#)
    #expect(line("verdict", denied) == "deny", "\(denied)")
    #expect(line("mode", denied) == "prompt")
    try project.commit(".fulcrum.yml", "permissions: {mode: yolo}\n")
    let warned = try await project.run("permissions", "explain", "read_file", #"{"path": "private/a"}"#)
    #expect(warned.exitCode == 0)
    #expect(warned.everything.contains("mode must be one of auto"))
  }

  private func line(_ name: String, _ result: ProgramResult) -> String? {
    let start = name + String(repeating: " ", count: 12 - name.count)
    return result.output.split(separator: "\n").first { $0.hasPrefix(start) }.map { String($0.dropFirst(12)) }
  }
}
