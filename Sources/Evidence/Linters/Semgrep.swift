internal import SourceText

/// `semgrep scan`, with rules that the user names: it would fetch others from the network.
struct Semgrep: LinterAdapter {
  let configurationNames: Set<String> = []

  func takes(_ path: RelativePath, firstLine: String) -> Bool { !path.name.hasPrefix(".semgrep") }

  func obstacle(to call: LinterCall) -> String? {
    call.rules == nil ? "it needs rules: name a file or a folder of them as `rules` in the configuration" : nil
  }

  func arguments(for call: LinterCall) -> [String] {
    [
      "scan", "--config", call.rules ?? "", "--sarif", "--metrics", "off", "--disable-version-check", "--no-git-ignore",
      "--quiet", "--jobs", "1", "--",
    ] + call.files
  }

  var variables: [String: String] { ["SEMGREP_SEND_METRICS": "off", "SEMGREP_ENABLE_VERSION_CHECK": "0"] }

  func results(in output: LinterOutput) throws(LinterFault) -> [ImportedResult] {
    guard output.exitCode == 0 else { throw LinterFault(output) }
    return try LinterJSON.sarif(output, tool: "semgrep").map { result in
      var result = result
      result.rule = "semgrep/" + Self.name(result.rule.dropFirst("semgrep/".count), of: output.rules)
      // In place of a description it says the name once more.
      if result.details.hasPrefix("Semgrep Finding: ") { result.details = "" }
      return result
    }
  }

  /// A rule's name without the place of its file, which semgrep puts before it with dots for slashes.
  private static func name(_ id: Substring, of rules: String?) -> String {
    guard let rules else { return String(id) }
    let parts = rules.split(separator: "/")
    // The rules are a folder, or a file in one.
    for folder in [parts, Array(parts.dropLast())] {
      let prefix = folder.joined(separator: ".") + "."
      if id.hasPrefix(prefix) { return String(id.dropFirst(prefix.count)) }
    }
    return String(id)
  }
}
