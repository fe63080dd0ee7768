/// One thing for the runner to do.
struct RunnerJob: Hashable, Sendable {
  let id: Int

  /// The number of the mutant that is active; 0 for the unchanged code.
  let mutant: Int

  /// Each command is ended after that many milliseconds.
  let milliseconds: Int

  /// The absolute path of the file that tells which mutants were reached; nil where nobody asks.
  let reached: String?

  /// Each as its words, the first one an absolute path; run one after the other until one fails.
  let commands: [[String]]

  /// The line of the runner's file of jobs.
  var line: String {
    let words = commands.prefix(Self.commandLimit).map { $0.joined(separator: String(RunnerSource.divider)) }
    return (["\(id)", "\(mutant)", "\(milliseconds)", reached ?? "-"] + words).joined(separator: "\t") + "\n"
  }

  /// Commands that the runner takes; with more, some tests would be left out in silence, so they are never made.
  static let commandLimit = 16
}

/// What came of a job.
struct RunnerResult: Hashable, Sendable {
  enum Outcome: String, Sendable {
    case passed

    /// A test said that a check failed.
    case failed
    case timeout

    /// A signal ended it: a trap, most often.
    case signal

    /// It ended with another code than 0.
    case exit
  }

  let id: Int
  let outcome: Outcome
  let code: Int
  let milliseconds: Int
  let processorMilliseconds: Int

  /// The line that told of the failure, or the last one that told of a test's begin.
  let line: String

  /// Reads a line of the runner's results; nil for what it does not write.
  init?(_ line: Substring) {
    let fields = line.split(separator: "\t", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6, let id = Int(fields[0]), let outcome = Outcome(rawValue: String(fields[1])),
      let code = Int(fields[2]), let wall = Int(fields[3]), let processor = Int(fields[4])
    else { return nil }
    self.id = id
    self.outcome = outcome
    self.code = code
    milliseconds = wall
    processorMilliseconds = processor
    self.line = String(fields[5])
  }

  /// What the test is called that a line speaks of, as far as it tells: `Suite.test` of XCTest, or what Swift Testing shows.
  var testWords: String? {
    if let mark = line.firstRange(of: ": error: ") {
      return line[mark.upperBound...].split(separator: " ").first.map(String.init)
    }
    if line.hasPrefix("Test Case '") { return String(line.dropFirst(11).prefix { $0 != "'" }) }
    guard let start = line.firstRange(of: "Test "), let end = line.firstRange(of: " recorded an issue"),
      start.upperBound <= end.lowerBound
    else { return nil }
    return String(line[start.upperBound..<end.lowerBound])
  }

  /// The name among `names` of the test that failed; nil where the line does not tell, or several are called so.
  func test(among names: [String]) -> String? {
    if names.count == 1 { return names[0] }
    guard let words = testWords else { return nil }
    let path = words.split(separator: ".").joined(separator: "/")
    let whole = names.filter { $0.hasSuffix(".\(path)") }
    let fitting = whole.isEmpty ? names.filter { $0.hasSuffix("/\(words)") || $0.hasSuffix(".\(words)") } : whole
    return fitting.count == 1 ? fitting[0] : nil
  }
}
