internal import JSON
internal import SourceText

/// Reads SARIF 2.1.0.
///
/// Source: the OASIS standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; the steps of
/// `security-severity` are those of GitHub's code scanning.
enum SARIFImporter {
  static func results(in log: JSONValue, file: String) throws(ImportError) -> [ImportedResult] {
    guard let runs = log["runs"]?.array else {
      throw ImportError(file, "no SARIF: the member `runs` is missing or no list")
    }
    guard log["version"]?.string?.hasPrefix("2.1") == true else {
      throw ImportError(file, "SARIF of version \(log["version"]?.string ?? "(none)"), where 2.1.0 is read")
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
    var text = template ?? rule?["shortDescription"]?["text"]?.string ?? "A finding without a message"
    for (index, argument) in (message?["arguments"]?.array ?? []).enumerated() {
      text = text.replacing("{\(index)}", with: argument.string ?? "")
    }
    return text
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
