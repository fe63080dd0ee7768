internal import AgentDefinitions
package import AgentKernel
internal import Git
package import Tools
internal import Verification

/// Whose permission is asked about: an agent, a mode, what the configuration files say.
package struct PermissionQuestion: Sendable {
  /// The agent's name; nil for a policy without a ceiling.
  package var agent: String?

  /// The mode; nil for the configured one.
  package var mode: String?

  package var isAttended: Bool

  package init(agent: String?, mode: String?, isAttended: Bool) {
    self.agent = agent
    self.mode = mode
    self.isAttended = isAttended
  }

  /// The policy that would decide, the names of the commands that are configured, whether there is a shell, and the user's
  /// own tools.
  ///
  /// The project's file is read from the last commit of the repository, if this is in one.
  ///
  /// - Parameter warnings: gets a sentence for each entry of the project's file that has no effect.
  /// - Throws: `CommandLineError`, `GitError`.
  package func policy(
    in repository: RepositoryOptions, environment: [String: String], warnings: inout [String]
  ) async throws -> (policy: PermissionPolicy, commands: [String], hasShell: Bool, custom: [CustomToolDefinition]) {
    var project: ConfigurationFile?
    if let opened = try await repository.openIfThere(), let head = try? await opened.commit(named: "HEAD") {
      project = try await ProjectFile.reading(at: .commit(head.id), in: opened, warnings: &warnings)
    }
    let layers = Configuration.Layers(
      userFile: try ConfigurationFile.user(environment: environment), projectFile: project, environment: environment)
    let configuration = try Configuration(layers, warnings: &warnings)
    var settings = configuration.permissions
    if let mode {
      guard let chosen = PermissionMode(rawValue: mode) else {
        let known = PermissionMode.allCases.map(\.rawValue).joined(separator: ", ")
        throw CommandLineError(.usage, "--mode must be one of \(known), not \(quoted(mode))")
      }
      settings.mode = chosen
    }
    return (
      try policy(settings, environment: environment), configuration.commands.map { $0.value.name },
      configuration.shell.value, configuration.tools.map { $0.value }
    )
  }

  private func policy(
    _ settings: PermissionSettings, environment: [String: String]
  ) throws(CommandLineError) -> PermissionPolicy {
    guard let agent else {
      return PermissionPolicy(
        agent: "", mode: settings.mode ?? PermissionMatrix.standardMode, ceiling: .critical,
        rules: settings.rules, isAttended: isAttended)
    }
    if AgentDefinitions.texts[agent] == nil, let ceiling = PermissionMatrix.ceilings[agent] {
      return PermissionPolicy(
        agent: agent, mode: settings.mode ?? PermissionMatrix.standardMode, ceiling: ceiling, rules: settings.rules,
        isAttended: isAttended)
    }
    let definition = try AgentFiles.definition(named: agent, environment: environment)
    return PermissionPolicy(of: definition, settings, isAttended: isAttended)
  }
}
