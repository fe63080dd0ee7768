internal import AgentKernel
internal import Git
internal import HTTP
internal import Processes
internal import Redaction

/// Says what a program finds on this machine, so that a user can tell why it does what it does.
package struct Doctor: Sendable {
  /// One line of the answer.
  package struct Line: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
      case good = "ok"
      case absent = "--"
      case bad = "!!"
    }

    package var state: State
    package var subject: String
    package var text: String

    package init(state: State, subject: String, text: String) {
      self.state = state
      self.subject = subject
      self.text = text
    }
  }

  private let repository: RepositoryOptions
  private let flags: [ConfigurationKey: ConfigurationValue]
  let environment: [String: String]

  /// - Parameters:
  ///   - repository: the repository that is asked about.
  ///   - flags: what the command line sets.
  ///   - environment: the process's environment.
  package init(
    repository: RepositoryOptions, flags: [ConfigurationKey: ConfigurationValue], environment: [String: String]
  ) {
    self.repository = repository
    self.flags = flags
    self.environment = environment
  }

  /// All lines; nothing is changed and no request is sent.
  package func examine() async -> [Line] {
    var lines = [
      Line(state: .good, subject: "code-review", text: Version.text),
      Line(state: .good, subject: "libgit2", text: LibraryRepository.libraryVersion),
      Line(state: .good, subject: "libcurl", text: String(HTTPClient.libraryVersion.prefix { $0 != " " })),
    ]
    lines.append(await gitLine())
    lines += await configurationLines()
    lines += await repositoryLines()
    return lines
  }

  /// The lines as text for a terminal.
  package static func text(of lines: [Line]) -> String {
    let redactor = KnownSecrets.ofProcess.redactor
    return lines.map { line in
      let subject = line.subject.padded(to: 14)
      let text = TerminalText.singleLine(redactor.redact(line.text), limit: 300)
      return "\(line.state.rawValue)  \(subject) \(text)\n"
    }.joined()
  }

  private func configurationLines() async -> [Line] {
    var lines: [Line] = []
    var choice = SandboxChoice.auto
    do {
      let file = try ConfigurationFile.user(environment: environment)
      let path = ConfigurationFile.userPath(environment: environment) ?? "no home folder"
      lines.append(
        Line(
          state: file == nil ? .absent : .good, subject: "configuration", text: file == nil ? "none at \(path)" : path))
      var warnings: [String] = []
      let configuration = try Configuration(
        Configuration.Layers(userFile: file, environment: environment, flags: flags), warnings: &warnings)
      choice = configuration.sandbox.value
      lines += warnings.map { Line(state: .bad, subject: "configuration", text: $0) }
      for explanation in configuration.explanations where explanation.origin != .builtIn {
        lines.append(
          Line(
            state: .good, subject: "setting", text: "\(explanation.name): \(explanation.value) (\(explanation.origin))")
        )
      }
      lines += programLines(configuration, workTree: try? await repository.open().location.workTree)
      lines += await modelLines(configuration)
      lines += try agentLines()
    } catch {
      lines.append(Line(state: .bad, subject: "configuration", text: "\(error)"))
    }
    lines.append(await sandboxLine(choice))
    return lines
  }

  /// The agents' definitions and whose they are, and the user's own instructions.
  private func agentLines() throws -> [Line] {
    var lines = try ["review", "verify", "explore", "gen-tests", "gen-tests-python", "gen-tests-files"].map { name in
      let definition = try AgentFiles.definition(named: name, environment: environment)
      let origin = AgentFiles.isOverridden(name, environment: environment) ? "your own" : "built in"
      return Line(state: .good, subject: "agent", text: "\(name) \(definition.version), \(origin)")
    }
    if try UserInstructions.text(environment: environment) != nil,
      let path = UserInstructions.path(environment: environment)
    {
      lines.append(Line(state: .good, subject: "instructions", text: path))
    }
    return lines
  }

  /// The sandbox, put up and tested here and now; without one all works but what runs commands.
  private func sandboxLine(_ choice: SandboxChoice) async -> Line {
    do {
      let report = try await Sandbox.prepared(choice: choice).report
      return Line(state: report.level.confines ? .good : .absent, subject: "sandbox", text: report.description)
    } catch {
      return Line(state: .absent, subject: "sandbox", text: "\(error)")
    }
  }

  private func modelLines(_ configuration: Configuration) async -> [Line] {
    do {
      let configured = try await ConfiguredModel.assembled(from: configuration, environment: environment)
      guard let configured else {
        return [Line(state: .absent, subject: "model", text: "none is configured: the rules work alone")]
      }
      let key = configuration.key.value == nil ? "asked without a key" : "its key can be read"
      let notes = configured.warnings.map { "; \($0)" }.joined()
      return configured.models.enumerated().map { index, model in
        let price = model.price.map { "\($0)" } ?? "no price is known, so that reports tell tokens and no cost"
        let window = model.contextTokens.map { "a window of \($0) tokens" } ?? "its window is not known"
        let facts = "\(window); \(price)"
        return index == 0
          ? Line(state: .good, subject: "model", text: "\(model.name), \(key); \(facts)\(notes)")
          : Line(
            state: .good, subject: "fallback \(index)", text: "\(model.name), asked when those before it fail; \(facts)"
          )
      }
    } catch {
      return [Line(state: .bad, subject: "model", text: "\(error)")]
    }
  }

  private func gitLine() async -> Line {
    do {
      return Line(state: .good, subject: "git", text: try await ProgramRepository.version())
    } catch {
      return Line(state: .absent, subject: "git", text: "\(error)")
    }
  }

  private func hookLine(_ hook: PrePushHook) -> Line {
    switch hook.isProgramThere {
    case true?: Line(state: .good, subject: "hook", text: "installed: \(hook.path)")
    case false?: Line(state: .bad, subject: "hook", text: "\(hook.path) runs a program that is gone; install it again")
    case nil:
      Line(state: .absent, subject: "hook", text: "not installed as \(hook.path); `code-review install` writes it")
    }
  }

  private func repositoryLines() async -> [Line] {
    do {
      let opened = try await repository.open()
      let location = await opened.location
      let place = location.workTree ?? "\(location.gitFolder), bare"
      let hook = try await PrePushHook(in: opened, home: environment["HOME"])
      return [
        Line(state: .good, subject: "repository", text: place),
        Line(state: .good, subject: "reader", text: await opened.reader.description), hookLine(hook),
      ]
    } catch {
      return [Line(state: .absent, subject: "repository", text: "\(error)")]
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
