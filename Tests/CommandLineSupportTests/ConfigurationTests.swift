import CommandLineSupport
import Models
import Processes
import SourceText
import Testing

@Suite struct ConfigurationTests {
  private func file(_ text: String, _ name: String = "config.yml") -> ConfigurationFile {
    ConfigurationFile(name: name, bytes: Array(text.utf8))
  }

  private func configuration(
    user: String? = nil, project: String? = nil, environment: [String: String] = [:],
    flags: [ConfigurationKey: ConfigurationValue] = [:]
  ) throws -> (Configuration, [String]) {
    var warnings: [String] = []
    let layers = Configuration.Layers(
      userFile: user.map { file($0) }, projectFile: project.map { file($0, ".fulcrum.yml") }, environment: environment,
      flags: flags)
    let configuration = try Configuration(layers, warnings: &warnings)
    return (configuration, warnings)
  }

  @Test func `nothing set gives what is built in`() throws {
    let (configuration, warnings) = try configuration()
    #expect(configuration == Configuration())
    #expect(warnings.isEmpty)
    #expect(configuration.explanations.allSatisfy { $0.origin == .builtIn })
  }

  @Test func `a model takes three lines`() throws {
    let (configuration, _) = try configuration(
      user: """
        base_url: https://models.example/v1
        model: example-large
        key_command: [pass, show, "models/example"]
        """)
    #expect(configuration.baseURL.value == "https://models.example/v1")
    #expect(configuration.model.value == "example-large")
    #expect(configuration.key.value == .command(["pass", "show", "models/example"]))
    #expect(configuration.key.origin == .userFile(path: "config.yml", line: 3))
  }

  @Test func `every key of a file is understood`() throws {
    let (configuration, _) = try configuration(
      user: """
        # The reviewer
        key_env: MODEL_KEY   # not the key itself
        tool_protocol: schema
        context_tokens: 8192
        idle_timeout_seconds: 600
        fallback:
          - base_url: https://second.example
            model: second
            protocol: chat
            tool_protocol: fenced
            key_command: [pass, show, second]
          - base_url: http://127.0.0.1:8080/v1
            model: third
            context_tokens: 4096
            idle_timeout_seconds: 300
        fail_on: high
        max_findings: 7
        deadline_seconds: 12
        max_turns: 3
        max_tokens: 20000
        max_output_tokens: 1000
        thinking_tokens: 500
        exclude:
          - "*.lock"
          - 'vendor/'
        rules:
          trailing-whitespace: off
          debug-leftover: on
        strict: yes
        sandbox: external
        color: never
        """)
    #expect(configuration.key.value == .environment("MODEL_KEY"))
    #expect(configuration.toolProtocol.value == .schema)
    #expect(configuration.contextTokens.value == 8192)
    #expect(configuration.idleTimeout.value == .seconds(600))
    var second = ModelSettings(baseURL: "https://second.example", name: "second")
    second.wireProtocol = .chat
    second.toolProtocol = .fenced
    second.key = .command(["pass", "show", "second"])
    var third = ModelSettings(baseURL: "http://127.0.0.1:8080/v1", name: "third", idleTimeout: .seconds(300))
    third.contextTokens = 4096
    #expect(configuration.fallback.value == [second, third])
    #expect(configuration.explanations.contains { $0.name == "fallback" && $0.value == "second, third" })
    #expect(configuration.failOn.value == .high)
    #expect(configuration.maximumFindings.value == 7)
    #expect(configuration.deadline.value == .seconds(12))
    #expect(configuration.maximumTurns.value == 3)
    #expect(configuration.maximumTokens.value == 20_000)
    #expect(configuration.maximumOutputTokens.value == 1000)
    #expect(configuration.thinkingTokens.value == 500)
    #expect(configuration.exclude.map(\.value.string) == ["*.lock", "vendor/"])
    #expect(!configuration.isEnabled(rule: "trailing-whitespace"))
    #expect(configuration.isEnabled(rule: "debug-leftover"))
    #expect(configuration.isEnabled(rule: "anything-else"))
    #expect(configuration.strict.value)
    #expect(configuration.sandbox.value == .external)
    #expect(configuration.color.value == .never)
  }

  @Test(arguments: ["", "\n", "# nothing\n", "---\n# nothing\n"])
  func `an empty file is allowed`(text: String) throws {
    #expect(try configuration(user: text).0 == Configuration())
  }

  @Test func `the later layer wins and every value knows its own`() throws {
    let (configuration, _) = try configuration(
      user: "model: from-file\nmax_turns: 5\nmax_findings: 5\nexclude: [a]", project: "max_turns: 4\nexclude: [b]",
      environment: ["FULCRUM_MODEL": "from-environment", "FULCRUM_MAX_TURNS": "9", "FULCRUM_EXCLUDE": "c, d"],
      flags: [.model: .text("from-flag"), .failOn: .text("low")])
    #expect(configuration.model == Setting("from-flag", from: .flag(name: "model")))
    #expect(configuration.failOn == Setting(.low, from: .flag(name: "fail-on")))
    #expect(configuration.maximumTurns == Setting(9, from: .environment(variable: "FULCRUM_MAX_TURNS")))
    #expect(configuration.maximumFindings == Setting(5, from: .userFile(path: "config.yml", line: 3)))
    #expect(configuration.exclude.map(\.value.string) == ["a", "b", "c", "d"])
    #expect(configuration.exclude[1].origin == .projectFile(path: ".fulcrum.yml", line: 2))
  }

  @Test func `a key in the environment replaces the place that a file names`() throws {
    let (configuration, _) = try configuration(user: "key_file: /k", environment: ["FULCRUM_KEY": "abc"])
    #expect(configuration.key == Setting(.value(Secret("abc")), from: .environment(variable: "FULCRUM_KEY")))
    #expect(!configuration.explanations.contains { $0.value.contains("abc") })
    #expect(!"\(configuration)".contains("abc"))
    #expect(
      try self.configuration(user: "key_file: /k", environment: ["FULCRUM_KEY_ENV": "X"]).0.key.value
        == .environment("X"))
  }

  @Test(arguments: [
    ("a: [", "config.yml:1: what is in brackets must end"),
    ("model: a\n\nmodle: b", #"config.yml:3: unknown key "modle"; did you mean model?"#),
    ("quux_value: b", "known are base_url, model"),
    ("max_findings: many", "config.yml:1: max_findings must be a whole number from 1"),
    ("max_findings: 0", "not \"0\""), ("max_findings: [1]", "must be a single value"),
    ("fail_on: hihg", "must be one of never, note"),
    ("strict: maybe", "must be true or false"),
    ("sandbox: off", "must be one of auto, landlock, external"), ("key_command: pass", "must be a list of words"),
    ("key_command: []", "is empty"),
    ("exclude: [[a]]", "must be a list of words"), ("exclude: [\"[\"]", "lacks a closing ]"),
    ("rules: [a]", "names, each with on or off"),
    ("fallback: m", "fallback must be a list of models"), ("fallback: [m]", "a model of fallback must be keys"),
    ("fallback:\n  - model: m", "config.yml:2: a model of fallback needs base_url and model"),
    ("fallback:\n  - {base_url: u, model: m, fail_on: high}", "fail_on does not belong to a model of fallback"),
    ("fallback:\n  - {base_url: u, model: m, key_env: A, key_file: /k}", "more than one key; keep one"),
    ("fallback:\n  - {base_url: u, modle: m}", "did you mean model?"),
    ("fallback:\n  - {base_url: u, model: m, api_key: k}", "a key is not written into"),
    ("context_tokens: 100", "must be a whole number from 2048"), ("tool_protocol: xml", "native, schema, fenced"),
    ("rules: {a: perhaps}", "names, each with on or off"), ("- a", "config.yml:1: expected keys"),
    ("just words", "expected keys"),
    ("model: a\nmodel: b", "a key stands twice: model"),
    ("key_file: /a\nkey_env: B", "config.yml:2: key_file and key_env are both set"),
    ("api_key: abc", "a key is not written into"), ("model: \"a", "must end on its line"),
    ("model:\n", "model is empty"),
    ("model: a\n\tb: c", "config.yml:2: "), ("? [a]\n: b", "keys of several lines are not supported"),
    ("exclude: *.md", "put quotes around"),
    ("model: &a x", "anchors and aliases"), ("model: !!str x", "tags are not supported"),
    ("model: |\n  x", "block texts"),
    ("--- {model: a}", "write nothing behind"), ("\u{feff}model: a", "byte order mark"),
  ])
  func `an error in the user's file names file, line and remedy`(text: String, message: String) {
    #expect { try configuration(user: text) } throws: { error in
      guard let error = error as? CommandLineError else { return false }
      return error.code == .configuration && error.description.contains(message)
        && error.description.hasPrefix("config.yml") && !error.description.contains("abc")
    }
  }

  @Test func `a file that is no text or too large is refused`() {
    for bytes in [[0xff, 0xfe], [UInt8](repeating: 0x23, count: ConfigurationFile.sizeLimit + 1)] {
      var warnings: [String] = []
      let layers = Configuration.Layers(userFile: ConfigurationFile(name: "c", bytes: bytes))
      #expect(throws: CommandLineError.self) { try Configuration(layers, warnings: &warnings) }
    }
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "a: &a [x,x]\nb: &b [*a,*a]\n? *b\n: c", String(repeating: "[", count: 30_000),
      String(repeating: "- ", count: 30_000),
      String(repeating: "? ", count: 30_000), String(repeating: "{a: ", count: 10_000), "x: [a\n \"b, *c, d\"]",
      "x: \"a\u{2028}y: &z [1]\"", "x: a\u{85}? &a [*a]", "x: 'it''s' # *a\ny: [\"q\": &a 1]", "x: [? *a : b]",
      String(repeating: " ", count: 60_000) + "a: b", String(repeating: "a:\n ", count: 15_000),
    ])
  func `a hostile text is refused before it is parsed, or harmless`(text: String) {
    #expect(throws: CommandLineError.self) { try configuration(user: text) }
  }

  @Test func `an error in the environment names the variable`() {
    #expect { try configuration(environment: ["FULCRUM_MAX_TURNS": "x"]) } throws: {
      "\($0)".hasPrefix("FULCRUM_MAX_TURNS: max_turns must be")
    }
  }

  @Test func `a misspelt variable is warned of, an empty one is not set`() throws {
    let (configuration, warnings) = try configuration(environment: [
      "FULCRUM_MODLE": "x", "FULCRUM_MODEL": "", "FULCRUM_SKIP": "1",
    ])
    #expect(warnings == ["the environment variable FULCRUM_MODLE has no meaning; did you mean FULCRUM_MODEL?"])
    #expect(configuration.model.value == nil)
  }

  @Test func `a flag with a value of the wrong kind is refused`() {
    #expect(throws: CommandLineError.self) { try configuration(flags: [.model: .number(1)]) }
  }

  @Test func `the user's file is found at an absolute place only`() {
    let path = ConfigurationFile.userPath
    #expect(path(["XDG_CONFIG_HOME": "/x", "HOME": "/h"]) == "/x/fulcrum/config.yml")
    #expect(path(["XDG_CONFIG_HOME": ".config", "HOME": "/h"]) == "/h/.config/fulcrum/config.yml")
    #expect(path(["HOME": "h"]) == nil)
    #expect(path([:]) == nil)
  }

  @Test func `the user's file is read, and none is none`() throws {
    let folder = try TemporaryFolder()
    #expect(try ConfigurationFile.user(environment: ["HOME": folder.path]) == nil)
    let path = try folder.write("model: x", to: ".config/fulcrum/config.yml")
    #expect(try ConfigurationFile.user(environment: ["HOME": folder.path]) == file("model: x", path))
    let home = try loop(in: folder)
    #expect { try ConfigurationFile.user(environment: ["XDG_CONFIG_HOME": home]) } throws: {
      ($0 as? CommandLineError)?.status == .usage
    }
  }

  /// A folder whose configuration file is a folder.
  private func loop(in folder: TemporaryFolder) throws -> String {
    try folder.write("", to: "x/fulcrum/config.yml/inside")
    return folder.path + "/x"
  }
}
