import ArgumentParser
import CommandLineSupport
import Evidence
import Processes
import SourceCode
import SourceText
import Testing
import Verification

/// The keys `commands`, `prepare`, `linters` and `shell`.
@Suite struct CommandConfigurationTests {
  private func configuration(user: String?, project: String? = nil) throws -> (Configuration, [String]) {
    var warnings: [String] = []
    let layers = Configuration.Layers(
      userFile: user.map { ConfigurationFile(name: "config.yml", bytes: Array($0.utf8)) },
      projectFile: project.map { ConfigurationFile(name: ".fulcrum.yml", bytes: Array($0.utf8)) })
    let configuration = try Configuration(layers, warnings: &warnings)
    return (configuration, warnings)
  }

  @Test func `commands are words alone, or words with what else is to be said`() throws {
    let (configuration, warnings) = try configuration(
      user: """
        commands:
          build: [swift, build]
          test:
            run: [swift, test, --filter]
            arguments: true
            timeout_seconds: 120
            memory_mb: 2048
            read: [/opt/swift, ~/tools]
            environment: [CI, "MODE=fast"]
        """)
    #expect(warnings.isEmpty)
    let commands = configuration.commands.map { $0.value }
    #expect(commands.first { $0.name == "build" } == ConfiguredCommand(name: "build", words: ["swift", "build"]))
    var limits = ProcessLimits()
    limits.memory = 2048 << 20
    #expect(
      commands.first { $0.name == "test" }
        == ConfiguredCommand(
          name: "test", words: ["swift", "test", "--filter"], takesArguments: true, deadline: .seconds(120),
          limits: limits, readable: ["/opt/swift", "~/tools"], variables: ["CI", "MODE=fast"]))
    let shown = configuration.explanations.filter { $0.name == "commands" }.map(\.value)
    #expect(Set(shown) == ["build: swift build, 600 s", "test: swift test --filter ..., 120 s"])
  }

  @Test func `the preparation is read`() throws {
    let (configuration, _) = try configuration(
      user: """
        prepare:
          run: [swift, package, resolve]
          network: true
          inputs: [/Package.swift, /Package.resolved]
          keep: [.build]
          timeout_seconds: 900
        shell: true
        """)
    let expected = ConfiguredPreparation(
      words: ["swift", "package", "resolve"], allowsNetwork: true,
      inputs: [try GlobPattern("/Package.swift"), try GlobPattern("/Package.resolved")],
      kept: [try RelativePath(".build")], deadline: .seconds(900))
    #expect(configuration.prepare.value == expected)
    #expect(configuration.shell.value)
    #expect(
      configuration.explanations.contains {
        $0.name == "prepare" && $0.value == "swift package resolve, with network, keeps .build"
      })
  }

  @Test func `linters are names, or names with a program or rules`() throws {
    let (configuration, _) = try configuration(
      user: """
        linters:
          - ruff
          - shellcheck: /usr/bin/shellcheck
          - semgrep: {program: ~/bin/semgrep, rules: /home/ada/rules.yml}
          - ast-grep: {rules: ~/rules}
        """)
    #expect(
      configuration.linters.map { $0.value } == [
        ConfiguredLinter(.ruff), ConfiguredLinter(.shellcheck, program: "/usr/bin/shellcheck"),
        ConfiguredLinter(.semgrep, program: "~/bin/semgrep", rules: "/home/ada/rules.yml"),
        ConfiguredLinter(.astGrep, rules: "~/rules"),
      ])
    #expect(configuration.linters.first?.origin == .userFile(path: "config.yml", line: 1))
  }

  @Test func `language servers are names, or names with a program or fields`() throws {
    let (configuration, _) = try configuration(
      user: """
        language_servers:
          - clangd
          - pylsp: ~/bin/pylsp
          - mine: {run: [/opt/mine/bin/mine, --stdio], languages: [go, typescript], write: [.cache], read: [/opt/data]}
        """)
    let servers = configuration.languageServers.map { $0.value }
    #expect(servers.map(\.name) == ["clangd", "pylsp", "mine"])
    #expect(servers[0] == LanguageServerDefinition.known(named: "clangd"))
    #expect(servers[1].words == ["~/bin/pylsp"] && servers[1].languages == [.python])
    #expect(
      servers[2]
        == LanguageServerDefinition(
          name: "mine", languages: [.go, .javaScript], words: ["/opt/mine/bin/mine", "--stdio"], writable: [".cache"],
          readable: ["/opt/data"]))
    #expect(
      configuration.explanations.contains {
        $0.name == "language_servers" && $0.value == "mine: /opt/mine/bin/mine --stdio, for go, javascript"
      })
  }

  @Test func `a kind of project has a file that marks it, commands and reports`() throws {
    let (configuration, _) = try configuration(
      user: """
        projects:
          rust:
            file: Cargo.toml
            build: [cargo, build, --offline]
            test: [cargo, test, --offline]
            coverage: [cargo, llvm-cov, --lcov]
            report: target/lcov.info
            format: lcov
            results: target/junit.xml
            sources: [/src/**]
            arguments: true
            timeout_seconds: 900
            read: [~/.rustup]
        """)
    let project = try #require(configuration.projects.first?.value)
    #expect(
      project.name == "rust" && project.mark.string == "Cargo.toml" && project.report?.string == "target/lcov.info")
    #expect(project.test.takesArguments && project.build?.takesArguments == false)
    #expect(project.coverage?.words == ["cargo", "llvm-cov", "--lcov"] && project.coverage?.deadline == .seconds(900))
    #expect(project.build?.readable == ["~/.rustup"] && project.sources.map(\.string) == ["/src/**"])
    #expect(
      configuration.explanations.first { $0.name == "projects" }?.value
        == "rust: where Cargo.toml is, tested by cargo test --offline, coverage from target/lcov.info (lcov)")
  }

  @Test(arguments: [
    ("commands: 1", "commands must be at most 50 names"), ("commands: [a]", "commands must be at most 50 names"),
    ("commands: {Build: [a]}", "a command's name must be"), ("commands: {\"a b\": [a]}", "a command's name must be"),
    ("commands: {build: swift build}", "the command build must be keys, each with a value"),
    ("commands: {build: []}", "run of the command build is empty"),
    ("commands: {build: [swift build]}", "is a list of words, not a line for a shell"),
    ("commands: {build: [./build.sh]}", "must be a plain name or an absolute path, not \"./build.sh\""),
    ("commands: {build: {runs: [a]}}", "unknown key \"runs\" of the command build; known are run"),
    ("commands: {build: {arguments: true}}", "the command build needs run"),
    ("commands: {build: {run: [a], arguments: maybe}}", "arguments of the command build must be true or false"),
    ("commands: {build: {run: [a], timeout_seconds: 0}}", "must be a whole number from 1 to 86400"),
    ("commands: {build: {run: [a], memory_mb: 1}}", "must be a whole number from 16 to 1048576"),
    ("commands: {build: {run: [a], read: [tools]}}", "must hold absolute paths, or such as begin with ~/"),
    ("commands: {build: {run: [a], read: [/]}}", "must not hold the root of the file system"),
    ("commands: {build: {run: [a], environment: [LD_PRELOAD]}}", "would change which programs"),
    ("commands: {build: {run: [a], environment: [\"GITHUB_TOKEN=x\"]}}", "looks like a secret"),
    ("commands: {build: {run: [a], environment: [PATH]}}", "the program sets itself"),
    ("prepare: {keep: [a]}", "prepare needs run"), ("prepare: {run: [a]}", "prepare needs keep"),
    ("prepare: {run: [a], keep: [../a]}", "keep of prepare must name what lies inside the project"),
    ("prepare: {run: [a], keep: [.git]}", "keep of prepare must name what lies inside the project"),
    ("prepare: {run: [a], keep: [b], inputs: [\"!x\"]}", "holds a pattern that cannot be read"),
    ("prepare: {run: [a], keep: [b], arguments: true}", "unknown key \"arguments\" of prepare"),
    ("linters: ruff", "linters must be a list"), ("linters: [rufff]", "there is no linter \"rufff\" to run"),
    ("linters: [{ruff: bin/ruff}]", "the paths of ruff must be absolute"),
    ("linters: [{ruff: {rules: /x}}]", "unknown key \"rules\" of ruff; known are program"),
    ("linters: [ruff, {ruff: /x}]", "ruff is there twice"), ("linters: [[ruff]]", "a linter is a name"),
    ("language_servers: clangd", "language_servers must be a list"),
    ("language_servers: [clangdd]", "\"clangdd\" is no known language server"),
    ("language_servers: [{clangd: bin/clangd}]", "must be a plain name or an absolute path"),
    ("language_servers: [clangd, {clangd: /x}]", "clangd is there twice"),
    ("language_servers: [{mine: {run: [mine]}}]", "needs run and languages"),
    ("language_servers: [{mine: {run: [mine], languages: [cobol]}}]", "names \"cobol\"; known are c, "),
    ("language_servers: [{clangd: {write: [../x]}}]", "must name folders inside the project"),
    ("language_servers: [{clangd: {options: 1}}]", "unknown key \"options\" of the language server clangd"),
    ("projects: [a]", "projects must be at most 50 names"), ("projects: {A: {}}", "a project's name must be"),
    ("projects: {a: {test: [x]}}", "the project a needs file"),
    ("projects: {a: {file: x}}", "the project a needs file"),
    ("projects: {a: {file: ../x, test: [x]}}", "must name a file inside the project"),
    ("projects: {a: {file: x, test: [./x]}}", "must be a plain name or an absolute path"),
    ("projects: {a: {file: x, test: [y], report: z}}", "the project a needs format"),
    ("projects: {a: {file: x, test: [y], format: gcov}}", "must be one of llvm, lcov, cobertura, jacoco, coverage-py"),
    ("projects: {a: {file: x, test: [y], runs: z}}", "unknown key \"runs\" of the project a"),
    ("projects: {a: {file: x, test: [y], environment: [GIT_DIR=z]}}", "names \"GIT_DIR\""),
    ("shell: perhaps", "shell must be true or false"),
  ])
  func `a mistake is an error that names its line`(text: String, reason: String) {
    let error = #expect(throws: CommandLineError.self) { try configuration(user: text) }
    #expect(error?.code == .configuration)
    #expect(error?.description.hasPrefix("config.yml:1: ") == true, "\(error?.description ?? "")")
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    "commands: {build: [evil]}", "prepare: {run: [evil], keep: [x]}", "linters: [ruff]", "shell: true",
    "language_servers: [clangd]", "projects: {evil: {file: README.md, test: [evil]}}",
  ])
  func `a project has no say`(project: String) throws {
    let (configuration, warnings) = try configuration(user: "commands: {build: [swift, build]}", project: project)
    #expect(configuration.commands.map { $0.value } == [ConfiguredCommand(name: "build", words: ["swift", "build"])])
    #expect(configuration.prepare.value == nil && configuration.projects.isEmpty)
    #expect(configuration.linters.isEmpty && !configuration.shell.value && configuration.languageServers.isEmpty)
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains(".fulcrum.yml:1: a project may not set ") == true, "\(warnings)")
    #expect(warnings.first?.hasSuffix("it has no effect") == true)
  }

  @Test func `no environment variable sets them`() throws {
    var warnings: [String] = []
    let layers = Configuration.Layers(environment: [
      "FULCRUM_COMMANDS": "x", "FULCRUM_SHELL": "true", "FULCRUM_LINTERS": "ruff", "FULCRUM_PREPARE": "x",
    ])
    let configuration = try Configuration(layers, warnings: &warnings)
    #expect(configuration.commands.isEmpty && configuration.linters.isEmpty && !configuration.shell.value)
  }

  @Test func `flags add linters to the configured ones`() throws {
    let configured = [ConfiguredLinter(.ruff, program: "/opt/ruff")]
    var options = LinterOptions()
    options.names = ["shellcheck", "ruff", "shellcheck"]
    #expect(try options.linters(besides: configured) == configured + [ConfiguredLinter(.shellcheck)])
    options.names = ["pylint"]
    let error = #expect(throws: CommandLineError.self) { try options.linters(besides: []) }
    #expect(error?.description.contains("known are ast-grep, clang-tidy, ruff") == true)
  }

  @Test func `programs are looked for in absolute folders outside the work tree`() {
    let folders = ProgramFolders.searched(
      environment: ["PATH": "/usr/bin:bin:.::/projects/tree/node_modules/.bin:/projects/trees"],
      outside: "/projects/tree")
    #expect(folders == ["/usr/bin", "/projects/trees"])
  }
}
