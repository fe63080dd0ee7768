internal import JSON
internal import Redaction
internal import SourceText

/// Reads SARIF 2.1.0.
///
/// Source: the OASIS standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; the steps of
/// `security-severity` are those of GitHub's code scanning.
enum SARIFImporter {
  /// Characters of a message's template and of each of its arguments that are read.
  private static let messageLimit = 4096

  static func results(in log: JSONValue, file: String) throws(ImportError) -> [ImportedResult] {
    guard let runs = log["runs"]?.array else {
      throw ImportError(file, "no SARIF: the member `runs` is missing or no list")
    }
    let version = TerminalText.singleLine(log["version"]?.string ?? "(none)", limit: 20)
    guard version.hasPrefix("2.1") else {
      throw ImportError(
        file, "SARIF of version \(version), where 2.1.0 is read",
        remedy: "have the linter write SARIF 2.1.0")
    }
    return runs.flatMap(results(of:))
  }

  private static func results(of run: JSONValue) -> [ImportedResult] {
    let driver = run["tool"]?["driver"]
    let rules = driver?["rules"]?.array ?? []
    let extensions = run["tool"]?["extensions"]?.array ?? []
    var rulesByID: [String: JSONValue] = [:]
    for rule in rules + extensions.flatMap({ $0["rules"]?.array ?? [] }) {
      if let id = rule["id"]?.string, rulesByID[id] == nil { rulesByID[id] = rule }
    }
    let tool = driver?["name"]?.string ?? "sarif"
    return (run["results"]?.array ?? []).compactMap { result in
      // What passed, or does not apply, is no finding.
      if let kind = result["kind"]?.string, !["fail", "open", "review"].contains(kind) { return nil }
      let id = result["ruleId"]?.string ?? result["rule"]?["id"]?.string
      let index = (result["ruleIndex"] ?? result["rule"]?["index"])?.integer
      let rule = id.flatMap { rulesByID[$0] } ?? index.flatMap { rules.indices.contains($0) ? rules[$0] : nil }
      let name = id ?? rule?["id"]?.string ?? "unnamed"
      let place = result["locations"]?[0]?["physicalLocation"]
      let first = place?["region"]?["startLine"]?.integer
      let isSecurity = Self.isSecurity(result) || rule.map(Self.isSecurity) ?? false
      return ImportedResult(
        rule: "\(tool)/\(name)", message: message(of: result, rule: rule),
        details: rule?["shortDescription"]?["text"]?.string ?? "",
        path: path(place?["artifactLocation"], in: run),
        lines: first.map { LineRange($0, place?["region"]?["endLine"]?.integer ?? $0) },
        severity: severity(of: result, rule: rule), category: isSecurity ? .security : .maintainability,
        fix: result["fixes"]?[0]?["description"]?["text"]?.string, state: state(of: result))
    }
  }

  private static func message(of result: JSONValue, rule: JSONValue?) -> String {
    let message = result["message"]
    let id = message?["id"]?.string
    let template = message?["text"]?.string ?? id.flatMap { rule?["messageStrings"]?[$0]?["text"]?.string }
    let text = template ?? rule?["shortDescription"]?["text"]?.string ?? "A finding without a message"
    return filled(text, with: message?["arguments"]?.array ?? [])
  }

  /// A message with its arguments in the places of `{0}`, `{1}` and so on.
  ///
  /// In one pass, and never longer than a message may be: arguments that hold placeholders must not grow without bound.
  private static func filled(_ template: String, with arguments: [JSONValue]) -> String {
    guard !arguments.isEmpty else { return template }
    var text = ""
    var rest = template.prefix(messageLimit)
    while let open = rest.firstIndex(of: "{"), text.utf8.count < messageLimit {
      text += rest[..<open]
      rest = rest[open...]
      let digits = rest.dropFirst().prefix { ("0"..."9").contains($0) }
      if let index = Int(digits), arguments.indices.contains(index), rest[digits.endIndex...].first == "}" {
        text += arguments[index].string?.prefix(messageLimit) ?? ""
        rest = rest[digits.endIndex...].dropFirst()
      } else {
        text += "{"
        rest = rest.dropFirst()
      }
    }
    return text + rest
  }

  private static func state(of result: JSONValue) -> ImportedResult.State {
    let suppressions = result["suppressions"]?.array ?? []
    let isRefused = suppressions.contains { ["rejected", "underReview"].contains($0["status"]?.string) }
    if !suppressions.isEmpty, !isRefused { return .suppressed }
    return ["unchanged", "absent"].contains(result["baselineState"]?.string) ? .old : .current
  }

  private static func severity(of result: JSONValue, rule: JSONValue?) -> Severity {
    let score = result["properties"]?["security-severity"] ?? rule?["properties"]?["security-severity"]
    if let number = score?.number ?? score?.string.flatMap(Double.init), number > 0 {
      return number >= 9 ? .critical : number >= 7 ? .high : number >= 4 ? .medium : .low
    }
    switch result["level"]?.string ?? rule?["defaultConfiguration"]?["level"]?.string {
    case "error": return .high
    case "note": return .low
    case "none": return .note
    default: return .medium
    }
  }

  private static func isSecurity(_ bag: JSONValue) -> Bool {
    bag["properties"]?["security-severity"] != nil
      || bag["properties"]?["tags"]?.array?.contains("security") == true
  }

  /// An artifact's path: its own, or behind the base that it names.
  ///
  /// The base `%SRCROOT%` is by convention the top of the repository, wherever that lay on the linter's machine.
  private static func path(_ location: JSONValue?, in run: JSONValue) -> String {
    var location = location
    if location?["uri"] == nil, let index = location?["index"]?.integer {
      location = run["artifacts"]?[index]?["location"]
    }
    let path = ImportedPath.decoded(location?["uri"]?.string ?? "")
    var prefix = ""
    var base = location?["uriBaseId"]?.string
    // Bases may stand on one another; a circle of them ends here.
    for _ in 0..<8 {
      guard let name = base, name != "%SRCROOT%", name != "SRCROOT" else { break }
      let definition = run["originalUriBaseIds"]?[name]
      prefix = ImportedPath.decoded(definition?["uri"]?.string ?? "") + prefix
      base = definition?["uriBaseId"]?.string
    }
    return path.hasPrefix("/") ? path : prefix + path
  }
}
