package import AgentKernel
internal import Models
internal import Redaction
package import Tools

/// What comes of one call under a policy, told without running it.
package struct PermissionExplanation: Sendable {
  package let facts: CallFacts
  package let decision: PermissionDecision

  private let policy: PermissionPolicy

  /// Looks at a call.
  ///
  /// - Parameters:
  ///   - tool: the tool's name.
  ///   - input: its arguments as JSON.
  ///   - policy: what decides.
  ///   - commands: the names of the commands that the user configured.
  ///   - hasShell: whether the user lets agents have a shell.
  ///   - custom: the tools that the user configured.
  /// - Throws: `CommandLineError` with code `.usage` for a call that would not be run at all: no such tool, or arguments
  ///   that it does not take.
  package init(
    tool: String, input: String, policy: PermissionPolicy, commands: [String] = [], hasShell: Bool = false,
    custom: [CustomToolDefinition] = []
  ) throws(CommandLineError) {
    if tool == "run_command", commands.isEmpty {
      throw CommandLineError(.usage, "no command is configured, so none can be run; name some as `commands`")
    }
    if tool == "shell", !hasShell {
      throw CommandLineError(.usage, "there is no shell unless your configuration says `shell: true`")
    }
    if tool.hasPrefix(MCPToolName.prefix) {
      // What a server lists is not known without it, and counts for nothing here.
      facts = CallFacts(tool: tool, risk: .dangerous)
      self.policy = policy
      decision = policy.decide(facts)
      return
    }
    do throws(ToolError) {
      let call = ToolCall(id: "1", name: tool, arguments: input)
      facts = try PreparedCall(call, in: ToolCatalogue.unconnected(commands: commands, custom: custom)).facts
    } catch {
      throw CommandLineError(.usage, TerminalText.singleLine("\(error)", limit: 500))
    }
    self.policy = policy
    decision = policy.decide(facts)
  }

  /// The explanation, a line for each part of it.
  package var text: String {
    let matching = policy.matchingRules(facts).map { "\($0.number) (\($0.rule))" }
    let ceiling =
      policy.agent.isEmpty ? "none (name an agent with --agent)" : "\(policy.ceiling.rawValue), of \(policy.agent)"
    let lines = [
      ("verdict", decision.verdict.rawValue), ("decided by", "\(decision.deciding)"), ("why", decision.reason),
      ("risk", facts.risk.rawValue), ("call", facts.words), ("mode", policy.mode.rawValue),
      ("ceiling", ceiling),
      ("attended", policy.isAttended ? "yes" : "no: what would be asked is denied"),
      (
        "rules",
        "\(policy.rules.count) loaded, matching: \(matching.isEmpty ? "none" : matching.joined(separator: ", "))"
      ),
    ]
    return lines.map { name, value in
      name + String(repeating: " ", count: 12 - name.count) + TerminalText.singleLine(value, limit: 500) + "\n"
    }.joined()
  }
}

extension CallFacts {
  fileprivate var words: String {
    var parts = [tool]
    if let command = subject.command { parts.append("command " + command.joined(separator: " ")) }
    if !subject.paths.isEmpty { parts.append("on " + subject.paths.joined(separator: ", ")) }
    let trees = subject.trees.map { $0.isEmpty ? "the root" : $0 }
    if !trees.isEmpty { parts.append("all below " + trees.joined(separator: ", ")) }
    return parts.joined(separator: ", ")
  }
}
