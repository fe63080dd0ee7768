/// Which calls each mutant is tried with, and in which order.
struct TrialPlan: Sendable {
  /// The numbers of calls by the mutant's number; none for a mutant that no call reaches.
  let calls: [Int: [Int]]

  /// - Parameters:
  ///   - calls: with the numbers that the driver knows them by.
  ///   - callsPerMutant: at least 1.
  init(
    _ mutants: [TrialMutant], calls: [(number: Int, recording: Recording)], regions: RegionTable, callsPerMutant: Int
  ) {
    // A call that reaches little is about what it reaches, and is short.
    let ordered = calls.map { (number: $0.number, recording: $0.recording, size: $0.recording.regions.count) }
      .sorted { ($0.size, $0.number) < ($1.size, $1.number) }
    var reaching: [Int?: [Int]] = [:]
    var plan: [Int: [Int]] = [:]
    for mutant in mutants {
      let region = regions.innermost(path: mutant.path, line: mutant.line, column: mutant.column)
      let found =
        reaching[region]
        ?? Self.spread(
          ordered.filter { call in region.map { regions.isSet($0, in: call.recording.regions) } ?? true }
            .map { ($0.number, $0.recording) }, limit: callsPerMutant)
      reaching[region] = found
      if !found.isEmpty { plan[mutant.id] = found }
    }
    self.calls = plan
  }

  /// Takes first one call of each way through the code, then a second one of each, and so on.
  private static func spread(_ calls: [(number: Int, recording: Recording)], limit: Int) -> [Int] {
    var seen: [RegionVector: Int] = [:]
    let rounds = calls.map { call in
      let round = seen[call.recording.regions, default: 0]
      seen[call.recording.regions] = round + 1
      return round
    }
    return calls.indices.sorted { (rounds[$0], $0) < (rounds[$1], $1) }.prefix(limit).map { calls[$0].number }
  }

  /// Calls of all mutants at most.
  var callCount: Int { calls.values.reduce(0) { $0 + $1.count } }

  /// The plan as the driver reads it, dealt out to so many drivers.
  func texts(for processes: Int) -> [String] {
    var texts = [String](repeating: "", count: min(processes, max(1, calls.count)))
    for (index, entry) in calls.sorted(by: { $0.key < $1.key }).enumerated() {
      let numbers = entry.value.map(String.init).joined(separator: " ")
      texts[index % texts.count] += "\(entry.key) \(entry.value.count) \(numbers)\n"
    }
    return texts.filter { !$0.isEmpty }
  }
}
