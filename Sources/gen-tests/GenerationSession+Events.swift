import AgentKernel
import CommandLineSupport
import JSON
import TestGeneration

extension GenerationSession {
  /// Hands the reports over: as an event where the standard output is an event stream, or as they are.
  ///
  /// - Parameter isWhole: whether no module was left out.
  func write(_ reports: [GenerationReport], isWhole: Bool) throws {
    let isStreamed = EventStream.ofProcess.isOpen && command.output == nil
    let text = command.format.text(of: reports)
    // With --patch - the patch has the standard output.
    if !isStreamed, command.patch != "-" { try OutputOptions.write(text, into: command.output, else: .output) }
    var members: [String: JSONValue] = [
      "format": .string(command.format.rawValue), "file": JSONValue(command.output),
      "complete": .bool(isWhole && !reports.contains(where: \.isCutShort)),
      "tests": JSONValue(reports.reduce(0) { $0 + $1.tests.count }),
    ]
    if isStreamed {
      switch command.format {
      case .text, .json:
        members["report"] = try JSONValue.parse(
          JSONGenerationReport.text(of: reports), limits: JSONValue.Limits(size: 256 << 20, depth: 64))
      case .junit, .html: members["text"] = .string(text)
      }
    }
    EventStream.ofProcess.send("report", members)
    guard let path = command.mutationReport else { return }
    if let text = StrykerGenerationReport.text(of: reports) {
      try OutputOptions.write(text, into: path, else: .output)
    } else {
      StandardStream.error.say("gen-tests: no mutants were made, so nothing was written to \(path)")
    }
  }
}

extension EventStream {
  /// Writes how far a run is; what its agents do comes from their recordings.
  func send(_ step: GenerationProgress) {
    guard isOpen else { return }
    var members: [String: JSONValue] = ["activity": "generating", "subject": .string(step.words)]
    if let done = step.done, let total = step.total {
      members["done"] = JSONValue(done)
      members["all"] = JSONValue(total)
    }
    send("progress", members)
  }

  /// Writes what all answers so far cost.
  func send(_ spending: Spending) {
    guard isOpen else { return }
    send(
      "spent",
      ["requests": JSONValue(spending.requests), "usage": spending.usage.value, "cost": spending.cost.value])
  }
}
