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

/// What running a test has shown.
enum TestCodeVerdict: Sendable {
  /// It passes whenever it is run, and earns something; what, in words.
  case accepted(String)

  /// An expectation does not hold.
  ///
  /// - happened: in words for the model.
  /// - mended: the same test with what happened in the place of what was expected; nil where no rule can write it.
  case differing(happened: String, mended: ProposedTestCode?)

  /// It is no test, or does not do as tests should; the reason.
  case failed(String)
}

/// Runs tests that a model has written, keeps those that stay, and knows what is not tested yet.
protocol TestCodeBench: Sendable {
  /// Runs tests, each besides those that were accepted before it.
  ///
  /// - Returns: a verdict for each, in their order.
  /// - Throws: what no test is to blame for.
  func run(_ tests: [ProposedTestCode]) async throws -> [TestCodeVerdict]

  /// The functions of which something is not tested, the most promising first.
  func targets() async throws -> [TestCodeTarget]
}
