package import AgentKernel
package import Evidence
package import Models
package import Processes
package import SourceCode
package import SourceText
package import Tools
package import Verification

/// What the user, and within limits the project, have set.
///
/// Five layers, the weakest first: what is built in; the user's file (`$XDG_CONFIG_HOME/fulcrum/config.yml`, or
/// `~/.config/fulcrum/config.yml`); the project's file (`.fulcrum.yml`, read from the base commit, never from the change
/// under review); environment variables; flags. A model takes three lines: `base_url`, `model`, and one of `key_file`,
/// `key_command` and `key_env`.
///
/// | key | environment | values | built in | in the project's file |
/// |---|---|---|---|---|
/// | `base_url` | `FULCRUM_BASE_URL` | URL of the model's provider | none | no effect |
/// | `model` | `FULCRUM_MODEL` | name | none | no effect |
/// | `protocol` | `FULCRUM_PROTOCOL` | `messages`, `responses`, `chat` | by `base_url` | no effect |
/// | `tool_protocol` | `FULCRUM_TOOL_PROTOCOL` | `native`, `schema`, `fenced` | `native` | no effect |
/// | `context_tokens` | `FULCRUM_CONTEXT_TOKENS` | the model's window | by model, if known | no effect |
/// | `idle_timeout_seconds` | `FULCRUM_IDLE_TIMEOUT_SECONDS` | 1 to 3600 | 60 | no effect |
/// | `fallback` | | list of models | empty | no effect |
/// | `key_file` | `FULCRUM_KEY_FILE` | absolute path, or `~/...` | none | no effect |
/// | `key_command` | | list: program and arguments | none | no effect |
/// | `key_env` | `FULCRUM_KEY_ENV` | name of an environment variable | none | no effect |
/// | | `FULCRUM_KEY` | the key itself | none | |
/// | `fail_on` | `FULCRUM_FAIL_ON` | `never`, or a severity | `never` | a lower level counts |
/// | `max_findings` | `FULCRUM_MAX_FINDINGS` | 1 to 1000 | 10 | a lower number counts |
/// | `deadline_seconds` | `FULCRUM_DEADLINE_SECONDS` | 1 to 3600 | 30 | a lower number counts |
/// | `max_turns` | `FULCRUM_MAX_TURNS` | 1 to 1000 | 20 | a lower number counts |
/// | `max_tokens` | `FULCRUM_MAX_TOKENS` | all tokens of a run | 500000 | a lower number counts |
/// | `max_cost` | `FULCRUM_MAX_COST` | US dollars of a run | no bound | a lower number counts |
/// | `max_output_tokens` | `FULCRUM_MAX_OUTPUT_TOKENS` | tokens of one answer | 8192 | a lower number counts |
/// | `thinking_tokens` | `FULCRUM_THINKING_TOKENS` | 0 for none | 0 | a lower number counts |
/// | `repository_map` | `FULCRUM_REPOSITORY_MAP` | `off`, or up to 16384 tokens | 1024 | a lower number counts |
/// | `memory` | `FULCRUM_MEMORY` | `off`, `on`, `propose` | `on` | no effect |
/// | `exclude` | `FULCRUM_EXCLUDE` (commas) | list of patterns | empty | added to the user's |
/// | `rules` | | ids, each `on` or `off` | as the rules say | counts where the user says nothing; `off` not for `secret...` and `conflict-marker` |
/// | `permissions` | | `mode`, and `rules` about calls | `prompt`, none | tightens |
/// | `commands` | | names, each a list of words or `run` and limits | empty | no effect |
/// | `prepare` | | `run`, `network`, `inputs`, `keep` and limits | none | no effect |
/// | `projects` | | names, each with a file and commands | empty | no effect |
/// | `linters` | | list of names, each alone or with its program | empty | no effect |
/// | `mcp_servers` | | names, each with a program or an address | empty | no effect |
/// | `prices` | | names of models, each with prices | empty | no effect |
/// | `language_servers` | | list of names, each alone or with its program | empty | no effect |
/// | `shell` | | `true`, `false` | `false` | no effect |
/// | `tools` | | names, each a program that takes JSON | empty | no effect |
/// | `hooks` | | list of programs, each with its event | empty | no effect |
/// | `web` | | `hosts`, `private_hosts` | none | no effect |
/// | `strict` | `FULCRUM_STRICT` | `true`, `false` | `false` | `true` counts |
/// | `sandbox` | `FULCRUM_SANDBOX` | `auto`, `landlock`, `external` | `auto` | no effect |
/// | `transcript_runs` | `FULCRUM_TRANSCRIPT_RUNS` | 0 to 100000; 0 for none | 100 | no effect |
/// | `transcript_megabytes` | `FULCRUM_TRANSCRIPT_MEGABYTES` | 1 to 1000000 | 200 | no effect |
/// | `color` | `FULCRUM_COLOR` | `auto`, `always`, `never` | `auto` | no effect |
///
/// `FULCRUM_SKIP` belongs to the hook. An error in the user's own layers is an error; in the project's file it is a warning
/// and the entry has no effect, so that nobody can break another's pushes with it. A pattern in `exclude` never hides a
/// secret or a conflict marker: the reviewer looks for these in all files.
package struct Configuration: Hashable, Sendable {
  package var baseURL = Setting<String?>(nil)
  package var model = Setting<String?>(nil)

  /// What the provider speaks; nil to tell it by the address.
  package var wireProtocol = Setting<ModelProtocol?>(nil)

  /// How the model calls tools.
  package var toolProtocol = Setting(ToolProtocol.native)

  /// Tokens of prompt and answer together; nil when that is not known.
  package var contextTokens = Setting<Int?>(nil)

  /// How long the model's provider may be silent.
  package var idleTimeout = Setting(Duration.seconds(60))
  package var key = Setting<ModelKey?>(nil)

  /// The models that are asked when the ones before them fail, in this order.
  package var fallback = Setting<[ModelSettings]>([])

  /// The least severity that makes the run fail; nil when only blocking findings do.
  package var failOn = Setting<Severity?>(nil)
  package var maximumFindings = Setting(10)
  package var deadline = Setting(Duration.seconds(30))
  package var maximumTurns = Setting(20)

  /// All tokens of a run.
  package var maximumTokens = Setting(500_000)

  /// US dollars of a run; nil for no bound.
  package var maximumCost = Setting<Money?>(nil)

  /// The tokens of one answer.
  package var maximumOutputTokens = Setting(8192)

  /// Tokens that the model may think before an answer; 0 for none.
  package var thinkingTokens = Setting(0)

  /// Tokens of the map of the code around a change; 0 for none.
  package var repositoryMap = Setting(1024)

  /// What agents have to do with the notes about a repository.
  package var memory = Setting(MemoryUse.on)

  /// Files that are not reviewed, except for secrets and conflict markers.
  package var exclude: [Setting<GlobPattern>] = []

  /// The rules that somebody turned on or off, by their ids.
  package var rules: [String: Setting<Bool>] = [:]

  /// What agents may do; the rules count in this order.
  package var permissionMode = Setting<PermissionMode?>(nil)
  package var permissionRules: [Setting<PermissionRule>] = []

  /// What agents may run by name.
  package var commands: [Setting<ConfiguredCommand>] = []

  /// What fills in a project's dependencies; nil when nothing does.
  package var prepare = Setting<ConfiguredPreparation?>(nil)

  /// How projects are built and tested that are of no kind known without it; the first whose file is there counts.
  package var projects: [Setting<ProjectCommands>] = []

  /// The linters that look at every change.
  package var linters: [Setting<ConfiguredLinter>] = []

  /// The MCP servers whose tools agents may be given; the permissions still decide about each call.
  package var mcpServers: [Setting<ConfiguredMCPServer>] = []

  /// What models cost, by their names, where the user knows better than the built-in list.
  package var prices: [String: Setting<ModelPrice>] = [:]

  /// The language servers that agents may ask.
  package var languageServers: [Setting<LanguageServerDefinition>] = []

  /// Whether agents may be given a shell; the permissions still decide about each call.
  package var shell = Setting(false)

  /// Tools of the user's own.
  package var tools: [Setting<CustomToolDefinition>] = []

  /// Programs that have a say in what agents do, in this order.
  package var hooks: [Setting<HookDefinition>] = []

  /// The hosts that agents may read from.
  package var web = Setting(WebHosts())

  /// Whether trouble with the model or the network makes the hook refuse the push.
  package var strict = Setting(false)

  /// How commands are confined.
  package var sandbox = Setting(SandboxChoice.auto)

  /// How many runs' transcripts are kept; 0 for none.
  package var transcriptRuns = Setting(100)

  /// How much all transcripts together may take, in MiB.
  package var transcriptMegabytes = Setting(200)
  package var color = Setting(ColorChoice.auto)

  package init() {}

  /// What the user, and within limits the project, have set of permissions.
  package var permissions: PermissionSettings {
    PermissionSettings(
      mode: permissionMode.value, rules: permissionRules.map { $0.value })
  }

  /// Whether a rule is to run.
  ///
  /// - Parameter isOnByDefault: what counts when nobody has set it.
  package func isEnabled(rule: String, isOnByDefault: Bool = true) -> Bool { rules[rule]?.value ?? isOnByDefault }
}

/// When to use colours.
package enum ColorChoice: String, Hashable, Sendable, CaseIterable {
  case auto
  case always
  case never
}

/// What agents have to do with the notes about a repository.
package enum MemoryUse: String, Hashable, Sendable, CaseIterable {
  /// They are not told of them.
  case off

  /// They are told of the accepted ones.
  case on

  /// They may propose new ones besides, which the user accepts or not.
  case propose
}
