internal import Models
internal import Processes
internal import SourceText

/// A key of the configuration files.
package enum ConfigurationKey: String, Hashable, Sendable, CaseIterable {
  case baseURL = "base_url"
  case model
  case wireProtocol = "protocol"
  case toolProtocol = "tool_protocol"
  case contextTokens = "context_tokens"
  case idleTimeout = "idle_timeout_seconds"
  case keyFile = "key_file"
  case keyCommand = "key_command"
  case keyEnvironment = "key_env"
  case fallback
  case failOn = "fail_on"
  case maximumFindings = "max_findings"
  case deadline = "deadline_seconds"
  case maximumTurns = "max_turns"
  case maximumTokens = "max_tokens"
  case maximumCost = "max_cost"
  case maximumOutputTokens = "max_output_tokens"
  case thinkingTokens = "thinking_tokens"
  case repositoryMap = "repository_map"
  case memory
  case exclude
  case rules
  case permissions
  case commands
  case prepare
  case projects
  case linters
  case mcpServers = "mcp_servers"
  case prices
  case languageServers = "language_servers"
  case shell
  case tools
  case hooks
  case web
  case strict
  case sandbox
  case transcriptRuns = "transcript_runs"
  case transcriptMegabytes = "transcript_megabytes"
  case color
}

extension ConfigurationKey {
  /// What a value looks like.
  enum Kind {
    case text
    case number(ClosedRange<Int>)
    case flag

    /// US dollars.
    case money

    /// A number, or `off` for 0.
    case numberOrOff(ClosedRange<Int>)
    case choice([String])
    case words

    /// Names, each on or off.
    case switches

    /// Models, each with keys of its own.
    case models

    /// A mode and rules about calls.
    case permissions

    /// Commands by their names.
    case commands

    /// The command that fills in what the project depends on.
    case preparation

    /// Kinds of project by their names, with the commands that build and test them.
    case projects

    /// Linters, with their programs and rules.
    case linters

    /// MCP servers by their names.
    case mcpServers

    /// Prices by the names of models.
    case prices

    /// Language servers, with their programs and languages.
    case languageServers

    /// Tools of the user's own, by their names.
    case tools

    /// Programs that have a say in what agents do.
    case hooks

    /// The hosts that may be read from.
    case web
  }

  /// What a project may do with a key, in the file that it keeps at the base commit.
  enum ProjectRight {
    /// The key has no effect there: it would send code or a key elsewhere, run a program, or is a matter of taste.
    case none

    /// A lower number counts, a higher one has no effect.
    case lower

    /// A stricter value counts, a laxer one has no effect.
    case tighten

    /// Its values are added to the user's.
    case add
  }

  var kind: Kind {
    switch self {
    case .baseURL, .model, .keyFile, .keyEnvironment: .text
    case .keyCommand, .exclude: .words
    case .failOn: .choice(["never"] + Severity.allCases.map(\.rawValue))
    case .contextTokens: .number(2048...100_000_000)
    case .idleTimeout: .number(1...3600)
    case .fallback: .models
    case .maximumFindings: .number(1...1000)
    case .deadline: .number(1...3600)
    case .maximumTurns: .number(1...1000)
    case .maximumTokens: .number(1000...1_000_000_000)
    case .maximumCost: .money
    case .maximumOutputTokens: .number(256...1_000_000)
    case .thinkingTokens: .number(0...1_000_000)
    case .repositoryMap: .numberOrOff(0...16_384)
    case .memory: .choice(MemoryUse.allCases.map(\.rawValue))
    case .transcriptRuns: .number(0...100_000)
    case .transcriptMegabytes: .number(1...1_000_000)
    case .rules: .switches
    case .permissions: .permissions
    case .commands: .commands
    case .prepare: .preparation
    case .projects: .projects
    case .linters: .linters
    case .mcpServers: .mcpServers
    case .prices: .prices
    case .languageServers: .languageServers
    case .tools: .tools
    case .hooks: .hooks
    case .web: .web
    case .shell, .strict: .flag
    case .wireProtocol: .choice(ModelProtocol.allCases.map(\.rawValue))
    case .toolProtocol: .choice(ToolProtocol.allCases.map(\.rawValue))
    case .sandbox: .choice(SandboxChoice.allCases.map(\.rawValue))
    case .color: .choice(ColorChoice.allCases.map(\.rawValue))
    }
  }

  var projectRight: ProjectRight {
    switch self {
    case .baseURL, .model, .wireProtocol, .toolProtocol, .contextTokens, .idleTimeout, .keyFile, .keyCommand,
      .keyEnvironment, .fallback, .commands, .prepare, .projects, .linters, .mcpServers, .prices, .languageServers,
      .shell,
      .tools, .hooks, .web, .sandbox, .transcriptRuns, .transcriptMegabytes, .color, .memory:
      .none
    case .maximumFindings, .deadline, .maximumTurns, .maximumTokens, .maximumCost, .maximumOutputTokens,
      .thinkingTokens, .repositoryMap:
      .lower
    case .failOn, .strict: .tighten
    case .exclude, .permissions, .rules: .add
    }
  }

  /// The environment variable that sets the key; nil when one variable could not hold the value without quoting rules.
  package var environmentVariable: String? {
    switch self {
    case .keyCommand, .fallback, .permissions, .prices, .rules: nil
    // Who may run what is said in one place, which no script that sets variables reaches.
    case .commands, .prepare, .projects, .linters, .mcpServers, .languageServers, .shell, .tools, .hooks, .web: nil
    default: "FULCRUM_" + rawValue.uppercased()
    }
  }
}
