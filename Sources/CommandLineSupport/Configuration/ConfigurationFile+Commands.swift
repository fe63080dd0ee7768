internal import Processes
internal import SourceText
internal import Verification
internal import Yams

/// The keys `commands` and `prepare`.
extension ConfigurationFile {
  /// The most commands of one file.
  private static let commandLimit = 50

  /// The fields that a command and the preparation share.
  static let shared = ["run", "timeout_seconds", "memory_mb", "read", "environment"]

  func commands(_ node: Node) throws(CommandLineError) -> [ConfiguredCommand] {
    guard let mapping = node.mapping, mapping.count <= Self.commandLimit else {
      throw fault(node.mark?.line ?? 1, "commands must be at most \(Self.commandLimit) names, each with a command")
    }
    var commands: [ConfiguredCommand] = []
    for (key, value) in mapping { commands.append(try command(key, value)) }
    return commands
  }

  func preparation(_ node: Node) throws(CommandLineError) -> ConfiguredPreparation {
    let fields = try ConfigurationFields(
      node, of: "prepare", known: Self.shared + ["network", "inputs", "keep"], in: self)
    var preparation = ConfiguredPreparation(
      words: try run(fields, of: "prepare", at: node), allowsNetwork: try fields.flag("network") ?? false,
      readable: try fields.folders("read"), variables: try variables(fields))
    for text in try fields.words("inputs") ?? [] {
      do throws(SourceTextError) {
        preparation.inputs.append(try GlobPattern(text))
      } catch {
        throw fields.fault("inputs", "holds a pattern that cannot be read: \(error)")
      }
    }
    for text in try fields.words("keep") ?? [] {
      do throws(SourceTextError) {
        preparation.kept.append(try RelativePath(text))
      } catch {
        throw fields.fault("keep", "must name what lies inside the project: \(error)")
      }
    }
    guard !preparation.kept.isEmpty else {
      throw fault(node.mark?.line ?? 1, "prepare needs keep: what the command leaves behind, such as [.build]")
    }
    if let seconds = try fields.number("timeout_seconds", in: 1...86_400) { preparation.deadline = .seconds(seconds) }
    if let megabytes = try memory(fields) { preparation.limits.memory = megabytes << 20 }
    return preparation
  }

  /// A command by its name: its words alone, or with what else is to be said.
  private func command(_ key: Node, _ value: Node) throws(CommandLineError) -> ConfiguredCommand {
    let line = key.mark?.line ?? 1
    guard let name = key.scalar?.string, Self.isCommandName(name) else {
      throw fault(line, "a command's name must be at most 40 lower-case letters, digits, - and _, a letter first")
    }
    let owner = "the command \(name)"
    if value.sequence != nil {
      let words = try ConfigurationFields.words(value, "run", of: owner, in: self)
      return ConfiguredCommand(name: name, words: try checked(words, of: owner, at: value))
    }
    let fields = try ConfigurationFields(value, of: owner, known: Self.shared + ["arguments"], in: self)
    var command = ConfiguredCommand(
      name: name, words: try run(fields, of: owner, at: value), takesArguments: try fields.flag("arguments") ?? false,
      readable: try fields.folders("read"), variables: try variables(fields))
    if let seconds = try fields.number("timeout_seconds", in: 1...86_400) { command.deadline = .seconds(seconds) }
    if let megabytes = try memory(fields) { command.limits.memory = megabytes << 20 }
    return command
  }

  func run(
    _ fields: ConfigurationFields, of owner: String, at node: Node
  ) throws(CommandLineError) -> [String] {
    guard let words = try fields.words("run") else {
      throw fault(node.mark?.line ?? 1, "\(owner) needs run: the program and its arguments")
    }
    return try checked(words, of: owner, at: node)
  }

  /// A program must be named so that neither the project's folder nor a shell has a say in what it is.
  func checked(_ words: [String], of owner: String, at node: Node) throws(CommandLineError) -> [String] {
    let line = node.mark?.line ?? 1
    guard let program = words.first, !program.isEmpty else { throw fault(line, "run of \(owner) is empty") }
    guard !program.contains("/") || program.hasPrefix("/") || program.hasPrefix("~/") else {
      throw fault(
        line, "the program of \(owner) must be a plain name or an absolute path, not \(quoted(program))")
    }
    guard !program.contains(" ") || program.hasPrefix("/") else {
      throw fault(line, "run of \(owner) is a list of words, not a line for a shell: [swift, build]")
    }
    return words
  }

  func memory(_ fields: ConfigurationFields) throws(CommandLineError) -> Int? {
    try fields.number("memory_mb", in: 16...1_048_576)
  }

  func variables(_ fields: ConfigurationFields) throws(CommandLineError) -> [String] {
    let variables = try fields.words("environment") ?? []
    for variable in variables {
      let name = String(variable.prefix { $0 != "=" })
      if let fault = CommandVariables.fault(in: name) {
        throw fields.fault("environment", "names \(quoted(name)), which \(fault)")
      }
    }
    return variables
  }

  static func isCommandName(_ name: String) -> Bool {
    guard let first = name.first, ("a"..."z").contains(first), name.count <= 40 else { return false }
    return name.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" || $0 == "_" }
  }
}
