internal import Processes
internal import SourceText
internal import Verification
internal import Yams

/// The key `projects`.
extension ConfigurationFile {
  /// The most kinds of project of one file.
  private static let projectLimit = 50

  private static let projectKeys =
    ["file", "build", "test", "coverage", "report", "format", "results", "sources", "tests", "arguments"]
    + shared.filter { $0 != "run" }

  func projects(_ node: Node) throws(CommandLineError) -> [ProjectCommands] {
    guard let mapping = node.mapping, mapping.count <= Self.projectLimit else {
      throw fault(
        node.mark?.line ?? 1, "projects must be at most \(Self.projectLimit) names, each with a file and commands")
    }
    var projects: [ProjectCommands] = []
    for (key, value) in mapping { projects.append(try project(key, value)) }
    return projects
  }

  private func project(_ key: Node, _ value: Node) throws(CommandLineError) -> ProjectCommands {
    let line = key.mark?.line ?? 1
    guard let name = key.scalar?.string, Self.isCommandName(name) else {
      throw fault(line, "a project's name must be at most 40 lower-case letters, digits, - and _, a letter first")
    }
    let owner = "the project \(name)"
    let fields = try ConfigurationFields(value, of: owner, known: Self.projectKeys, in: self)
    guard let mark = try path("file", fields), let test = try command("test", of: owner, fields, at: value) else {
      throw fault(line, "\(owner) needs file, which marks such a project, and test, the command that runs its tests")
    }
    let report = try path("report", fields)
    var project = ProjectCommands(
      name: name, mark: mark, build: try command("build", of: owner, fields, at: value), test: test,
      coverage: try command("coverage", of: owner, fields, at: value), report: report,
      results: try path("results", fields), sources: try patterns("sources", fields),
      tests: try patterns("tests", fields))
    guard let format = try fields.text("format") else {
      guard report == nil else { throw fault(line, "\(owner) needs format, which says what its report is written in") }
      return project
    }
    guard let known = CoverageFormat(rawValue: format) else {
      let formats = CoverageFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw fields.fault("format", "must be one of \(formats), not \(quoted(format))")
    }
    project.format = known
    return project
  }

  /// One of the commands, all of which share their limits.
  private func command(
    _ key: String, of owner: String, _ fields: ConfigurationFields, at node: Node
  ) throws(CommandLineError) -> ConfiguredCommand? {
    guard let words = try fields.words(key) else { return nil }
    var command = ConfiguredCommand(
      name: key, words: try checked(words, of: "\(key) of \(owner)", at: node),
      takesArguments: key == "build" ? false : try fields.flag("arguments") ?? false,
      readable: try fields.folders("read"), variables: try variables(fields))
    if let seconds = try fields.number("timeout_seconds", in: 1...86_400) { command.deadline = .seconds(seconds) }
    if let megabytes = try memory(fields) { command.limits.memory = megabytes << 20 }
    return command
  }

  private func path(_ key: String, _ fields: ConfigurationFields) throws(CommandLineError) -> RelativePath? {
    guard let text = try fields.text(key) else { return nil }
    do throws(SourceTextError) {
      return try RelativePath(text)
    } catch {
      throw fields.fault(key, "must name a file inside the project: \(error)")
    }
  }

  private func patterns(_ key: String, _ fields: ConfigurationFields) throws(CommandLineError) -> [GlobPattern] {
    var patterns: [GlobPattern] = []
    for text in try fields.words(key) ?? [] {
      do throws(SourceTextError) {
        patterns.append(try GlobPattern(text))
      } catch {
        throw fields.fault(key, "holds a pattern that cannot be read: \(error)")
      }
    }
    return patterns
  }
}
