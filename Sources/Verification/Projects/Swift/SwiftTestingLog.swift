internal import JSON

/// What a run of Swift Testing tells in its stream of events, one JSON object a line (version 0 of its interface for tools).
///
/// The stream is written event by event, so that one of a process that died ends with what was going on.
struct SwiftTestingLog {
  /// The functions that were to run, in the order of the stream.
  private(set) var planned: [String] = []

  /// How those ended that came to an end.
  private(set) var results: [TestResult] = []

  /// The functions that had begun and not ended, in the order in which they began.
  private(set) var inFlight: [String] = []

  /// Failures that belong to no test, such as those of a detached task.
  private(set) var strayFailures: [String] = []

  /// Whether the stream came to its end.
  private(set) var isComplete = false

  /// Bytes of a stream that are read.
  static let sizeLimit = 64 << 20

  /// Bytes of what is said of a failure.
  private static let messageLimit = 2_000

  private var functions: [String: String] = [:]
  private var starts: [String: Double] = [:]
  private var messages: [String: [String]] = [:]

  /// - Parameters:
  ///   - bytes: the stream; a last line that is cut off, and lines that are no events, are passed over.
  ///   - area: the absolute path of the package, which is taken out of places.
  init(_ bytes: [UInt8], area: String) {
    for line in bytes.split(separator: 0x0A) {
      // Each run of a test with parameters tells twice; that is most of a long stream, and nothing needs it.
      if line.prefix(400).firstRange(of: Array(#""kind":"testCase"#.utf8)) != nil { continue }
      guard let event = try? JSONValue.parse(Array(line)), let payload = event["payload"] else { continue }
      switch event["kind"]?.string {
      case "test": addTest(payload)
      case "event": add(payload, area: area)
      default: break
      }
    }
    let began = starts.filter { functions[$0.key] != nil }
    inFlight = began.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.compactMap { functions[$0.key] }
  }

  private mutating func addTest(_ payload: JSONValue) {
    guard payload["kind"]?.string == "function", let id = payload["id"]?.string else { return }
    let name = Self.name(of: id)
    functions[id] = name
    planned.append(name)
  }

  private mutating func add(_ payload: JSONValue, area: String) {
    let id = payload["testID"]?.string
    switch payload["kind"]?.string {
    case "testStarted": if let id { starts[id] = Self.instant(payload) }
    case "issueRecorded":
      guard payload["issue"]?["isKnown"]?.bool != true, payload["issue"]?["severity"]?.string != "warning" else {
        return
      }
      let message = Self.message(payload, area: area)
      if let id { messages[id, default: []].append(message) } else { strayFailures.append(message) }
    case "testSkipped":
      if let id, let name = functions[id] {
        results.append(TestResult(name: name, status: .skipped, message: Self.words(payload)))
      }
    case "testEnded": if let id { end(id, payload) }
    case "runEnded": isComplete = true
    default: break
    }
  }

  private mutating func end(_ id: String, _ payload: JSONValue) {
    let said = messages.removeValue(forKey: id) ?? []
    let start = starts.removeValue(forKey: id)
    // A suite has a result only if something failed that belongs to none of its tests.
    guard functions[id] != nil || !said.isEmpty else { return }
    let isFailed = !said.isEmpty || payload["messages"]?[0]?["symbol"]?.string == "fail"
    let seconds = start.map { max(0, Self.instant(payload) - $0) } ?? 0
    results.append(
      TestResult(
        name: Self.name(of: id), status: isFailed ? .failed : .passed,
        message: String(said.joined(separator: "\n").prefix(Self.messageLimit)), duration: .seconds(seconds)))
  }

  /// The name of a test by its identifier, which ends with where the test stands: `Module.Suite/test()/File.swift:7:4`.
  static func name(of id: String) -> String {
    guard let slash = id.lastIndex(of: "/") else { return id }
    let place = id[id.index(after: slash)...].split(separator: ":")
    let isPlace = place.count == 3 && place[0].hasSuffix(".swift") && Int(place[1]) != nil && Int(place[2]) != nil
    return isPlace ? String(id[..<slash]) : id
  }

  private static func instant(_ payload: JSONValue) -> Double { payload["instant"]?["absolute"]?.number ?? 0 }

  private static func message(_ payload: JSONValue, area: String) -> String {
    let location = payload["issue"]?["sourceLocation"] ?? payload["_sourceLocation"]
    guard let path = location?["_filePath"]?.string, let line = location?["line"]?.integer else {
      return words(payload)
    }
    let relative = path.hasPrefix(area + "/") ? String(path.dropFirst(area.count + 1)) : path
    return "\(relative):\(line): \(words(payload))"
  }

  private static func words(_ payload: JSONValue) -> String {
    (payload["messages"]?.array ?? []).compactMap { $0["text"]?.string }.joined(separator: "\n")
  }
}
