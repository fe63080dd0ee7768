internal import Tools

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
