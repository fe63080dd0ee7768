import AgentKernel
import CommandLineSupport
import Review

/// What a review's progress is called.
enum ProgressWords {
  static func tell(_ progress: ReviewProgress, on line: ProgressLine) {
    switch progress {
    case .comparing(let title): line.update("comparing \(title)")
    case .checking(let files): line.update("checking \(files) files")
    case .reviewer(let notice): tell(notice, "reviewing", on: line)
    case .verifier(let notice): tell(notice, "verifying", on: line)
    case .verified(let count, let all): line.update("verified \(count) of \(all) findings")
    }
  }

  private static func tell(_ notice: RunNotice, _ activity: String, on line: ProgressLine) {
    switch notice {
    case .requesting(let turn):
      line.update("\(activity): waiting for the model, turn \(turn)")
    case .responded(_, _, let calls):
      line.update("\(activity): " + calls.map(\.name).joined(separator: ", "))
    case .requestFailed(let error, _, let wait?):
      line.print("code-review: trying again in \(tenths(wait)) s: \(error)")
    case .requestFailed(let error, _, nil):
      line.print("code-review: \(error)")
    case .repairing(let reason):
      line.update("\(activity): the answer is sent back: \(reason)")
    }
  }

  private static func tenths(_ duration: Duration) -> String {
    let tenths = Int((duration / .milliseconds(100)).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
