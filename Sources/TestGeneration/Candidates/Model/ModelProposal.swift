internal import Characterization
internal import Tools

/// A proposed test and what became of it.
struct ModelProposal: Sendable {
  /// What the model calls it by: `t3`.
  let name: String
  let test: ProposedTest
  let target: ModelTarget
  var state: State

  /// The mutants that it notices.
  var killed: Set<Int> = []

  enum State: Sendable {
    /// It is to be run.
    case waiting(ProposedCall)

    /// Why nothing came of it, and the line that the compiler means.
    case failed(String, line: String?)

    /// It ended as the model expected.
    case met(ProposalBench.Recorded)

    /// It ended otherwise, and the model was asked.
    case differing(ProposalBench.Recorded, happened: String)

    /// It ended otherwise, and the model says that the code is right.
    case conceded(ProposalBench.Recorded)

    /// It ended otherwise, and the model says that the code is wrong.
    case disputed(ProposalBench.Recorded, happened: String, because: String)
  }

  /// Whether the model has still to say what it thinks of it.
  var isOpen: Bool { if case .differing = state { true } else { false } }

  /// What a test may be made of; nil while the model has not agreed with what happened.
  var recording: Recording? {
    switch state {
    case .met(let recorded), .conceded(let recorded): recorded.recording
    case .waiting, .failed, .differing, .disputed: nil
    }
  }
}

extension ModelProposal {
  /// What the model expected, in words.
  var expectation: String {
    let value = test.expected.map { " \($0)" } ?? ""
    let call: String
    switch test.outcome {
    case .value: call = test.expected ?? "a value"
    case .nothing: call = "that it returns"
    case .throws: call = "that it throws\(value)"
    case .traps: call = "that it traps"
    }
    let observed = (test.observations ?? []).compactMap { observation in
      observation.expected.map { "\(observation.expression) to be \($0) afterwards" }
    }
    return ([call] + observed).joined(separator: ", and ")
  }
}

extension ModelProposal {
  /// The call as it was proposed.
  var text: String { ((test.setup ?? []) + [test.call]).joined(separator: "; ") }

  /// What its test is named by; nil where the model had expected something else, so that its words may be wrong.
  var nameWords: [String]? {
    guard case .met = state else { return nil }
    let words = TestName.words(test.intent)
    return words.isEmpty ? nil : words
  }
}
