import AgentKernel
import CommandLineSupport
import JSON
import Reporting
import Review
import SourceText

extension ReviewSession {
  /// Hands the report over: as an event where the standard output is an event stream, or as it is.
  ///
  /// - Returns: why it could not be written; nil when it was.
  func tell(_ report: ReviewReport, _ text: String, to stream: StandardStream) -> CommandLineError? {
    let isStreamed = EventStream.ofProcess.isOpen && stream == .output && output.output == nil
    let failure = isStreamed ? nil : write(text, to: stream)
    var members: [String: JSONValue] = [
      "format": .string(output.format.rawValue), "file": JSONValue(output.output), "complete": .bool(report.isComplete),
      "findings": JSONValue(report.findings.count),
    ]
    if isStreamed {
      switch output.format {
      case .text, .json: members["report"] = JSONReporter().value(of: report)
      default: members["text"] = .string(text)
      }
    }
    EventStream.ofProcess.send("report", members)
    return failure
  }
}

extension EventStream {
  /// Writes how a review goes on; what its agents do comes from their recordings.
  func send(_ news: ReviewProgress) {
    guard isOpen else { return }
    switch news {
    case .comparing(let title): send("progress", ["activity": "comparing", "subject": .string(title)])
    case .checking(let files): send("progress", ["activity": "checking", "files": JSONValue(files)])
    case .linting(let names):
      send("progress", ["activity": "linting", "linters": .array(names.map(JSONValue.string))])
    case .verified(let count, let all):
      send("progress", ["activity": "verifying", "done": JSONValue(count), "all": JSONValue(all)])
    case .found(let findings): send("findings", ["findings": .array(findings.map(Self.value))])
    case .spent(let spending):
      send(
        "spent",
        [
          "requests": JSONValue(spending.requests), "usage": spending.usage.value, "cost": spending.cost.value,
        ])
    case .reviewer, .verifier: break
    }
  }

  private static func value(of finding: Finding) -> JSONValue {
    [
      "rule": .string(finding.rule), "severity": .string(finding.severity.rawValue),
      "path": .string(finding.location.path.string),
      "line": finding.location.lines.map { JSONValue($0.first) } ?? .null, "title": .string(finding.title),
      "blocking": .bool(finding.isBlocking),
    ]
  }
}
