internal import AgentKernel
internal import Processes
internal import Redaction
internal import Verification

/// What a model reads of a command that has ended.
struct CommandReport {
  /// Bytes of both streams together; the beginning and the end of each are kept.
  private static let outputLimit = 24 << 10

  /// How many changed files are named.
  private static let changeLimit = 20

  let summary: String
  let output: CapturedOutput
  let error: CapturedOutput

  /// The paths that are not as they were before.
  let changed: [String]

  init(_ result: CommandResult, changed: [String]) {
    summary = result.summary
    output = result.standardOutput
    error = result.standardError
    self.changed = changed
  }

  init(_ result: ProcessResult, changed: [String]) {
    summary = "\(result.termination)"
    output = result.standardOutput
    error = result.standardError
    self.changed = changed
  }

  /// What the model reads, and all of it where that is more.
  var toolOutput: ToolOutput {
    let isWhole = output.totalCount <= Self.outputLimit / 2 && error.totalCount <= Self.outputLimit / 2
    return ToolOutput(text(limit: Self.outputLimit), whole: isWhole ? nil : text(limit: .max))
  }

  private func text(limit: Int) -> String {
    var parts = ["the command \(summary)\n"]
    if !changed.isEmpty {
      let names = changed.prefix(Self.changeLimit).map { TerminalText.singleLine($0) }.joined(separator: ", ")
      let more = changed.count > Self.changeLimit ? " and \(changed.count - Self.changeLimit) more" : ""
      parts.append(
        "it changed files, which are not taken for your work; read them before you edit them: \(names)\(more)\n")
    }
    if output.totalCount > 0 { parts.append("standard output:\n\(Self.shown(output, limit: limit))\n") }
    if error.totalCount > 0 { parts.append("standard error:\n\(Self.shown(error, limit: limit))\n") }
    return parts.joined()
  }

  /// What foreign programs write may drive terminals and hide text; here each such character is to be seen.
  private static func shown(_ output: CapturedOutput, limit: Int) -> String {
    var kept = CapturedOutput(limit: limit / 2)
    kept.append(Array(TerminalText.escaped(output.text).utf8))
    return kept.text
  }
}
