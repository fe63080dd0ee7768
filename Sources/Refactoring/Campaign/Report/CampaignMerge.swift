/// Joins the journals of a campaign's shards into one report, and says what does not fit together.
package enum CampaignMerge {
  /// Findings of one kind that are listed one by one; the rest is counted.
  private static let listed = 20

  /// - Parameter journals: each with its path; at least one holds a session.
  /// - Throws: `RefactoringError` when there is nothing to join, or when the journals are of different campaigns.
  package static func report(
    of journals: [(path: String, state: CampaignState)]
  ) throws(RefactoringError) -> CampaignReport {
    let begun = journals.compactMap { journal in journal.state.session.map { (journal.path, journal.state, $0) } }
      .sorted { ($0.2.shard.index, $0.0) < ($1.2.shard.index, $1.0) }
    guard let (firstPath, _, first) = begun.first else {
      throw RefactoringError(.precondition, "none of the journals holds a run")
    }
    for (path, _, session) in begun
    where session.campaign != first.campaign || session.fingerprint != first.fingerprint
      || session.looksOnly != first.looksOnly
    {
      throw RefactoringError(
        .precondition,
        "\(String(reflecting: path)) and \(String(reflecting: firstPath)) are of different campaigns; join those of one"
      )
    }
    var report = CampaignReport(of: begun[0].1, isRunning: false)
    report.shards = []
    report.units = []
    report.endings = []
    report.findings = []
    add(shardFindings(begun, first), to: &report)
    add(unitFindings(begun, &report.units), to: &report)
    for (_, state, session) in begun {
      if !report.shards.contains(session.shard) { report.shards.append(session.shard) }
      report.startTime = min(report.startTime, state.firstTime ?? report.startTime)
      report.endTime = max(report.endTime, state.lastTime)
      if let ending = state.ending, !ending.isEmpty { report.endings.append("shard \(session.shard): \(ending)") }
      add(state.contradictions.map { ("shard \(session.shard)", .contradiction, $0) }, to: &report)
    }
    let largest = begun.map(\.2.unitCount).max() ?? 0
    report.unknownUnits = max(0, largest - report.units.count)
    return report
  }

  private typealias Found = (subject: String, kind: CampaignReport.Finding.Kind, text: String)
  private typealias Begun = (path: String, state: CampaignState, session: CampaignRecord.Session)

  private static func shardFindings(_ begun: [Begun], _ first: CampaignRecord.Session) -> [Found] {
    var findings: [Found] = []
    let counts = Set(begun.map(\.session.shard.count)).sorted()
    if counts.count > 1 {
      findings.append(
        (
          "", .contradiction,
          "the journals divide the campaign differently, into \(counts.map(String.init).joined(separator: " and into ")) shards"
        ))
    } else {
      let present = Set(begun.map(\.session.shard.index))
      for index in 1...first.shard.count where !present.contains(index) {
        findings.append(("\(index)/\(first.shard.count)", .missingShard, "there is no journal of it"))
      }
    }
    var paths: [Shard: String] = [:]
    for (path, _, session) in begun {
      if let other = paths[session.shard] {
        findings.append(
          (
            "\(session.shard)", .overlap,
            "two journals are of this shard: \(String(reflecting: other)) and \(String(reflecting: path))"
          ))
      }
      paths[session.shard] = paths[session.shard] ?? path
    }
    let sizes = Set(begun.map(\.session.unitCount)).sorted()
    if sizes.count > 1 {
      findings.append(
        (
          "", .contradiction,
          "the shards saw different numbers of units, from \(sizes.first ?? 0) to \(sizes.last ?? 0): their lists or folders "
            + "differ"
        ))
    }
    return findings
  }

  /// Takes each unit once: of several, the one that ended, and of those the one that ended last.
  private static func unitFindings(_ begun: [Begun], _ units: inout [CampaignReport.Unit]) -> [Found] {
    var findings: [Found] = []
    var indices: [String: Int] = [:]
    var times: [Int] = []
    for (_, state, session) in begun {
      for entry in state.entries {
        // Somewhere else nobody can tell whether the one who began it still lives.
        let unit = CampaignReport.unit(entry, isRunning: state.isOpen)
        if Shard.index(of: entry.identity, count: session.shard.count) != session.shard.index {
          findings.append(
            (
              entry.identity, .contradiction,
              "the journal of shard \(session.shard) has it, which it does not belong to"
            ))
        }
        guard let index = indices[entry.identity] else {
          indices[entry.identity] = units.count
          units.append(unit)
          times.append(entry.time)
          continue
        }
        let other = units[index]
        if let mine = unit.outcome, let theirs = other.outcome {
          let isSame = mine.state == theirs.state && mine.commits == theirs.commits
          findings.append(
            (
              entry.identity, isSame ? .overlap : .contradiction,
              isSame
                ? "two journals have it, with the same result"
                : "one journal has it as \(theirs.state.rawValue) with \(CampaignWords.count(theirs.commits, "commit")), "
                  + "another as \(mine.state.rawValue) with \(CampaignWords.count(mine.commits, "commit"))"
            ))
        }
        let hasEnded = (unit.outcome != nil, other.outcome != nil)
        let isBetter = hasEnded.0 == hasEnded.1 ? entry.time > times[index] : hasEnded.0
        if isBetter { (units[index], times[index]) = (unit, entry.time) }
      }
    }
    units.sort(by: CampaignReport.precedes)
    return findings
  }

  private static func add(_ findings: [Found], to report: inout CampaignReport) {
    var counts: [CampaignReport.Finding.Kind: Int] = [:]
    for (subject, kind, text) in findings {
      counts[kind, default: 0] += 1
      if counts[kind] ?? 0 > listed { continue }
      let isShard = kind == .missingShard || subject.allSatisfy { $0.isNumber || $0 == "/" }
      let words = subject.isEmpty ? text : isShard ? "shard \(subject): \(text)" : "\(subject): \(text)"
      report.findings.append(CampaignReport.Finding(kind: kind, text: words))
    }
    for (kind, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where count > listed {
      report.findings.append(CampaignReport.Finding(kind: kind, text: "and \(count - listed) more"))
    }
  }
}
