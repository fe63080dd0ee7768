/// Where a campaign stands, or a shard of it.
package struct CampaignReport: Hashable, Sendable {
  package enum State: String, Hashable, Sendable, CaseIterable {
    case running
    case failed
    case partial
    case interrupted
    case wouldChange = "would_change"
    case changed
    case unchanged
    case pending

    /// What people read.
    var words: String { self == .wouldChange ? "would change" : rawValue }
  }

  package struct Unit: Hashable, Sendable {
    package var identity: String
    package var path: String
    package var shard: Shard
    package var state: State
    package var attempts: Int

    /// Nil until it has ended once.
    package var outcome: UnitOutcome?

    /// Spent by all attempts, in millionths of a dollar; nil when nobody knows.
    package var cost: Int?

    /// When it was begun, if it is running, in milliseconds since 1970.
    package var since: Int?

    /// The identity without the kind of unit.
    package var name: String {
      identity.firstIndex(of: ":").map { String(identity[identity.index(after: $0)...]) } ?? identity
    }
  }

  /// What does not fit together, of several journals.
  package struct Finding: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
      /// A shard of which there is no journal.
      case missingShard = "missing_shard"

      /// A unit or a shard that two journals have, with the same result.
      case overlap

      /// Two journals that cannot both be right.
      case contradiction
    }

    package var kind: Kind
    package var text: String
  }

  package var name: String
  package var description: String

  /// The shards that this is about, in order.
  package var shards: [Shard]

  /// Whether units were only looked at.
  package var looksOnly: Bool

  /// By name.
  package var units: [Unit]

  /// Units of the whole campaign that no journal here has; they belong to missing shards.
  package var unknownUnits: Int

  /// Whether somebody works on it now.
  package var isRunning: Bool

  /// Milliseconds since 1970; 0 when nothing was ever begun.
  package var startTime: Int
  package var endTime: Int

  /// Why work stopped early, a sentence each.
  package var endings: [String]

  package var findings: [Finding]

  /// The report of one shard.
  ///
  /// - Parameters:
  ///   - state: what its journal holds.
  ///   - description: what the campaign's file says of it.
  ///   - isRunning: whether a program works on it now: otherwise a unit that seems to run was cut off.
  package init(of state: CampaignState, description: String = "", isRunning: Bool) {
    name = state.session?.campaign ?? ""
    self.description = description
    shards = [state.session?.shard ?? .whole]
    looksOnly = state.session?.looksOnly ?? false
    units = state.entries.map { Self.unit($0, isRunning: isRunning) }.sorted(by: Self.precedes)
    unknownUnits = 0
    self.isRunning = isRunning
    startTime = state.firstTime ?? 0
    endTime = state.lastTime
    endings = state.ending.map { $0.isEmpty ? [] : [$0] } ?? []
    findings = state.contradictions.map { Finding(kind: .contradiction, text: $0) }
  }

  static func precedes(_ left: Unit, _ right: Unit) -> Bool {
    left.identity.utf8.lexicographicallyPrecedes(right.identity.utf8)
  }

  static func unit(_ entry: CampaignState.Entry, isRunning: Bool) -> Unit {
    var unit = Unit(
      identity: entry.identity, path: entry.path, shard: entry.shard, state: .pending, attempts: entry.attempts,
      cost: entry.cost)
    switch entry.status {
    case .pending: unit.state = .pending
    case .interrupted: unit.state = .interrupted
    case .running(let since, _):
      unit.state = isRunning ? .running : .interrupted
      unit.since = isRunning ? since : nil
    case .finished(let outcome):
      unit.outcome = outcome
      switch outcome.state {
      case .changed: unit.state = .changed
      case .unchanged: unit.state = .unchanged
      case .wouldChange: unit.state = .wouldChange
      case .partial: unit.state = .partial
      case .failed: unit.state = .failed
      }
    }
    return unit
  }

  /// How many units are in a state.
  package func count(_ state: State) -> Int { units.count { $0.state == state } }

  /// Units that have ended, well or not.
  package var endedCount: Int { units.count { $0.outcome != nil } }

  /// Whether every unit has ended well and nothing is missing.
  package var isWhole: Bool {
    unknownUnits == 0 && units.allSatisfy { $0.outcome?.isTrouble == false }
      && !findings.contains { $0.kind != .overlap }
  }

  package var commits: Int { units.reduce(0) { $0 + ($1.outcome?.commits ?? 0) } }

  /// Millionths of a dollar; nil when nobody knows of any unit.
  package var cost: Int? {
    let known = units.compactMap(\.cost)
    return known.isEmpty ? nil : known.reduce(0, +)
  }

  /// How many units are in each state that occurs: `98 changed, 2 failed`.
  var counts: String {
    State.allCases.compactMap { state in
      let number = count(state)
      return number == 0 ? nil : "\(number) \(state.words)"
    }.joined(separator: ", ")
  }

  /// What it is about, in a line.
  var title: String {
    let part = shards == [.whole] ? "" : shards.count == 1 ? ", shard \(shards[0])" : ", \(shards.count) shards"
    return "Campaign \(name)\(part)\(looksOnly ? ", only looked at" : "")"
  }
}
