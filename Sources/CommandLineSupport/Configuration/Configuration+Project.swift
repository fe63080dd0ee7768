internal import AgentKernel
internal import SourceText

extension Configuration {
  /// Applies the project's own file, which may only narrow what the user allows.
  ///
  /// Nothing in it is an error: whoever can write it could otherwise stop the pushes of everybody else.
  mutating func applyProjectFile(_ file: ConfigurationFile?, warnings: inout [String]) {
    guard let file else { return }
    let results: [Result<ConfigurationFile.Entry, CommandLineError>]
    do throws(CommandLineError) {
      results = try file.entries()
    } catch {
      warnings.append("\(error); the project's file has no effect")
      return
    }
    for result in results {
      do throws(CommandLineError) {
        let entry = try result.get()
        try narrow(entry, in: file)
        if case .permissions(let permissions) = entry.value { warnings += permissions.faults.map(Self.warning) }
      } catch {
        warnings.append("\(error); it has no effect")
      }
    }
  }

  private mutating func narrow(
    _ entry: ConfigurationFile.Entry, in file: ConfigurationFile
  ) throws(CommandLineError) {
    let place = "\(file.name):\(entry.line)"
    let origin = SettingOrigin.projectFile(path: file.name, line: entry.line)
    var allowed = entry.value
    switch entry.key.projectRight {
    case .none: throw CommandLineError(.configuration, "\(place): a project may not set \(entry.key.rawValue)")
    case .lower, .tighten: guard isTighter(entry.key, entry.value) else { return }
    case .add:
      if case .permissions(let permissions) = entry.value {
        var settings = permissions.settings
        let mode = permissionMode.value ?? PermissionMatrix.standardMode
        settings.mode = settings.mode.flatMap { $0 > mode ? $0 : nil }
        allowed = .permissions(PermissionEntry(settings: settings))
      }
      if case .switches(let switches) = entry.value {
        allowed = .switches(switches.filter { rules[$0.key] == nil && ($0.value || !Self.isProtected(rule: $0.key)) })
      }
    }
    try apply(entry.key, allowed, from: origin, at: place)
    if case .switches(let switches) = entry.value,
      let rule = switches.filter({ !$0.value }).keys.sorted().first(where: Self.isProtected)
    {
      throw CommandLineError(.configuration, "\(place): a project may not turn the rule \(quoted(rule)) off")
    }
  }

  /// What is said of a fault in the project's permissions; its other rules are in force.
  private static func warning(_ fault: CommandLineError) -> String {
    "\(fault); the rest of its permissions is in force"
  }

  /// Whether a value asks for less, or for more strictness, than the one in force.
  private func isTighter(_ key: ConfigurationKey, _ value: ConfigurationValue) -> Bool {
    switch (key, value) {
    case (.maximumFindings, .number(let number)): number < maximumFindings.value
    case (.deadline, .number(let number)): .seconds(number) < deadline.value
    case (.maximumTurns, .number(let number)): number < maximumTurns.value
    case (.maximumTokens, .number(let number)): number < maximumTokens.value
    case (.maximumCost, .money(let money)): maximumCost.value.map { money < $0 } ?? true
    case (.maximumOutputTokens, .number(let number)): number < maximumOutputTokens.value
    case (.thinkingTokens, .number(let number)): number < thinkingTokens.value
    case (.repositoryMap, .number(let number)): number < repositoryMap.value
    case (.failOn, .text(let text)):
      Severity(rawValue: text).map { level in failOn.value.map { level < $0 } ?? true } ?? false
    case (.strict, .flag(let flag)): flag && !strict.value
    default: false
    }
  }

  /// Secrets and conflict markers are looked for whatever a project says.
  private static func isProtected(rule: String) -> Bool { rule == "conflict-marker" || rule.hasPrefix("secret") }
}
