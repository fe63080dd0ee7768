internal import SourceText

/// `swift-format lint`, which comes with Swift's toolchain.
struct SwiftFormat: LinterAdapter {
  let configurationNames: Set<String> = [".swift-format"]

  func takes(_ path: RelativePath, firstLine: String) -> Bool { path.fileExtension == "swift" }

  func arguments(for call: LinterCall) -> [String] { ["lint", "--no-color-diagnostics", "--"] + call.files }

  func results(in output: LinterOutput) throws(LinterFault) -> [ImportedResult] {
    let lines = CompilerLine.all(in: output.standardError)
    // It ends with 1 for what it found to be an error, and for what kept it from looking.
    guard output.exitCode == 0 || output.exitCode == 1 && !lines.isEmpty else { throw LinterFault(output) }
    return lines.map { line in
      let (rule, message) = Self.parts(of: line.message)
      return ImportedResult(
        rule: "swift-format/\(rule ?? "syntax")", message: message, path: line.path, lines: LineRange(line.line),
        severity: line.severity == "error" ? .high : .low)
    }
  }

  /// The rule in brackets before the message; there is none before what the parser says.
  private static func parts(of message: String) -> (rule: String?, message: String) {
    guard message.hasPrefix("["), let end = message.firstIndex(of: "]") else { return (nil, message) }
    let rest = message[message.index(after: end)...].drop { $0 == " " }
    return (String(message[message.index(after: message.startIndex)..<end]), String(rest))
  }
}
