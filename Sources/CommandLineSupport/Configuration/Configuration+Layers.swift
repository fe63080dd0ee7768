internal import AgentKernel
internal import Models
internal import Processes
internal import SourceText

extension Configuration {
  /// What the layers hold, as it was found.
  package struct Layers: Sendable {
    package var userFile: ConfigurationFile?

    /// The project's file as it is at the base commit; nil when there is none, or no base.
    package var projectFile: ConfigurationFile?
    package var environment: [String: String]

    /// By the key that a flag sets; the flag's name is the key's with dashes for underscores.
    package var flags: [ConfigurationKey: ConfigurationValue]

    package init(
      userFile: ConfigurationFile? = nil, projectFile: ConfigurationFile? = nil, environment: [String: String] = [:],
      flags: [ConfigurationKey: ConfigurationValue] = [:]
    ) {
      self.userFile = userFile
      self.projectFile = projectFile
      self.environment = environment
      self.flags = flags
    }
  }

  /// Puts the layers together.
  ///
  /// - Parameter layers: what was found.
  /// - Parameter warnings: gets a sentence for each entry that has no effect.
  /// - Throws: `CommandLineError` with code `.configuration` for the first error in a layer of the user's.
  package init(_ layers: Layers, warnings: inout [String]) throws(CommandLineError) {
    self.init()
    try applyUserFile(layers.userFile)
    applyProjectFile(layers.projectFile, warnings: &warnings)
    try applyEnvironment(layers.environment, warnings: &warnings)
    for key in ConfigurationKey.allCases {
      guard let value = layers.flags[key] else { continue }
      try apply(
        key, value, from: .flag(name: key.rawValue.replacing("_", with: "-")),
        at: "--" + key.rawValue.replacing("_", with: "-"))
    }
  }

  private mutating func applyUserFile(_ file: ConfigurationFile?) throws(CommandLineError) {
    guard let file else { return }
    var placeOfKey: ConfigurationKey?
    for result in try file.entries() {
      let entry = try result.get()
      let place = "\(file.name):\(entry.line)"
      if [.keyFile, .keyCommand, .keyEnvironment].contains(entry.key) {
        if let other = placeOfKey {
          let both = "\(other.rawValue) and \(entry.key.rawValue)"
          throw CommandLineError(.configuration, "\(place): \(both) are both set; keep one")
        }
        placeOfKey = entry.key
      }
      try apply(entry.key, entry.value, from: .userFile(path: file.name, line: entry.line), at: place)
    }
  }

  private mutating func applyEnvironment(
    _ environment: [String: String], warnings: inout [String]
  ) throws(CommandLineError) {
    var known: Set<String> = ["FULCRUM_KEY", "FULCRUM_SKIP"]
    for key in ConfigurationKey.allCases {
      guard let variable = key.environmentVariable else { continue }
      known.insert(variable)
      guard let text = environment[variable], !text.isEmpty else { continue }
      let value = try ConfigurationValue(text, for: key, at: variable)
      try apply(key, value, from: .environment(variable: variable), at: variable)
    }
    if let key = environment["FULCRUM_KEY"], !key.isEmpty {
      self.key = Setting(.value(Secret(key)), from: .environment(variable: "FULCRUM_KEY"))
    }
    for name in environment.keys.sorted() where name.hasPrefix("FULCRUM_") && !known.contains(name) {
      if let near = Spelling.nearest(to: name, in: known.sorted()) {
        warnings.append("the environment variable \(name) has no meaning; did you mean \(near)?")
      }
    }
  }

  /// Sets a value of the user's own.
  mutating func apply(
    _ key: ConfigurationKey, _ value: ConfigurationValue, from origin: SettingOrigin, at place: String
  ) throws(CommandLineError) {
    switch (key, value) {
    case (.baseURL, .text(let text)): baseURL = Setting(text, from: origin)
    case (.model, .text(let text)): model = Setting(text, from: origin)
    case (.wireProtocol, .text(let text)): wireProtocol = Setting(ModelProtocol(rawValue: text), from: origin)
    case (.toolProtocol, .text(let text)):
      toolProtocol = Setting(ToolProtocol(rawValue: text) ?? .native, from: origin)
    case (.contextTokens, .number(let number)): contextTokens = Setting(number, from: origin)
    case (.idleTimeout, .number(let number)): idleTimeout = Setting(.seconds(number), from: origin)
    case (.fallback, .models(let models)): fallback = Setting(models, from: origin)
    case (.keyFile, .text(let path)): self.key = Setting(.file(path), from: origin)
    case (.keyCommand, .words(let words)):
      guard !words.isEmpty else { throw CommandLineError(.configuration, "\(place): key_command is empty") }
      self.key = Setting(.command(words), from: origin)
    case (.keyEnvironment, .text(let name)): self.key = Setting(.environment(name), from: origin)
    case (.failOn, .text(let text)): failOn = Setting(Severity(rawValue: text), from: origin)
    case (.maximumFindings, .number(let number)): maximumFindings = Setting(number, from: origin)
    case (.deadline, .number(let number)): deadline = Setting(.seconds(number), from: origin)
    case (.maximumTurns, .number(let number)): maximumTurns = Setting(number, from: origin)
    case (.maximumTokens, .number(let number)): maximumTokens = Setting(number, from: origin)
    case (.maximumCost, .money(let money)): maximumCost = Setting(money, from: origin)
    case (.maximumOutputTokens, .number(let number)): maximumOutputTokens = Setting(number, from: origin)
    case (.thinkingTokens, .number(let number)): thinkingTokens = Setting(number, from: origin)
    case (.repositoryMap, .number(let number)): repositoryMap = Setting(number, from: origin)
    case (.memory, .text(let text)): memory = Setting(MemoryUse(rawValue: text) ?? .on, from: origin)
    case (.exclude, .words(let patterns)): exclude += try Self.patterns(patterns, from: origin, at: place)
    case (.rules, .switches(let switches)):
      for (rule, isOn) in switches { rules[rule] = Setting(isOn, from: origin) }
    case (.permissions, .permissions(let entry)):
      if let fault = entry.faults.first { throw fault }
      let settings = entry.settings
      if let mode = settings.mode { permissionMode = Setting(mode, from: origin) }
      permissionRules += settings.rules.map { Setting($0, from: origin) }
    case (.commands, .commands(let list)): commands = list.map { Setting($0, from: origin) }
    case (.prepare, .preparation(let preparation)): prepare = Setting(preparation, from: origin)
    case (.projects, .projects(let list)): projects = list.map { Setting($0, from: origin) }
    case (.linters, .linters(let list)): linters = list.map { Setting($0, from: origin) }
    case (.mcpServers, .mcpServers(let list)): mcpServers = list.map { Setting($0, from: origin) }
    case (.prices, .prices(let list)): prices = list.mapValues { Setting($0, from: origin) }
    case (.languageServers, .languageServers(let list)): languageServers = list.map { Setting($0, from: origin) }
    case (.tools, .tools(let list)): tools = list.map { Setting($0, from: origin) }
    case (.hooks, .hooks(let list)): hooks = list.map { Setting($0, from: origin) }
    case (.web, .web(let hosts)): web = Setting(hosts, from: origin)
    case (.shell, .flag(let flag)): shell = Setting(flag, from: origin)
    case (.strict, .flag(let flag)): strict = Setting(flag, from: origin)
    case (.sandbox, .text(let text)): sandbox = Setting(SandboxChoice(rawValue: text) ?? .auto, from: origin)
    case (.transcriptRuns, .number(let number)): transcriptRuns = Setting(number, from: origin)
    case (.transcriptMegabytes, .number(let number)): transcriptMegabytes = Setting(number, from: origin)
    case (.color, .text(let text)): color = Setting(ColorChoice(rawValue: text) ?? .auto, from: origin)
    default: throw CommandLineError(.configuration, "\(place): \(key.rawValue) has a value of the wrong kind")
    }
  }

  private static func patterns(
    _ texts: [String], from origin: SettingOrigin, at place: String
  ) throws(CommandLineError) -> [Setting<GlobPattern>] {
    var patterns: [Setting<GlobPattern>] = []
    for text in texts {
      do throws(SourceTextError) {
        patterns.append(Setting(try GlobPattern(text), from: origin))
      } catch {
        throw CommandLineError(.configuration, "\(place): \(error)")
      }
    }
    return patterns
  }
}
