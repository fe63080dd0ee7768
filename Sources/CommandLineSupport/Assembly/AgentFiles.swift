internal import AgentDefinitions
package import AgentKernel
internal import Redaction

/// Where agents' definitions come from: the user's own folder, or what is built in.
package enum AgentFiles {
  private static let sizeLimit = 256 << 10

  /// The definition of an agent: `agents/NAME.md` beside the user's configuration file if it is there, else the
  /// built-in one.
  ///
  /// - Throws: `CommandLineError` when the user's file cannot be read or used. It is not passed over in silence: the user
  ///   would believe that it counts.
  package static func definition(
    named name: String, environment: [String: String]
  ) throws(CommandLineError) -> AgentDefinition {
    if let path = overridePath(name, environment),
      let file = try LocalFile(path: path, code: .configuration).read(limit: sizeLimit)
    {
      let definition = try parsed(String(decoding: file.bytes, as: UTF8.self), source: path)
      // What an agent may do at the most goes by its name.
      guard definition.name == name else {
        throw CommandLineError(
          .configuration, "\(path): the agent is named \(quoted(definition.name)), and has to be named \(name)")
      }
      return definition
    }
    guard let text = AgentDefinitions.texts[name] else {
      throw CommandLineError(.configuration, "there is no agent named \(name)")
    }
    return try parsed(text, source: "the built-in agent \(name)")
  }

  /// What the kernel says to a model whose conversation is made shorter: the definition `compaction`.
  ///
  /// - Throws: `CommandLineError` when the user's file cannot be read or used.
  package static func compactionWords(environment: [String: String]) throws(CommandLineError) -> CompactionWords {
    let definition = try definition(named: "compaction", environment: environment)
    do throws(AgentKernelError) {
      return try CompactionWords(definition)
    } catch {
      throw CommandLineError(.configuration, TerminalText.singleLine("\(error)", limit: 500))
    }
  }

  /// Whether the user has a definition of an agent that takes the place of the built-in one.
  package static func isOverridden(_ name: String, environment: [String: String]) -> Bool {
    overridePath(name, environment).map { LocalFile(path: $0).exists } ?? false
  }

  private static func overridePath(_ name: String, _ environment: [String: String]) -> String? {
    guard let path = ConfigurationFile.userPath(environment: environment) else { return nil }
    return path.replacing("/config.yml", with: "/agents/\(name).md")
  }

  private static func parsed(_ text: String, source: String) throws(CommandLineError) -> AgentDefinition {
    do throws(AgentKernelError) {
      return try AgentDefinition(parsing: text, source: source)
    } catch {
      throw CommandLineError(.configuration, TerminalText.singleLine("\(error)", limit: 500))
    }
  }
}
