internal import JSON
internal import SourceCode
internal import SourceText

/// `ast-grep scan`, with the user's rules, or the project's as the base has them.
struct ASTGrep: LinterAdapter {
  let configurationNames: Set<String> = ["sgconfig.yml", "sgconfig.yaml"]

  let configuresByAnyName = true

  /// Rules have names of their own and lie where the project's configuration says, so that every YAML file may be one.
  func isConfiguration(_ path: RelativePath) -> Bool { ["yml", "yaml"].contains(path.fileExtension) }

  /// A YAML file of the change could be a rule.
  func takes(_ path: RelativePath, firstLine: String) -> Bool {
    !isConfiguration(path) && (Language(path: path) != nil || Self.extensions.contains(path.fileExtension))
  }

  /// Of languages that it reads besides those that the rules of this program tell from their comments.
  private static let extensions: Set<String> = ["css", "hs", "html", "htm", "json", "lua", "nix", "sol", "tf", "hcl"]

  func obstacle(to call: LinterCall) -> String? {
    if call.rules != nil || call.configuration.contains(where: { configurationNames.contains($0.string) }) {
      return nil
    }
    return "it needs rules: an sgconfig.yml at the base commit, or `rules` in the configuration"
  }

  /// A folder of rules is named by a configuration.
  func generatedFile(for call: LinterCall) -> (name: String, text: String)? {
    guard let rules = call.rules, call.isRulesFolder else { return nil }
    return (Self.generatedName, "ruleDirs: [\(JSONValue.quoted(rules))]\n")
  }

  private static let generatedName = ".fulcrum-sgconfig.yml"

  func arguments(for call: LinterCall) -> [String] {
    var base = ["scan", "--json=stream"]
    if let rules = call.rules {
      // Of files the name decides: a project's configuration names folders of rules, any other file is one rule.
      let isProject = configurationNames.contains(rules.split(separator: "/").last.map(String.init) ?? "")
      base +=
        call.isRulesFolder ? ["--config", Self.generatedName] : isProject ? ["--config", rules] : ["--rule", rules]
    }
    return base + ["--"] + call.files
  }

  func results(in output: LinterOutput) throws(LinterFault) -> [ImportedResult] {
    // 1 says that a rule of severity `error` has found something; a failure writes nothing to read.
    guard output.exitCode == 0 || output.exitCode == 1 && !output.standardOutput.isEmpty else {
      throw LinterFault(output)
    }
    var results: [ImportedResult] = []
    for line in output.standardOutput.split(separator: UInt8(ascii: "\n")) {
      let match = try LinterJSON.value(Array(line))
      guard let rule = match["ruleId"]?.string, let path = match["file"]?.string,
        let first = match["range"]?["start"]?["line"]?.integer, let last = match["range"]?["end"]?["line"]?.integer
      else { throw LinterFault("wrote a match without `ruleId`, `file` or `range`") }
      let message = match["message"]?.string ?? ""
      results.append(
        ImportedResult(
          rule: "ast-grep/\(rule)", message: message.isEmpty ? rule : message, details: match["note"]?.string ?? "",
          // It counts lines from 0.
          path: path, lines: LineRange(first + 1, last + 1), severity: Self.severity(match["severity"]?.string)))
    }
    return results
  }

  private static func severity(_ name: String?) -> Severity {
    switch name {
    case "error": .high
    case "info": .low
    case "hint": .note
    default: .medium
    }
  }
}
