internal import JSON
internal import SourceText

/// `shellcheck`, for shell scripts, also those that only their first line shows to be one.
struct ShellCheck: LinterAdapter {
  let configurationNames: Set<String> = [".shellcheckrc", "shellcheckrc"]

  /// The shells whose scripts it reads.
  private static let shells: Set<Substring> = ["sh", "bash", "dash", "ksh", "ash"]

  func takes(_ path: RelativePath, firstLine: String) -> Bool {
    if Self.shells.contains(path.fileExtension[...]) { return true }
    guard path.fileExtension.isEmpty, firstLine.hasPrefix("#!") else { return false }
    let words = firstLine.dropFirst(2).split { $0 == " " || $0 == "\t" }.map { $0.split(separator: "/").last ?? "" }
    return words.prefix(2).contains { Self.shells.contains($0) }
  }

  func arguments(for call: LinterCall) -> [String] {
    ["--format", "json1"] + (call.configuration.isEmpty ? ["--norc"] : []) + ["--"] + call.files
  }

  func results(in output: LinterOutput) throws(LinterFault) -> [ImportedResult] {
    guard output.exitCode == 0 || output.exitCode == 1 else { throw LinterFault(output) }
    guard let comments = try LinterJSON.value(output.standardOutput)["comments"]?.array else {
      throw LinterFault("wrote JSON without `comments`")
    }
    return comments.compactMap { comment in
      guard let path = comment["file"]?.string, let line = comment["line"]?.integer, let code = comment["code"]?.integer
      else { return nil }
      return ImportedResult(
        rule: "shellcheck/SC\(code)", message: comment["message"]?.string ?? "", path: path,
        lines: LineRange(line, comment["endLine"]?.integer ?? line), severity: Self.severity(comment["level"]?.string))
    }
  }

  private static func severity(_ level: String?) -> Severity {
    switch level {
    case "error": .high
    case "info": .low
    case "style": .note
    default: .medium
    }
  }
}
