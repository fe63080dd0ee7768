internal import AgentKernel
internal import Evidence
internal import Models
internal import Processes
internal import SourceCode
internal import SourceText
internal import Tools
internal import Verification

extension Configuration {
  /// One value in words.
  package struct Explanation: Hashable, Sendable {
    package var name: String

    /// Foreign text that is to be escaped where it is shown; never a secret.
    package var value: String
    package var origin: SettingOrigin
  }

  /// Every value and where it comes from, in the order of the documentation.
  package var explanations: [Explanation] {
    var list = [
      explain("base_url", baseURL) { $0 ?? "none" },
      explain("model", model) { $0 ?? "none" },
      explain("protocol", wireProtocol) { $0?.rawValue ?? "by base_url" },
      explain("tool_protocol", toolProtocol) { $0.rawValue },
      explain("context_tokens", contextTokens) { $0.map { "\($0)" } ?? "by model, if known" },
      explain("idle_timeout_seconds", idleTimeout) { "\($0.components.seconds)" },
      explain("key", key) { $0?.description ?? "none" },
      explain("fallback", fallback) { $0.isEmpty ? "none" : $0.map(\.name).joined(separator: ", ") },
      explain("fail_on", failOn) { $0?.rawValue ?? "never" },
      explain("max_findings", maximumFindings) { "\($0)" },
      explain("deadline_seconds", deadline) { "\($0.components.seconds)" },
      explain("max_turns", maximumTurns) { "\($0)" },
      explain("max_tokens", maximumTokens) { "\($0)" },
      explain("max_cost", maximumCost) { $0.map { "\($0)" } ?? "no bound" },
      explain("max_output_tokens", maximumOutputTokens) { "\($0)" },
      explain("thinking_tokens", thinkingTokens) { "\($0)" },
      explain("repository_map", repositoryMap) { $0 == 0 ? "off" : "\($0)" },
      explain("memory", memory) { $0.rawValue },
    ]
    list += exclude.map { explain("exclude", $0) { $0.string } }
    list += rules.sorted { $0.key < $1.key }.map { rule, setting in
      explain("rules", setting) { "\(rule): \($0 ? "on" : "off")" }
    }
    list.append(explain("permissions", permissionMode) { "mode \($0?.rawValue ?? "as the agents have it")" })
    list += permissionRules.map { explain("permissions", $0) { "\($0)" } }
    list += commands.map { explain("commands", $0, Self.words) }
    list.append(explain("prepare", prepare) { $0.map(Self.words) ?? "none" })
    list += projects.map { explain("projects", $0, Self.words) }
    list += linters.map { explain("linters", $0, Self.words) }
    list += mcpServers.map { explain("mcp_servers", $0) { "\($0.name): \($0.words)" } }
    list += prices.sorted { $0.key < $1.key }.map { model, price in explain("prices", price) { "\(model): \($0)" } }
    list += languageServers.map { explain("language_servers", $0, Self.words) }
    list.append(explain("shell", shell) { "\($0)" })
    list += tools.map { explain("tools", $0, Self.words) }
    list += hooks.map { explain("hooks", $0, Self.words) }
    list.append(explain("web", web, Self.words))
    list.append(explain("strict", strict) { "\($0)" })
    list.append(explain("sandbox", sandbox) { $0.rawValue })
    list.append(explain("transcript_runs", transcriptRuns) { "\($0)" })
    list.append(explain("transcript_megabytes", transcriptMegabytes) { "\($0)" })
    list.append(explain("color", color) { $0.rawValue })
    return list
  }

  private func explain<Value>(
    _ name: String, _ setting: Setting<Value>, _ describe: (Value) -> String
  ) -> Explanation {
    Explanation(name: name, value: describe(setting.value), origin: setting.origin)
  }
}

extension Configuration {
  private static func words(_ command: ConfiguredCommand) -> String {
    let arguments = command.takesArguments ? " ..." : ""
    return
      "\(command.name): \(command.words.joined(separator: " "))\(arguments), \(command.deadline.components.seconds) s"
  }

  private static func words(_ preparation: ConfiguredPreparation) -> String {
    let network = preparation.allowsNetwork ? "with network" : "without network"
    return "\(preparation.commandLine), \(network), keeps \(preparation.kept.map(\.string).joined(separator: ", "))"
  }

  private static func words(_ project: ProjectCommands) -> String {
    let report = project.report.map { ", coverage from \($0) (\(project.format.rawValue))" } ?? ""
    return "\(project.name): where \(project.mark) is, tested by \(project.test.words.joined(separator: " "))\(report)"
  }

  private static func words(_ tool: CustomToolDefinition) -> String {
    let place = tool.program.isConfined ? "in the sandbox" : "without a sandbox"
    let network = tool.program.isConfined && tool.program.allowsNetwork ? " with network" : ""
    return "\(tool.name): \(tool.program.words.joined(separator: " ")), \(tool.risk.rawValue), \(place)\(network), "
      + "\(tool.program.deadline.components.seconds) s"
  }

  private static func words(_ hook: HookDefinition) -> String {
    let tools = hook.point.isAboutTool ? " of \(hook.tools?.string ?? "every tool")" : ""
    return "\(hook.name): \(hook.point.rawValue)\(tools), \(hook.program.words.joined(separator: " ")), "
      + "\(hook.program.deadline.components.seconds) s"
  }

  private static func words(_ web: WebHosts) -> String {
    let hosts = web.hosts + web.privateHosts.map { "\($0) (also in a private network)" }
    return hosts.isEmpty ? "no host" : hosts.joined(separator: ", ")
  }

  private static func words(_ linter: ConfiguredLinter) -> String {
    let program = linter.program == linter.kind.rawValue ? "" : ": \(linter.program)"
    return linter.kind.rawValue + program + (linter.rules.map { ", rules \($0)" } ?? "")
  }

  private static func words(_ server: LanguageServerDefinition) -> String {
    "\(server.name): \(server.words.joined(separator: " ")), for \(server.languages.map(\.name).sorted().joined(separator: ", "))"
  }
}

extension ModelKey: CustomStringConvertible {
  /// Where the key is, without the key and without the arguments of a command, which may hold one.
  package var description: String {
    switch self {
    case .file(let path): "from the file \(path)"
    case .command(let words): "from the program \(words.first ?? "")"
    case .environment(let name): "from the environment variable \(name)"
    case .value: "from the environment variable FULCRUM_KEY"
    }
  }
}
