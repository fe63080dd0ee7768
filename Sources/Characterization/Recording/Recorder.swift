internal import Verification

/// What came of a list of candidates.
package struct RecordingRun: Sendable {
  /// A candidate that nothing could be recorded of.
  package struct Rejection: Hashable, Sendable {
    package let candidate: CallCandidate

    /// What the compiler said, or what else was wrong.
    package let reason: String

    /// Where the compiler complains; nil where it does not say.
    package let place: Place?

    package init(candidate: CallCandidate, reason: String, place: Place? = nil) {
      self.candidate = candidate
      self.reason = reason
      self.place = place
    }
  }

  /// A place in a candidate as it was compiled: setup and observations indented by two blanks, the call behind
  /// `let result = ` and its `try` and `await`.
  package struct Place: Hashable, Sendable {
    /// The whole line.
    package let line: String

    /// Counted from 1 in bytes; 0 where there is none.
    package let column: Int

    package init(line: String, column: Int) {
      self.line = line
      self.column = column
    }
  }

  /// In the order of the candidates.
  package let recordings: [Recording]

  package let rejections: [Rejection]

  /// What the regions of the recordings are.
  package let regions: RegionTable

  package let buildDuration: Duration

  package let runDuration: Duration
}

/// Makes calls, each in a process of its own, and records what comes of them.
package struct Recorder: Sendable {
  private let lab: Lab
  private let buildDeadline: Duration
  private let callLimit: Duration
  private let contract: Set<RecordedTouch>

  /// - Parameters:
  ///   - lab: whose purpose is `.recording`.
  ///   - buildDeadline: of one build.
  ///   - callLimit: processor time of one call, at least 10 ms; five times as much passes on the clock at most, and two seconds.
  ///   - contract: what the module is there to use, so that a call that does is not unsteady for that alone.
  package init(
    lab: Lab, buildDeadline: Duration = .seconds(900), callLimit: Duration = .seconds(1),
    contract: Set<RecordedTouch> = []
  ) {
    self.lab = lab
    self.buildDeadline = buildDeadline
    self.callLimit = callLimit
    self.contract = contract
  }

  /// Compiles the candidates, leaves out those that do not compile, and makes each call three times.
  ///
  /// - Throws: `CharacterizationError` when nothing can be recorded at all; `VerificationError`, `ProcessError` when no program
  ///   could be run; `CancellationError`.
  package func record(_ candidates: [CallCandidate]) async throws -> RecordingRun {
    let start = ContinuousClock.now
    var build = LabBuild(lab: lab, deadline: buildDeadline)
    try await build.build(candidates)
    let built = ContinuousClock.now
    let regions = try await RegionTable.read(from: lab)
    let numbers = build.numbers.sorted()
    // Two at a time: the first run in halves, then the others side by side.
    async let front = lines(of: Array(numbers[..<(numbers.count / 2)]), under: 0, part: "a")
    async let back = lines(of: Array(numbers[(numbers.count / 2)...]), under: 0, part: "b")
    let first = try await front.merging(back) { line, _ in line }
    let lasting = numbers.filter { first[$0].map { $0.outcome != .timedOut } ?? false }
    async let second = lines(of: lasting, under: 1)
    async let third = lines(of: lasting, under: 2)
    let others = try await [second, third]
    var recordings: [Recording] = []
    var faults = build.faults
    for number in numbers {
      guard let line = first[number] else {
        faults[number] = "the driver did not tell how it ended"
        continue
      }
      recordings.append(
        recording(of: candidates[number], line, others: others.map { $0[number] }, regions: regions))
    }
    return RecordingRun(
      recordings: recordings,
      rejections: faults.sorted { $0.key < $1.key }
        .map { RecordingRun.Rejection(candidate: candidates[$0.key], reason: $0.value, place: build.places[$0.key]) },
      regions: regions, buildDuration: start.duration(to: built), runDuration: built.duration(to: .now))
  }

  private func recording(
    of candidate: CallCandidate, _ line: DriverLine, others: [DriverLine?], regions: RegionTable
  ) -> Recording {
    let verdict = Stability.verdict(on: line, others: others, contract: contract)
    var observations = verdict.observations
    if case .returned = line.outcome {
      // Of an observation that trapped or threw, and of those behind it, nothing can be stated.
      while observations.count < candidate.observations.count { observations.append(.opaque(type: "")) }
    }
    return Recording(
      candidate: candidate, outcome: verdict.outcome, observations: observations,
      regions: regions.vector(of: line.counters), instability: verdict.fault, isWeakened: verdict.isWeakened,
      touches: others.compactMap { $0?.touches }.reduce(line.touches) { $0.union($1) }, duration: line.duration)
  }

  /// Makes calls in one process's children.
  private func lines(of numbers: [Int], under index: Int, part: String = "") async throws -> [Int: DriverLine] {
    guard !numbers.isEmpty else { return [:] }
    let circumstances = Stability.circumstances[index]
    let milliseconds = max(10, Int(callLimit / .milliseconds(1)))
    let plan = numbers.map { "\($0) 0 \(milliseconds)\n" }.joined()
    let bytes = try await LabDriver(lab: lab).run(
      "record", plan: plan, name: "run\(index)\(part)", variables: circumstances.variables,
      timeShift: circumstances.timeShift, calls: numbers.count, callLimit: callLimit)
    let lines = bytes.split(separator: UInt8(ascii: "\n")).compactMap(DriverLine.init)
    return Dictionary(lines.map { ($0.candidate, $0) }) { first, _ in first }
  }
}
