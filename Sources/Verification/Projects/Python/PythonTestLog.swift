internal import JSON

/// What the scripts beside a run of Python's tests have told.
struct PythonTestLog {
  /// The tests that were to run, in their order.
  private(set) var planned: [String] = []
  private(set) var results: [TestResult] = []

  /// The test that had begun and not ended.
  private(set) var inFlight: String?

  /// What could not be collected: a file of tests that does not load.
  private(set) var errors: [String] = []

  /// Whether the run came to its end.
  private(set) var isComplete = false

  /// Bytes of what was told that are read.
  static let sizeLimit = 64 << 20

  private var status: TestResult.Status?
  private var message = ""
  private var seconds = 0.0

  init(_ bytes: [UInt8]) {
    for line in bytes.split(separator: 0x0A) {
      guard let event = try? JSONValue.parse(Array(line)) else { continue }
      read(event)
    }
  }

  private mutating func read(_ event: JSONValue) {
    let name = event["name"]?.string ?? ""
    switch event["event"]?.string {
    case "plan": planned = (event["names"]?.array ?? []).compactMap(\.string)
    case "error": errors.append(event["message"]?.string ?? "")
    case "start":
      inFlight = name
      (status, message, seconds) = (nil, "", 0)
    case "report": add(event)
    case "end":
      results.append(TestResult(name: name, status: status ?? .passed, message: message, duration: .seconds(seconds)))
      inFlight = nil
    case "done": isComplete = true
    default: break
    }
  }

  /// Takes one of the three reports that pytest makes of a test: of what comes before it, of itself, of what comes after.
  ///
  /// A failure in any of them counts.
  private mutating func add(_ event: JSONValue) {
    seconds += max(0, event["seconds"]?.number ?? 0)
    switch event["outcome"]?.string {
    case "failed": status = .failed
    case "skipped" where status != .failed: status = .skipped
    case "passed" where status == nil: status = .passed
    default: return
    }
    if let text = event["message"]?.string, !text.isEmpty { message = message.isEmpty ? text : message + "\n" + text }
  }
}
