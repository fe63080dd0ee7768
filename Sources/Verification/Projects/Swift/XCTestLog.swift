/// What a run of XCTest tells on its outputs, line by line; there is no other form that tells of a process that died.
struct XCTestLog {
  private(set) var results: [TestResult] = []

  /// The test that had begun last and not ended; XCTest runs one after the other.
  private(set) var inFlight: String?

  /// Whether the run came to its end.
  private(set) var isComplete = false

  /// Bytes of what is said of a failure.
  private static let messageLimit = 2_000

  private let known: [Substring: [String]]
  private var messages: [Substring] = []
  private var isInMessage = false

  /// - Parameters:
  ///   - text: what the run wrote; a test may have written between the lines, and before them on the same line.
  ///   - tests: the tests that were to run, by their names: on Linux the lines do not say in which module they stand.
  ///   - area: the absolute path of the package, which is taken out of places.
  init(_ text: String, tests: [String], area: String) {
    known = Dictionary(grouping: tests) { name in
      name.firstIndex(of: ".").map { name[name.index(after: $0)...] } ?? name[...]
    }
    for line in text.split(whereSeparator: \.isNewline) { read(line, area: area) }
  }

  private mutating func read(_ line: Substring, area: String) {
    if let start = line.firstRange(of: "Test Case '") {
      readCase(line[start.upperBound...])
    } else if line.contains("Test Suite 'All tests' ") || line.contains("Test Suite 'Selected tests' ") {
      isInMessage = false
      if line.contains("' passed at ") || line.contains("' failed at ") { isComplete = true }
    } else if line.contains(": error: "), line.hasPrefix("/") || line.hasPrefix("<EXPR>") {
      isInMessage = true
      messages.append(line.hasPrefix(area + "/") ? line.dropFirst(area.count + 1) : line)
    } else if isInMessage {
      messages.append(line)
    }
  }

  /// Reads the rest of a line about a test: `Class.test' passed (0.1 seconds)`, and on macOS `-[Module.Class test]' started.`.
  private mutating func readCase(_ text: Substring) {
    guard let end = text.firstRange(of: "' ") else { return }
    let rest = text[end.upperBound...]
    guard let name = name(of: text[..<end.lowerBound]) else { return }
    isInMessage = false
    if rest.hasPrefix("started") {
      inFlight = name
      messages = []
      return
    }
    let status: TestResult.Status
    if rest.hasPrefix("passed") {
      status = .passed
    } else if rest.hasPrefix("failed") {
      status = .failed
    } else if rest.hasPrefix("skipped") {
      status = .skipped
    } else {
      return
    }
    let seconds = rest.drop { $0 != "(" }.dropFirst().prefix { $0 != " " }
    let said = status == .failed ? messages.joined(separator: "\n").prefix(Self.messageLimit) : ""
    results.append(
      TestResult(name: name, status: status, message: String(said), duration: .seconds(Double(seconds) ?? 0)))
    inFlight = nil
    messages = []
  }

  private func name(of text: Substring) -> String? {
    if text.hasPrefix("-["), text.hasSuffix("]") {
      let words = text.dropFirst(2).dropLast().split(separator: " ")
      return words.count == 2 ? "\(words[0])/\(words[1])" : nil
    }
    guard let dot = text.lastIndex(of: ".") else { return nil }
    let candidates = known[text[..<dot] + "/" + text[text.index(after: dot)...]] ?? []
    // Two modules may have classes of one name: their tests come in the order of the modules.
    return candidates.first { candidate in !results.contains { $0.name == candidate } } ?? candidates.last
  }
}
