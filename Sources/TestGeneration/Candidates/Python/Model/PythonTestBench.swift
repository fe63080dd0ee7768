internal import Characterization
internal import SourceText
internal import Tools
internal import Verification

/// Runs test functions that a model has written for Python, and keeps those that earn something.
///
/// Each runs in the recorder: in a child with limits, in three processes with other hash seeds, time zones and folders. What
/// stays is run by pytest later, like all other tests.
actor PythonTestBench: TestCodeBench {
  private let reader: PythonProposalReader
  private let recorder: PythonRecorder
  private let finder: PythonTargetFinder
  private(set) var reached: RegionVector
  private(set) var mutants: PythonLivingMutants?

  /// Tests that stay, with the mutants that each notices.
  private(set) var kept: [(kept: RecordingFilter.Kept, killed: Set<Int>)] = []

  /// The statement that binds each name at the top of the file.
  private var bound: [String: String]
  private var count = 0

  /// - Parameters:
  ///   - reader: reads proposals.
  ///   - recorder: runs them.
  ///   - finder: says what is left.
  ///   - reached: the regions that tests reach.
  ///   - mutants: those that live; nil where none can be turned on.
  ///   - imports: what stands at the top of the file already.
  init(
    reader: PythonProposalReader, recorder: PythonRecorder, finder: PythonTargetFinder, reached: RegionVector,
    mutants: PythonLivingMutants?, besides imports: Set<String>
  ) {
    self.reader = reader
    self.recorder = recorder
    self.finder = finder
    self.reached = reached
    self.mutants = mutants
    bound = Dictionary(imports.flatMap { line in Self.names(boundBy: line).map { ($0, line) } }) { first, _ in first }
  }

  func targets() -> [TestCodeTarget] { finder.targets(reached: reached, living: mutants?.mutants ?? []) }

  func run(_ tests: [ProposedTestCode]) async throws -> [TestCodeVerdict] {
    var verdicts = [TestCodeVerdict?](repeating: nil, count: tests.count)
    var waiting: [String: (index: Int, test: PythonProposedTest)] = [:]
    var candidates: [CallCandidate] = []
    for (index, reading) in try await reader.read(tests).enumerated() {
      switch reading {
      case .fault(let reason): verdicts[index] = .failed(reason)
      case .test(let test):
        count += 1
        let candidate = test.candidate("\(test.name) \(count)", in: reader.project.area.path)
        waiting[candidate.subject] = (index, test)
        candidates.append(candidate)
      }
    }
    guard !candidates.isEmpty else { return verdicts.map { $0 ?? .failed("it was not run") } }
    var passed: [(index: Int, kept: RecordingFilter.Kept, bound: [String: String])] = []
    do {
      for recording in try await recorder.record(candidates).recordings {
        guard let (index, test) = waiting[recording.candidate.subject] else { continue }
        switch Self.verdict(on: tests[index], test, recording) {
        case let verdict?: verdicts[index] = verdict
        case nil:
          let generated = generated(test, of: tests[index])
          let filter = RecordingFilter(
            selection: finder.selection, maker: Maker(test: generated), allowsFiles: true)
          let (kept, rejections, _) = filter.keep([recording], regions: finder.regions)
          if let kept = kept.first {
            passed.append((index, kept, test.bound))
          } else {
            verdicts[index] = .failed(rejections.first?.reason ?? "no test can be made of it")
          }
        }
      }
    } catch let error as CharacterizationError {
      return verdicts.map { $0 ?? .failed("\(error)") }
    }
    let kills = try await meet(passed.map(\.kept.recording))
    for (position, test) in passed.enumerated() {
      verdicts[test.index] = keep(test.kept, killed: kills[position] ?? [], test.bound)
    }
    return verdicts.map { $0 ?? .failed("it was not run") }
  }

  /// What speaks against a test; nil for one that passes whenever it is run.
  private static func verdict(
    on proposal: ProposedTestCode, _ test: PythonProposedTest, _ recording: Recording
  ) -> TestCodeVerdict? {
    guard let outcome = PythonTestOutcome(recording) else {
      if case .timedOut = recording.outcome { return .failed("it did not end in time") }
      return .failed(ExpectationCheck.words(for: recording.outcome))
    }
    switch outcome.state {
    case .fails: return .failed(outcome.words)
    case .differs where recording.instability == nil:
      let mended = outcome.mended(test.source).map { code in
        ProposedTestCode(subject: proposal.subject, intent: proposal.intent, code: code, path: proposal.path)
      }
      return .differing(happened: outcome.words, mended: mended)
    case .passed, .differs: return recording.instability.map(TestCodeVerdict.failed)
    }
  }

  /// Lets a test stay that reaches or notices what no other does.
  private func keep(
    _ test: RecordingFilter.Kept, killed: Set<Int>, _ names: [String: String]
  ) -> TestCodeVerdict {
    let regions = test.recording.regions.intersection(
      finder.regions.vector { finder.selection.contains($0.path, line: $0.startLine) })
    let gain = regions.count(beyond: reached)
    guard gain > 0 || !killed.isEmpty else {
      return .failed("it passes, but reaches and notices nothing that others do not")
    }
    reached.formUnion(regions)
    kept.append((test, killed))
    bound.merge(names) { first, _ in first }
    let words = [
      gain > 0 ? "\(gain) \(gain == 1 ? "line or branch" : "lines and branches") more" : nil,
      killed.isEmpty ? nil : "\(killed.count) \(killed.count == 1 ? "mutant" : "mutants") more",
    ].compactMap(\.self)
    return .accepted(words.joined(separator: ", "))
  }

  private func meet(_ recordings: [Recording]) async throws -> [Int: Set<Int>] {
    guard var living = mutants, !recordings.isEmpty else { return [:] }
    do {
      let kills = try await living.meet(recordings)
      mutants = living
      return kills
    } catch is CharacterizationError {
      // What they notice is then not known.
      return [:]
    }
  }

  /// The test as it is written; an import that would bind a name otherwise than another test's does stands inside of it.
  private func generated(_ test: PythonProposedTest, of proposal: ProposedTestCode) -> GeneratedTest {
    let clashing = Set(test.bound.filter { name, line in bound[name].map { $0 != line } ?? false }.values)
    let subject = finder.title(of: proposal)
    return GeneratedTest(
      subject: subject, group: subject.split(separator: ".").first.map(String.init) ?? subject, name: test.name,
      body: clashing.sorted() + test.body, imports: test.imports.filter { !clashing.contains($0) }, origin: .model,
      decorators: test.decorators, parameters: test.parameters)
  }

  /// The names that an import statement binds.
  private static func names(boundBy line: String) -> [String] {
    let words = line.split(separator: " ").map(String.init)
    if let position = words.firstIndex(of: "as"), position + 1 < words.count { return [words[position + 1]] }
    guard words.first == "from", let position = words.firstIndex(of: "import") else {
      return words.last.map { [String($0.prefix { $0 != "." })] } ?? []
    }
    return words[(position + 1)...].map { String($0.filter { $0 != "," }) }
  }

  /// Gives the test that is there already.
  private struct Maker: TestMaker {
    let test: GeneratedTest

    func make(of recording: Recording, law: String?) -> RecordedTest.Result { .test(test) }
  }
}
