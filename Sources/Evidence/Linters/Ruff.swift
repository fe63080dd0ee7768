internal import SourceText

/// `ruff check`, for Python; its SARIF names files by absolute URIs.
struct Ruff: LinterAdapter {
  let configurationNames: Set<String> = ["ruff.toml", ".ruff.toml", "pyproject.toml"]

  func takes(_ path: RelativePath, firstLine: String) -> Bool { ["py", "pyi"].contains(path.fileExtension) }

  func arguments(for call: LinterCall) -> [String] {
    let base = ["check", "--output-format", "sarif", "--no-cache", "--no-fix", "--exit-zero", "--quiet"]
    // Without a configuration of the base none must be found above the folder either.
    return base + (call.configuration.isEmpty ? ["--isolated"] : []) + ["--"] + call.files
  }

  func results(in output: LinterOutput) throws(LinterFault) -> [ImportedResult] {
    guard output.exitCode == 0 else { throw LinterFault(output) }
    return try LinterJSON.sarif(output, tool: "ruff").map { result in
      var result = result
      // It calls everything an error; only what keeps Python from reading the file is one.
      if !result.rule.hasSuffix("/invalid-syntax") { result.severity = min(result.severity, .medium) }
      return result
    }
  }
}
