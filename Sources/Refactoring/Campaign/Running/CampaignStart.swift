/// A shard about to be worked on: its journal, open and up to date, and what is to be done.
package struct CampaignStart: ~Copyable {
  /// What becomes of an earlier run's journal.
  package enum Mode: Hashable, Sendable {
    /// There must be none.
    case fresh

    /// What was not finished is worked on; with no journal, everything.
    case resume

    /// Likewise, and what failed is tried again.
    case retryFailed

    /// It is thrown away.
    case restart
  }

  var journal: CampaignJournal
  package let state: CampaignState

  /// The units to work on, by name.
  package let units: [CampaignUnit]

  /// Opens the journal of a shard and brings it up to date.
  ///
  /// - Parameters:
  ///   - definition: the campaign.
  ///   - all: the units of the whole campaign.
  ///   - shard: which of them are worked on here.
  ///   - path: the journal: absolute, its folder is there.
  ///   - mode: what becomes of an earlier journal.
  ///   - looksOnly: whether units are only looked at.
  ///   - time: now, in milliseconds since 1970.
  /// - Throws: `RefactoringError`: another run works on it, an earlier journal is of another campaign or was not expected, or
  ///   there is trouble with the file.
  package init(
    _ definition: CampaignDefinition, all: [CampaignUnit], shard: Shard, journal path: String, mode: Mode,
    looksOnly: Bool, time: Int
  ) throws(RefactoringError) {
    let session = CampaignRecord.Session(
      campaign: definition.name, fingerprint: try definition.fingerprint(), shard: shard, unitCount: all.count,
      looksOnly: looksOnly, time: time)
    var state = CampaignState()
    var journal = try CampaignJournal.open(path) { state.apply($0) }
    if mode == .restart {
      try journal.clear()
      state = CampaignState()
    }
    if let earlier = state.session { try Self.check(earlier, session, mode, path) }
    let own = all.filter(shard.contains)
    let records = Self.records(session, own, state)
    try journal.append(records)
    for record in records { state.apply(record) }
    units = own.filter { unit in
      guard case .finished(let outcome) = state[unit.identity]?.status else { return true }
      return mode == .retryFailed && outcome.isTrouble
    }
    self.state = state
    self.journal = journal
  }

  private static func check(
    _ earlier: CampaignRecord.Session, _ session: CampaignRecord.Session, _ mode: Mode, _ path: String
  ) throws(RefactoringError) {
    guard mode != .fresh else {
      throw RefactoringError(
        .precondition,
        "there is a journal of an earlier run of this shard, \(String(reflecting: path)); --resume goes on with it, "
          + "--restart begins anew")
    }
    guard earlier.campaign == session.campaign, earlier.fingerprint == session.fingerprint,
      earlier.looksOnly == session.looksOnly, earlier.shard == session.shard
    else {
      throw RefactoringError(
        .precondition,
        "the campaign is not the one that the journal \(String(reflecting: path)) is of: its name, recipe, parameters, "
          + "paths or options have changed; --restart begins anew")
    }
  }

  /// What has to be written before the first unit is begun.
  private static func records(
    _ session: CampaignRecord.Session, _ own: [CampaignUnit], _ state: CampaignState
  ) -> [CampaignRecord] {
    var records = [CampaignRecord.begun(session)]
    for unit in own where state[unit.identity]?.path != unit.path {
      records.append(.planned(identity: unit.identity, path: unit.path))
    }
    let found = Set(own.map(\.identity))
    for entry in state.entries where !found.contains(entry.identity) {
      switch entry.status {
      case .pending where entry.attempts == 0: records.append(.gone(identity: entry.identity))
      case .pending, .running, .interrupted:
        let outcome = UnitOutcome(state: .failed, reason: "it was begun, and is not found any more")
        records.append(
          .finished(
            identity: entry.identity, attempt: entry.attempts, outcome, isLast: true, time: session.time))
      case .finished: break
      }
    }
    return records
  }
}
