import Foundation
import Processes
import Redaction

/// What became of one escape at one level.
struct EscapeRecord: Sendable {
  let escape: Escape
  let level: SandboxLevel
  let violations: [Violation]

  /// The lines that show what stopped it.
  let proof: String

  let time: Duration

  /// The escape's row in `docs/Escapes.md`.
  static func row(of escape: Escape) -> String {
    "| \(escape.kind) | \(escape.attempt) | \(escape.barrier.rawValue) | \(escape.reference) |"
  }

  /// The record of this trial.
  var row: String {
    let words = TerminalText.singleLine(proof, limit: 400).replacing("|", with: "\\|")
    let hasGap = level == .landlock && !escape.surroundings.gaps.isEmpty
    let result = !violations.isEmpty ? "**NOT STOPPED**" : hasGap ? "known gap" : "stopped"
    let seconds = String(format: "%.2f", time / .seconds(1))
    return
      "| \(escape.kind) | \(level.rawValue) | \(escape.attempt) | \(result): \(escape.barrier.rawValue) | \(words) | \(seconds) |"
  }
}

/// Gathers the records of all trials of a test run in one file beside the built programs, `escapes.md`.
actor EscapeLedger {
  static let shared = EscapeLedger()

  private var rows: [String: String] = [:]

  /// The file that the records are written to.
  static var path: String {
    get throws { URL(filePath: try Sandboxes.program).deletingLastPathComponent().path + "/escapes.md" }
  }

  func add(_ record: EscapeRecord) throws {
    rows["\(record.escape.kind) \(record.level.rawValue)"] = record.row
    let head = "| kind | level | attempt | what stopped it | evidence | seconds |\n|---|---|---|---|---|---|\n"
    let text = head + rows.sorted { $0.key < $1.key }.map { $0.value + "\n" }.joined()
    try Data(text.utf8).write(to: URL(filePath: try Self.path), options: .atomic)
  }
}
