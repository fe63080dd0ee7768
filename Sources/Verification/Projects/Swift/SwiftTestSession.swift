internal import Processes
internal import SourceText

/// One run of a package's tests with both libraries.
///
/// When the test program dies, the test that it died in is found and named, and the others are run without it.
struct SwiftTestSession {
  /// How often the test program is started anew after it died.
  private static let roundLimit = 25

  /// Bytes of each stream of a run that are kept; XCTest tells its results there.
  private static let outputLimit = 8 << 20

  /// Into how many parts tests are dealt that are to run in another order.
  private static let partCount = 3

  var tally = TestTally()
  private(set) var tail = ""

  private let package: SwiftPackage
  private let request: TestRequest
  private let folder: RelativePath
  private let program: SwiftTestProgram
  private let deadline: ContinuousClock.Instant
  private var runCount = 0

  /// - Parameter folder: a folder of the work area for what the run writes, as `WorkArea` names it.
  init(_ package: SwiftPackage, _ request: TestRequest, folder: RelativePath) {
    self.package = package
    self.request = request
    self.folder = folder
    program = SwiftTestProgram(of: package)
    deadline = .now + request.deadline
  }

  mutating func run() async throws {
    let selection = TestSelection(request)
    var all: [String] = []
    for library in [ProjectLayout.TestFramework.xctest, .swiftTesting] {
      let known: [String]
      do {
        known = try await list(library)
      } catch let error as VerificationError {
        tally.addFault(error.description)
        continue
      }
      all += known
      let wanted = known.filter(selection.contains)
      guard !wanted.isEmpty else { continue }
      for part in request.isShuffled ? Self.dealt(wanted) : [wanted] {
        guard ContinuousClock.now < deadline else { break }
        if library == .xctest {
          try await runXCTest(part, isWhole: part.count == known.count)
        } else {
          try await runSwiftTesting(part, of: known)
        }
      }
    }
    for name in selection.unknown(among: all) { tally.addNote("there is no test \(name)") }
  }

  /// The names of a library's tests.
  func list(_ library: ProjectLayout.TestFramework) async throws -> [String] {
    let words = library == .xctest ? program.listXCTest : program.listSwiftTesting
    let result = try await start(words, outputLimit: Self.outputLimit)
    // Swift Testing's way to say that there are none (`EX_UNAVAILABLE`).
    if library == .swiftTesting, result.termination == .exited(69) { return [] }
    guard result.isSuccess else {
      throw VerificationError(
        .unreadableProject,
        "the tests of \(package.layout.name) cannot be listed: the test program \(result.summary): "
          + OutputTail.text(result).suffix(500))
    }
    return SwiftTestProgram.names(in: result.standardOutput.text)
  }

  private mutating func runXCTest(_ names: [String], isWhole: Bool) async throws {
    var remaining = names
    var isWhole = isWhole
    for _ in 0..<Self.roundLimit where !remaining.isEmpty {
      let part = isWhole ? remaining : Self.fitting(remaining)
      let result = try await start(program.xctest(isWhole ? nil : part), outputLimit: Self.outputLimit)
      let text = result.standardOutput.text + "\n" + result.standardError.text
      let log = XCTestLog(text, tests: part, area: package.area.path)
      note(result)
      tally.replace(log.results)
      if log.isComplete, !isStopped(result) {
        let unseen = part.filter { !tally.has($0) }
        if unseen.count == part.count {
          return tally.addFault("\(unseen.count) tests gave no result: \(Self.some(unseen))")
        }
        let chosen = Set(part)
        remaining = remaining.filter { !chosen.contains($0) } + unseen
      } else if let name = log.inFlight {
        add(result, inFlight: [name])
        remaining = left(of: remaining)
      } else {
        return tally.addFault("the test program \(result.summary) outside of any test: \(Self.reason(result))")
      }
      if isStopped(result) { return addDeadline([log.inFlight].compactMap(\.self)) }
      isWhole = false
    }
    addUnfinished(remaining)
  }

  private mutating func runSwiftTesting(_ names: [String], of known: [String]) async throws {
    var remaining = names
    var isSerial = false
    for _ in 0..<Self.roundLimit where !remaining.isEmpty {
      runCount += 1
      let events = try RelativePath("\(folder)/events-\(runCount).jsonl")
      let wanted = Set(remaining)
      let skipped = known.filter { !wanted.contains($0) }
      // Each pattern is held against each test, so the shorter list is taken.
      let isShorter = skipped.count < remaining.count
      let part = isShorter ? remaining : Self.fitting(remaining)
      let words = program.swiftTesting(
        isShorter ? nil : part, skipped: isShorter ? skipped : [], events: "\(package.area.path)/\(events)",
        isSerial: isSerial)
      let result = try await start(words, outputLimit: CommandRunner.outputLimit)
      let bytes = try package.area.content(of: events, limit: SwiftTestingLog.sizeLimit) ?? []
      let log = SwiftTestingLog(bytes, area: package.area.path)
      note(result)
      tally.replace(log.results)
      for failure in log.strayFailures { tally.addFault("a failure belongs to no test: \(failure)") }
      if isStopped(result) {
        add(result, inFlight: log.inFlight)
        return addDeadline(log.inFlight)
      }
      if log.isComplete {
        let unseen = part.filter { !tally.has($0) }
        if unseen.count == part.count { return tally.addFault("no result came of \(Self.some(unseen))") }
        let chosen = Set(part)
        remaining = remaining.filter { !chosen.contains($0) } + unseen
      } else if log.inFlight.count == 1 || isSerial, let name = log.inFlight.last {
        add(result, inFlight: [name])
        remaining = left(of: remaining)
      } else if log.inFlight.isEmpty {
        return tally.addFault("the test program \(result.summary) outside of any test: \(Self.reason(result))")
      } else {
        // Several were at work. One after the other, it shows in which the program dies.
        isSerial = true
        remaining = left(of: remaining)
      }
    }
    addUnfinished(remaining)
  }

  /// What is to run again: what has no result yet; with coverage all but what kills the program, since a process that dies
  /// leaves no profile.
  private func left(of names: [String]) -> [String] {
    let fatal = Set(tally.fatal)
    return names.filter { request.measuresCoverage ? !fatal.contains($0) : !tally.has($0) }
  }

  private mutating func add(_ result: CommandResult, inFlight: [String]) {
    let isTimeout = isStopped(result)
    for name in inFlight {
      tally.replace([
        TestResult(
          name: name, status: isTimeout ? .timedOut : .crashed,
          message: isTimeout
            ? "it was still running when the time was over" : "the process \(result.summary): \(Self.reason(result))")
      ])
    }
  }

  private mutating func addDeadline(_ names: [String]) {
    let running = names.isEmpty ? "" : "; still running: \(Self.some(names))"
    tally.addFault("the tests did not end within \(request.deadline.components.seconds) s\(running)")
  }

  private mutating func addUnfinished(_ names: [String]) {
    guard !names.isEmpty, tally.faults.isEmpty else { return }
    tally.addFault("the test program died \(Self.roundLimit) times; not run: \(Self.some(names))")
  }

  private func isStopped(_ result: CommandResult) -> Bool { result.limit == .deadline }

  private mutating func note(_ result: CommandResult) {
    tail = OutputTail.text(result)
    if let limit = result.limit, limit != .deadline { tally.addNote("the test program \(result.summary)") }
  }

  private func start(_ words: [String], outputLimit: Int) async throws -> CommandResult {
    let left = ContinuousClock.now.duration(to: deadline)
    // In a file for each process: a later one must not write over an earlier one's, and process numbers come again.
    let profile =
      request.measuresCoverage
      ? "\(package.area.path)/\(folder)/\(UInt64.random(in: 0 ... .max))-%p.profraw" : "/dev/null"
    #if os(Linux)
      let place = request.folder.map { "\(package.area.path)/\($0)" }
    #else
      // `swift test` finds the package by the folder that it runs in.
      let place: String? = nil
    #endif
    return try await package.area.run(
      words, in: place, variables: SwiftPackage.variables + ["LLVM_PROFILE_FILE=\(profile)"] + request.variables,
      deadline: max(left, .milliseconds(100)), outputLimit: outputLimit, reading: [package.toolchain.root])
  }

  /// What a process that died said last of why.
  private static func reason(_ result: CommandResult) -> String {
    let lines = (result.standardOutput.text + "\n" + result.standardError.text).split(whereSeparator: \.isNewline)
    let last = lines.last { $0.contains("Fatal error") || $0.contains("Precondition failed") } ?? lines.last ?? ""
    return String(last.prefix(500))
  }

  private static func some(_ names: [String]) -> String {
    names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
  }

  /// As many of the names as one call takes.
  private static func fitting(_ names: [String]) -> [String] {
    var size = 0
    return Array(
      names.prefix { name in
        size += name.utf8.count + 1
        return size <= SwiftTestProgram.namesLimit
      })
  }

  /// The names in random parts.
  private static func dealt(_ names: [String]) -> [[String]] {
    let shuffled = names.shuffled()
    let size = max(1, (shuffled.count + partCount - 1) / partCount)
    return stride(from: 0, to: shuffled.count, by: size).map { Array(shuffled[$0..<min($0 + size, shuffled.count)]) }
  }
}
