internal import JSON
internal import SourceText

/// Reads reviewdog's diagnostic format.
///
/// Source: `proto/rdf/reviewdog.proto` of reviewdog.
enum ReviewdogImporter {
  static func results(in report: JSONValue, file: String) throws(ImportError) -> [ImportedResult] {
    guard let diagnostics = report["diagnostics"]?.array else {
      throw ImportError(file, "no rdjson: the member `diagnostics` is missing or no list")
    }
    let source = report["source"]?["name"]?.string
    var results: [ImportedResult] = []
    for (index, diagnostic) in diagnostics.enumerated() {
      guard let message = diagnostic["message"]?.string, let path = diagnostic["location"]?["path"]?.string else {
        throw ImportError(file, "diagnostic \(index + 1) has no `message` or no `location.path`")
      }
      let tool = diagnostic["source"]?["name"]?.string ?? source ?? "rdjson"
      let range = diagnostic["location"]?["range"]
      let first = range?["start"]?["line"]?.integer
      results.append(
        ImportedResult(
          rule: "\(tool)/\(diagnostic["code"]?["value"]?.string ?? "unnamed")", message: message,
          path: path.hasPrefix("file:") ? ImportedPath.decoded(path) : path,
          lines: first.map { LineRange($0, range?["end"]?["line"]?.integer ?? $0) },
          severity: severity((diagnostic["severity"] ?? report["severity"])?.string),
          fix: suggestion(diagnostic["suggestions"]?.array ?? [])))
    }
    return results
  }

  /// One replacement can be told; several belong together and cannot.
  private static func suggestion(_ suggestions: [JSONValue]) -> String? {
    guard suggestions.count == 1, let text = suggestions[0]["text"]?.string else { return nil }
    return text.isEmpty ? "Delete it." : "Replace it by `\(text)`."
  }

  private static func severity(_ name: String?) -> Severity {
    switch name {
    case "ERROR": .high
    case "INFO": .low
    default: .medium
    }
  }
}
