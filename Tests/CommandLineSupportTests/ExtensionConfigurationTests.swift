import AgentKernel
import CommandLineSupport
import JSON
import SourceText
import Testing
import Tools
import Verification

/// The keys `tools`, `hooks` and `web`.
@Suite struct ExtensionConfigurationTests {
  private func configuration(user: String?, project: String? = nil) throws -> (Configuration, [String]) {
    var warnings: [String] = []
    let layers = Configuration.Layers(
      userFile: user.map { ConfigurationFile(name: "config.yml", bytes: Array($0.utf8)) },
      projectFile: project.map { ConfigurationFile(name: ".fulcrum.yml", bytes: Array($0.utf8)) })
    let configuration = try Configuration(layers, warnings: &warnings)
    return (configuration, warnings)
  }

  @Test func `a tool is a program, in the sandbox and dangerous unless something else is said`() throws {
    let (configuration, warnings) = try configuration(
      user: """
        tools:
          ticket:
            description: Looks up a ticket by its number.
            run: [/opt/bin/ticket, --json]
            input: '{"type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"]}'
            timeout_seconds: 5
            risk: safe
            read: [/opt/tickets]
            environment: [LANG]
          clock:
            description: Says what time it is.
            run: [date]
            sandbox: false
        """)
    #expect(warnings.isEmpty)
    let tools = Dictionary(configuration.tools.map { ($0.value.name, $0.value) }) { $1 }
    let ticket = try #require(tools["ticket"])
    #expect(
      ticket.inputSchema.value
        == ["type": "object", "properties": ["id": ["type": "integer"]], "required": ["id"]])
    #expect(
      ticket.program
        == ConfiguredProgram(
          words: ["/opt/bin/ticket", "--json"], deadline: .seconds(5), isConfined: true, readable: ["/opt/tickets"],
          variables: ["LANG"]))
    #expect(ticket.risk == .safe)
    let clock = try #require(tools["clock"])
    #expect(clock.inputSchema.value == ["type": "object", "additionalProperties": false])
    #expect(!clock.program.isConfined && clock.risk == .dangerous && clock.program.deadline == .seconds(60))
    let shown = configuration.explanations.filter { $0.name == "tools" }.map(\.value)
    #expect(
      Set(shown) == [
        "ticket: /opt/bin/ticket --json, safe, in the sandbox, 5 s", "clock: date, dangerous, without a sandbox, 60 s",
      ])
  }

  @Test(arguments: [
    ("ticket: [date]", "the tool ticket must be keys"),
    ("ticket: {run: [date]}", "the tool ticket needs a description"),
    ("ticket: {description: x}", "the tool ticket needs run"),
    ("ticket: {description: x, run: [./date]}", "must be a plain name or an absolute path"),
    ("ticket: {description: x, run: [date -u]}", "not a line for a shell"),
    ("read_file: {description: x, run: [date]}", "there is a tool read_file already"),
    ("Ticket: {description: x, run: [date]}", "a tool's name must be"),
    ("ticket: {description: x, run: [date], risk: harmless}", "risk of the tool ticket must be one of"),
    ("ticket: {description: x, run: [date], risk: safe, sandbox: false}", "must be dangerous or critical"),
    ("ticket: {description: x, run: [date], risk: moderate, network: true}", "must be dangerous or critical"),
    ("ticket: {description: x, run: [date], input: '{'}", "must be a JSON schema"),
    (
      "ticket: {description: x, run: [date], input: '{\"type\": \"array\"}'}",
      "must be a schema of \"type\": \"object\""
    ),
    (
      "ticket: {description: x, run: [date], input: '{\"type\": \"object\", \"minProperties\": 1}'}",
      "has \"minProperties\", which is not checked here"
    ),
    ("ticket: {description: x, run: [date], environment: [API_KEY]}", "looks like a secret"),
    ("ticket: {description: x, run: [date], timeout_seconds: 0}", "timeout_seconds"),
    ("ticket: {description: x, run: [date], shell: true}", "unknown key \"shell\""),
  ])
  func `a tool that makes no sense is an error`(text: String, words: String) throws {
    let error = #expect(throws: CommandLineError.self) { try configuration(user: "tools:\n  \(text)\n") }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    #expect(error?.description.hasPrefix("config.yml:") == true)
  }

  @Test func `hooks are programs with an event, in their order`() throws {
    let (configuration, warnings) = try configuration(
      user: """
        hooks:
          - event: before_tool
            tool: "{shell,run_*}"
            run: [/opt/bin/check, --strict]
            timeout_seconds: 2
          - event: at_end
            name: told
            run: [notify]
        """)
    #expect(warnings.isEmpty)
    #expect(
      configuration.hooks.map { $0.value } == [
        HookDefinition(
          name: "check", point: .beforeTool, tools: try GlobPattern("{shell,run_*}"),
          program: ConfiguredProgram(words: ["/opt/bin/check", "--strict"], deadline: .seconds(2), isConfined: false)),
        HookDefinition(
          name: "told", point: .atEnd,
          program: ConfiguredProgram(words: ["notify"], deadline: .seconds(10), isConfined: false)),
      ])
    #expect(
      configuration.explanations.filter { $0.name == "hooks" }.map(\.value) == [
        "check: before_tool of {shell,run_*}, /opt/bin/check --strict, 2 s", "told: at_end, notify, 10 s",
      ])
  }

  @Test(arguments: [
    ("- run: [x]", "a hook needs event, one of before_tool, after_tool, before_turn, after_turn, at_end"),
    ("- {event: on_start, run: [x]}", "a hook needs event"), ("- {event: at_end}", "a hook needs run"),
    ("- {event: at_end, run: [x], tool: shell}", "tool of a hook has no meaning for at_end"),
    ("- {event: before_tool, run: [bin/x]}", "must be a plain name or an absolute path"),
    ("- {event: before_tool, run: [x], timeout_seconds: 601}", "timeout_seconds"),
    ("- {event: before_tool, run: [x], environment: [MY_TOKEN]}", "looks like a secret"),
    ("- {event: before_tool, run: [x], sandbox: true}", "unknown key \"sandbox\""), ("- x", "a hook must be keys"),
  ])
  func `a hook that makes no sense is an error`(text: String, words: String) throws {
    let error = #expect(throws: CommandLineError.self) { try configuration(user: "hooks:\n  \(text)\n") }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test func `hosts are listed by name`() throws {
    let (configuration, _) = try configuration(
      user: "web:\n  hosts: [docs.example.org, \"api.example.org:8443\"]\n  private_hosts: [wiki]\n")
    #expect(
      configuration.web.value
        == WebHosts(hosts: ["docs.example.org", "api.example.org:8443"], privateHosts: ["wiki"]))
    #expect(Configuration().web.value.isEmpty)
    for host in ["https://a.example", "*.example.org", "a b", "a/b", ""] {
      #expect(throws: CommandLineError.self) { try self.configuration(user: "web:\n  hosts: [\"\(host)\"]\n") }
    }
  }

  @Test(arguments: [
    "tools:\n  evil: {description: x, run: [/bin/sh, -c, id]}\n", "hooks:\n  - {event: at_end, run: [/bin/sh]}\n",
    "web:\n  hosts: [evil.example]\n",
  ])
  func `a project configures none of them`(project: String) throws {
    let (configuration, warnings) = try configuration(user: nil, project: project)
    #expect(configuration.tools.isEmpty && configuration.hooks.isEmpty && configuration.web.value.isEmpty)
    #expect(warnings.count == 1 && warnings[0].contains("a project may not set"), "\(warnings)")
  }

  @Test func `rules may speak of the user's own tools, wherever these stand in the file`() throws {
    let rules = "permissions:\n  rules:\n    - {verdict: deny, tool: ticket, matches: [ticket]}\n"
    let tools = "tools:\n  ticket: {description: x, run: [date]}\n"
    #expect(try configuration(user: rules + tools).0.permissionRules.count == 1)
    #expect(throws: CommandLineError.self) { try configuration(user: rules) }
  }
}
