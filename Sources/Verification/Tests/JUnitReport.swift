internal import XML

/// Reads results in the XML of JUnit, which most test tools can write.
enum JUnitReport {
  /// Bytes of a report that are read.
  static let sizeLimit = 64 << 20

  /// Tests that are read.
  private static let countLimit = 200_000

  /// Characters of what is said of a failure.
  private static let messageLimit = 2_000

  /// Reads a report.
  ///
  /// - Parameter name: makes a test's name of its class and its own name, as the tool takes it on its command line.
  /// - Throws: `VerificationError` with code `.unreadableReport`.
  static func results(
    in bytes: [UInt8], name: (_ className: String, _ name: String, _ attributes: [String: String]) -> String
  ) throws(VerificationError) -> [TestResult] {
    var reading = Reading()
    do throws(XMLError) {
      try withoutActuallyEscaping(name) { name throws(XMLError) in
        try XMLEvents.forEach(in: bytes) { reading.add($0, name: name) }
      }
    } catch { throw VerificationError(.unreadableReport, "the report of the tests is no XML: \(error)") }
    guard let root = reading.root, root == "testsuites" || root == "testsuite" else {
      throw VerificationError(
        .unreadableReport, "the report of the tests is not in JUnit's form: its root is another element")
    }
    return reading.results
  }

  private struct Reading {
    var root: String?
    var results: [TestResult] = []
    private var test: (name: String, seconds: Double)?
    private var status = TestResult.Status.passed
    private var message = ""
    private var isInMessage = false

    mutating func add(_ event: XMLEvent, name makeName: (String, String, [String: String]) -> String) {
      switch event {
      case .start(let name, let attributes):
        root = root ?? name
        start(name, attributes, makeName)
      case .text(let text): if isInMessage, message.count < JUnitReport.messageLimit { message += text }
      case .end("testcase"):
        guard let test, results.count < JUnitReport.countLimit else { return }
        results.append(
          TestResult(
            name: test.name, status: status, message: String(message.prefix(JUnitReport.messageLimit)),
            duration: .seconds(test.seconds)))
        self.test = nil
      case .end: isInMessage = false
      }
    }

    private mutating func start(
      _ name: String, _ attributes: [String: String], _ makeName: (String, String, [String: String]) -> String
    ) {
      switch name {
      case "testcase":
        let seconds = attributes["time"].flatMap { Double($0) } ?? 0
        test = (
          makeName(attributes["classname"] ?? "", attributes["name"] ?? "", attributes),
          seconds.isFinite && seconds > 0 ? min(seconds, 1_000_000) : 0
        )
        (status, message) = (.passed, "")
      case "failure", "error":
        guard test != nil else { return }
        status = .failed
        message = (attributes["message"] ?? "") + "\n"
        isInMessage = true
      case "skipped":
        guard test != nil, status == .passed else { return }
        status = .skipped
        message = attributes["message"] ?? ""
      default: break
      }
    }
  }
}
