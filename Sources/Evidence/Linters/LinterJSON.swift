internal import JSON

/// Reads what linters write as JSON.
enum LinterJSON {
  static func value(_ bytes: [UInt8]) throws(LinterFault) -> JSONValue {
    do {
      return try JSONValue.parse(bytes, limits: JSONValue.Limits(size: ImportedReport.jsonSizeLimit))
    } catch {
      throw LinterFault("wrote what is no JSON: \(error)")
    }
  }

  /// The results of a SARIF log, under the name that the linter is configured by.
  static func sarif(_ output: LinterOutput, tool: String) throws(LinterFault) -> [ImportedResult] {
    let log = try value(output.standardOutput)
    do {
      return try SARIFImporter.results(in: log, file: tool).map { result in
        var result = result
        let rule = result.rule.split(separator: "/", maxSplits: 1).last ?? "unnamed"
        result.rule = "\(tool)/\(rule)"
        return result
      }
    } catch {
      throw LinterFault("wrote what is no SARIF: \(error)")
    }
  }
}
