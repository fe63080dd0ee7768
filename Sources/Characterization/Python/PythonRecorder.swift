internal import JSON
internal import SourceText

/// Makes calls of Python code, each in a forked child, and records what comes of them.
package struct PythonRecorder: CallRecorder {
  private let lab: PythonLab
  private let regions: PythonRegions
  private let seconds: Int

  /// - Parameters:
  ///   - lab: a copy of the project.
  ///   - regions: what there is to reach.
  ///   - seconds: how long one call may take on the clock, from 1.
  package init(lab: PythonLab, regions: PythonRegions, seconds: Int = 2) {
    self.lab = lab
    self.regions = regions
    self.seconds = seconds
  }

  /// The first run's circumstances, then those that must change nothing.
  static let circumstances: [(name: String, variables: [String])] = [
    ("a first run", ["PYTHONHASHSEED=0", "TZ=UTC"]),
    ("another hash seed, time zone and folder", ["PYTHONHASHSEED=4242", "TZ=Asia/Kathmandu", "LANG=de_DE.UTF-8"]),
    ("a third hash seed, time zone and folder", ["PYTHONHASHSEED=31337", "TZ=America/St_Johns", "LANG=tr_TR.UTF-8"]),
  ]

  package func record(_ candidates: [CallCandidate]) async throws -> RecordingRun {
    let start = ContinuousClock.now
    let numbers = Array(candidates.indices)
    let half = numbers.count / 2
    async let front = records(of: numbers[..<half], candidates, under: 0, part: "a")
    async let back = records(of: numbers[half...], candidates, under: 0, part: "b")
    let first = try await front.merging(back) { record, _ in record }
    let lasting = numbers.filter { first[$0].map { $0.outcome != .timedOut && $0.fault == nil } ?? false }
    async let second = records(of: lasting[...], candidates, under: 1)
    async let third = records(of: lasting[...], candidates, under: 2)
    let others = try await [second, third]
    var recordings: [Recording] = []
    var rejections: [RecordingRun.Rejection] = []
    for number in numbers {
      guard let record = first[number] else {
        rejections.append(
          RecordingRun.Rejection(candidate: candidates[number], reason: "the recorder did not tell how it ended"))
        continue
      }
      recordings.append(recording(of: candidates[number], record, others: others.map { $0[number] }))
    }
    return RecordingRun(
      recordings: recordings, rejections: rejections, regions: regions.table, buildDuration: .zero,
      runDuration: start.duration(to: .now))
  }

  private func recording(of candidate: CallCandidate, _ record: PythonRecord, others: [PythonRecord?]) -> Recording {
    Recording(
      candidate: candidate.settled(record), outcome: record.outcome, observations: record.observations,
      regions: regions.vector(
        of: record.arcs.compactMap { arc in
          lab.files.indices.contains(arc.file) ? (lab.files[arc.file], arc.from, arc.to) : nil
        }),
      instability: Self.fault(of: record, others: others),
      touches: others.compactMap { $0?.touches }.reduce(record.touches) { $0.union($1) },
      duration: .milliseconds(record.milliseconds))
  }

  /// Why no test can be made of a call; nil when it gives the same whenever it is made.
  static func fault(of record: PythonRecord, others: [PythonRecord?]) -> String? {
    if let fault = record.fault { return fault }
    if record.outcome == .timedOut { return "it did not end in time" }
    for (other, circumstances) in zip(others, circumstances.dropFirst()) {
      guard let other, other.outcome == record.outcome, other.observations == record.observations else {
        return "it gave something else with \(circumstances.name)"
      }
    }
    return nil
  }

  private func records(
    of numbers: ArraySlice<Int>, _ candidates: [CallCandidate], under index: Int, part: String = ""
  ) async throws -> [Int: PythonRecord] {
    guard !numbers.isEmpty else { return [:] }
    let lines = try await lab.run(
      ["calls": .array(numbers.map { candidates[$0].pythonPlan($0) }), "measures": .bool(index == 0)],
      name: "run\(index)\(part)", variables: Self.circumstances[index].variables, seconds: seconds,
      steps: numbers.count)
    return Dictionary(lines.compactMap(PythonRecord.init).map { ($0.number, $0) }) { first, _ in first }
  }
}

extension CallCandidate {
  /// The call as a test makes it: with the imports that its values need, and an iterator's elements in a list.
  func settled(_ record: PythonRecord) -> CallCandidate {
    var needed = Set(imports + record.imports)
    var text = call
    if let count = record.iterated {
      if count < PythonRecord.iterationLimit {
        text = "list(\(call))"
      } else {
        text = "list(itertools.islice(\(call), \(PythonRecord.iterationLimit)))"
        needed.insert("import itertools")
      }
    }
    return CallCandidate(
      subject: subject, group: group, setup: setup, call: text, hasValue: hasValue, isThrowing: isThrowing,
      isAsync: isAsync, actor: actor, observations: observations, inputWords: inputWords, imports: needed.sorted())
  }
}
