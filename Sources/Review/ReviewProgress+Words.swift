internal import AgentKernel
internal import Models

extension ReviewProgress {
  /// What a person reads of it.
  package enum Words: Hashable, Sendable {
    /// What goes on now, until the next word.
    case passing(String)

    /// What should stay readable, such as a failed request.
    case lasting(String)
  }

  package var words: Words {
    switch self {
    case .comparing(let title): .passing("comparing \(title)")
    case .checking(let files): .passing("checking \(files) files")
    case .reviewer(let notice): Self.words(notice, "reviewing")
    case .verifier(let notice): Self.words(notice, "verifying")
    case .verified(let count, let all): .passing("verified \(count) of \(all) findings")
    }
  }

  private static func words(_ notice: RunNotice, _ activity: String) -> Words {
    switch notice {
    case .requesting(let turn): .passing("\(activity): waiting for the model, turn \(turn)")
    case .responded(_, _, let calls): .passing("\(activity): \(calls.map(\.name).joined(separator: ", "))")
    case .requestFailed(let error, _, let wait?): .lasting("trying again in \(tenths(wait)) s: \(error)")
    case .requestFailed(let error, _, nil): .lasting("\(error)")
    case .repairing(let reason): .passing("\(activity): the answer is sent back: \(reason)")
    }
  }

  private static func tenths(_ duration: Duration) -> String {
    let tenths = Int((duration / .milliseconds(100)).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
