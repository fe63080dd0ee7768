internal import JSON
package import SourceText

/// Makes recorded calls with mutants of mutmut's alive: all of them lie beside each other in one file, and a variable of the
/// environment says which one runs.
package struct PythonMutantTrial: Sendable {
  /// A mutant, and what calls can reach it.
  package struct Target: Hashable, Sendable {
    package let id: Int

    /// As mutmut calls it: `package.module.x_name__mutmut_1`.
    package let key: String

    package let path: RelativePath

    /// The line that differs.
    package let line: Int

    /// The lines of its function.
    package let lines: LineRange

    package init(id: Int, key: String, path: RelativePath, line: Int, lines: LineRange) {
      self.id = id
      self.key = key
      self.path = path
      self.line = line
      self.lines = lines
    }
  }

  /// What became of a mutant.
  package enum Verdict: Hashable, Sendable {
    /// A call, by its index among the recordings, ends otherwise.
    case killed(recording: Int)
    case timedOut(recording: Int)
    case survived
    case notReached
  }

  private let lab: PythonLab

  /// Calls that a mutant meets at most, those that reach its very line first.
  private static let callLimit = 120

  /// - Parameter lab: the copy in which mutmut has worked; its roots are those below `mutants`.
  package init(lab: PythonLab) { self.lab = lab }

  /// - Parameters:
  ///   - mutants: those that nothing has noticed yet.
  ///   - recordings: steady calls.
  ///   - regions: what the recordings' vectors mean.
  ///   - end: when no further call is made; nil for no such moment.
  /// - Returns: a verdict by the mutant's number; none for a mutant whose calls told now this, now that, or that met none in
  ///   the time.
  /// - Throws: `CharacterizationError`, `VerificationError`, `ProcessError`, `CancellationError`.
  package func run(
    _ mutants: [Target], against recordings: [Recording], regions: RegionTable,
    until end: ContinuousClock.Instant? = nil
  ) async throws -> [Int: Verdict] {
    let lines = recordings.map { recording in
      Dictionary(grouping: regions.regions(in: recording.regions), by: \.path).mapValues { Set($0.map(\.startLine)) }
    }
    var verdicts: [Int: Verdict] = [:]
    var met: [(target: Target, calls: [Int])] = []
    for mutant in mutants {
      let calls = Self.calls(reaching: mutant, lines)
      if calls.isEmpty { verdicts[mutant.id] = .notReached } else { met.append((mutant, calls)) }
    }
    guard !met.isEmpty, end.map({ ContinuousClock.now < $0 }) ?? true else { return verdicts }
    let all = met
    let half = all.count / 2
    async let front = told(of: all[..<half], recordings, part: "a", until: end)
    async let back = told(of: all[half...], recordings, part: "b", until: end)
    for line in try await front + back {
      guard let id = line["mutant"]?.integer else { continue }
      if let call = line["killed"]?.integer {
        verdicts[id] = .killed(recording: call)
      } else if let call = line["timed_out"]?.integer {
        verdicts[id] = .timedOut(recording: call)
      } else if line["survived"]?.bool == true {
        verdicts[id] = .survived
      }
    }
    return verdicts
  }

  /// The calls that can notice a mutant, the likeliest first.
  static func calls(reaching mutant: Target, _ lines: [[RelativePath: Set<Int>]]) -> [Int] {
    let inside = lines.indices.filter { index in
      lines[index][mutant.path]?.contains { mutant.lines.contains($0) } ?? false
    }
    let exact = inside.filter { lines[$0][mutant.path]?.contains(mutant.line) ?? false }
    let near = Set(exact)
    return Array((exact + inside.filter { !near.contains($0) }).prefix(callLimit))
  }

  private func told(
    of mutants: ArraySlice<(target: Target, calls: [Int])>, _ recordings: [Recording], part: String,
    until end: ContinuousClock.Instant?
  ) async throws -> [JSONValue] {
    guard !mutants.isEmpty else { return [] }
    let plans = mutants.map { mutant -> JSONValue in
      [
        "id": JSONValue(mutant.target.id), "key": JSONValue(mutant.target.key),
        "calls": .array(mutant.calls.map { JSONValue($0) }),
      ]
    }
    return try await lab.run(
      [
        "calls": .array(recordings.enumerated().map { $0.element.candidate.pythonPlan($0.offset) }),
        "measures": false, "mutants": .array(plans),
      ], name: "trial\(part)", variables: PythonRecorder.circumstances[0].variables, seconds: 2,
      steps: recordings.count + mutants.count * 3, until: end)
  }
}
