internal import Evidence
internal import Yams

/// The key `linters`.
extension ConfigurationFile {
  func linters(_ node: Node) throws(CommandLineError) -> [ConfiguredLinter] {
    guard let nodes = node.sequence else {
      throw fault(node.mark?.line ?? 1, "linters must be a list; known are \(Self.linterNames)")
    }
    var linters: [ConfiguredLinter] = []
    for node in nodes {
      let linter = try linter(node)
      guard !linters.contains(where: { $0.kind == linter.kind }) else {
        throw fault(node.mark?.line ?? 1, "\(linter.kind.rawValue) is there twice")
      }
      linters.append(linter)
    }
    return linters
  }

  /// The names of all linters, for messages.
  static var linterNames: String { LinterKind.allCases.map(\.rawValue).joined(separator: ", ") }

  /// A name alone, or a name with its program's path, or with fields.
  private func linter(_ node: Node) throws(CommandLineError) -> ConfiguredLinter {
    let line = node.mark?.line ?? 1
    if let name = node.scalar?.string { return ConfiguredLinter(try kind(name, line)) }
    guard let mapping = node.mapping, mapping.count == 1, let (key, value) = mapping.first else {
      throw fault(line, "a linter is a name, or a name with its program: {ruff: /usr/bin/ruff}")
    }
    let kind = try kind(key.scalar?.string ?? "", line)
    if let program = value.scalar?.string {
      return ConfiguredLinter(kind, program: try absolute(program, of: kind, at: value))
    }
    let fields = try ConfigurationFields(
      value, of: kind.rawValue, known: kind.takesRules ? ["program", "rules"] : ["program"], in: self)
    return ConfiguredLinter(
      kind,
      program: try fields.text("program").map { program throws(CommandLineError) in
        try absolute(program, of: kind, at: value)
      },
      rules: try fields.text("rules").map { rules throws(CommandLineError) in
        try absolute(rules, of: kind, at: value)
      })
  }

  private func kind(_ name: String, _ line: Int) throws(CommandLineError) -> LinterKind {
    if let kind = LinterKind(rawValue: name) { return kind }
    throw fault(line, "there is no linter \(quoted(name)) to run; known are \(Self.linterNames)")
  }

  private func absolute(_ path: String, of kind: LinterKind, at node: Node) throws(CommandLineError) -> String {
    guard path.hasPrefix("/") || path.hasPrefix("~/") else {
      throw fault(
        node.mark?.line ?? 1,
        "the paths of \(kind.rawValue) must be absolute or begin with ~/, not \(quoted(path))")
    }
    return path
  }
}
