package import SourceText

/// Which tests to run, and how.
package struct TestRequest: Hashable, Sendable {
  /// Names of tests as `TestResult.name` has them, or of what they stand in, such as a suite; all tests when empty.
  package var names: [String]

  /// Names of tests that are left out, or of what they stand in.
  package var excluded: [String]

  package var measuresCoverage: Bool

  /// Whether tests run in another order than usual, where that can be done.
  package var isShuffled: Bool

  /// Whether the project is known to be built as it is; otherwise it is built first.
  package var isBuilt: Bool

  /// What the tests get in their environment besides: `NAME=value`, such as `TZ=Asia/Kathmandu`.
  package var variables: [String]

  /// The folder below the work area in which the tests run; nil for the project's own.
  ///
  /// It is heeded for Swift packages on Linux.
  package var folder: RelativePath?

  /// After that long the tests are ended.
  package var deadline: Duration

  package init(
    names: [String] = [], excluded: [String] = [], measuresCoverage: Bool = false, isShuffled: Bool = false,
    isBuilt: Bool = false, variables: [String] = [], deadline: Duration = .seconds(600)
  ) {
    self.names = names
    self.excluded = excluded
    self.measuresCoverage = measuresCoverage
    self.isShuffled = isShuffled
    self.isBuilt = isBuilt
    self.variables = variables
    self.deadline = deadline
  }
}

/// How one test ended.
package struct TestResult: Hashable, Sendable {
  package enum Status: String, Hashable, Sendable {
    case passed
    case failed
    case skipped

    /// It had begun, and the process died or was ended before it was over.
    case crashed
    case timedOut = "timed-out"
  }

  /// As the framework names it in a filter: `ModuleTests.Suite/test()`, `tests/test_a.py::test_b`.
  package let name: String

  package let status: Status

  /// What failed, for people; empty for a test that passed.
  package let message: String

  package let duration: Duration

  package init(name: String, status: Status, message: String = "", duration: Duration = .zero) {
    self.name = name
    self.status = status
    self.message = message
    self.duration = duration
  }
}

/// How a run of tests ended.
package struct TestRun: Sendable {
  /// Sorted by name.
  package let results: [TestResult]

  /// Nil when it was not asked for or could not be had; `notes` say why.
  package let coverage: CoverageReport?

  /// Why the run is not whole: it did not build, hung, or died; nil when every test came to its end.
  package let fault: String?

  /// What else is worth telling, a line each.
  package let notes: [String]

  /// The end of what it wrote, for people.
  package let tail: String

  package let duration: Duration

  package init(
    results: [TestResult], coverage: CoverageReport?, fault: String?, notes: [String] = [], tail: String,
    duration: Duration
  ) {
    self.results = results
    self.coverage = coverage
    self.fault = fault
    self.notes = notes
    self.tail = tail
    self.duration = duration
  }

  /// Whether at least one test ran, all of them to their end, and none failed.
  package var isGreen: Bool {
    fault == nil && results.contains { $0.status == .passed }
      && results.allSatisfy { $0.status == .passed || $0.status == .skipped }
  }
}
