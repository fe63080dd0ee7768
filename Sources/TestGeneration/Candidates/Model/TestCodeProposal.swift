internal import Tools

/// A test that a model wrote whole, and what became of it.
struct TestCodeProposal: Sendable {
  /// What the model calls it by: `t3`.
  let name: String

  let test: ProposedTestCode

  /// The function that it is about.
  let target: TestCodeTarget

  var state: State

  /// How often the model was asked about it.
  var questions = 0

  /// How often a model is asked about one test at most, once for each expectation that does not hold.
  static let questionLimit = 3

  enum State: Sendable {
    /// Why nothing came of it.
    case failed(String)

    /// It stays; what it reaches and notices, in words.
    case accepted(String)

    /// It ended otherwise than the model expected, and the model was asked; `mended` states what happened.
    case differing(happened: String, mended: ProposedTestCode?)

    /// The model says that the code is right, and the test states what happened.
    case conceded

    /// The model says that the code is wrong.
    case disputed(happened: String, because: String)
  }

  /// Whether the model has still to say what it thinks of it.
  var isOpen: Bool { if case .differing = state { true } else { false } }
}
