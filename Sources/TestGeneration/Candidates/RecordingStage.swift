internal import Characterization
internal import SourceText
internal import Verification

/// Has engines propose calls and records them, round after round, until a round brings nothing new.
struct RecordingStage: Sendable {
  let engines: [any CandidateEngine]
  let recorder: any CallRecorder
  let options: GenerationOptions

  /// What all rounds together brought.
  struct Result: Sendable {
    var recordings: [Recording] = []
    var rejections: [GenerationReport.Rejection] = []
    var regions: RegionTable?
    var rounds = 0
    var notes: [String] = []
  }

  /// - Parameters:
  ///   - covered: what the package's own tests reach.
  ///   - selection: what tests are wanted for.
  ///   - end: when no further round begins; nil for no such moment.
  ///   - watch: is told how far it is.
  func run(
    besides covered: CoverageReport?, for selection: Selection, until end: ContinuousClock.Instant?,
    watch: @Sendable (GenerationProgress) -> Void
  ) async throws -> Result {
    var result = Result()
    var reached = RegionVector()
    var tried: [CallCandidate] = []
    for number in 1...max(1, options.rounds) {
      if let end, ContinuousClock.now >= end {
        result.notes.append("the time was up before round \(number) of proposing calls")
        break
      }
      var left = options.candidateLimit - result.recordings.count - result.rejections.count
      guard left > 0 else { break }
      if let end { left = min(left, Self.room(until: end)) }
      let round = CandidateRound(
        number: number, recordings: result.recordings, tried: tried,
        uncovered: Self.uncovered(reached, result.regions, covered, selection), limit: left)
      var candidates: [CallCandidate] = []
      for engine in engines { candidates += try await engine.propose(round) }
      candidates = Array(candidates.prefix(left))
      guard !candidates.isEmpty else { break }
      tried += candidates
      watch(
        GenerationProgress(
          "round \(number): \(candidates.count) calls are compiled and recorded", .calls, amount: candidates.count))
      let run = try await recorder.record(candidates)
      result.rounds = number
      result.regions = run.regions
      result.recordings += run.recordings
      result.rejections += run.rejections.map {
        GenerationReport.Rejection(
          subject: $0.candidate.subject, text: $0.candidate.call, reason: "does not compile: \($0.reason)")
      }
      var now = reached
      for recording in run.recordings { now.formUnion(recording.regions) }
      let isNew = now.count(beyond: reached) > 0
      reached = now
      if number > 1, !isNew { break }
    }
    return result
  }

  /// How many calls can be recorded so that two thirds of the time are left for what comes of them.
  private static func room(until end: ContinuousClock.Instant) -> Int {
    max(50, Int(ContinuousClock.now.duration(to: end) / .milliseconds(60)))
  }

  /// Lines of the selection that nothing has reached yet.
  private static func uncovered(
    _ reached: RegionVector, _ table: RegionTable?, _ covered: CoverageReport?, _ selection: Selection
  ) -> [RelativePath: Set<Int>] {
    guard let table else { return [:] }
    var uncovered: [RelativePath: Set<Int>] = [:]
    for file in table.report(covered: reached).restricted(to: selection).files {
      let before = covered?.files.first { $0.path == file.path }?.lines ?? [:]
      let lines = file.lines.filter { $0.value == 0 && before[$0.key, default: 0] == 0 }.map(\.key)
      if !lines.isEmpty { uncovered[file.path] = Set(lines) }
    }
    return uncovered
  }
}
