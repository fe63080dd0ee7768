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
    return try LinterJSON.sarif(output, tool: "semgrep")
  }
}
