/// Where a shard stands, made of nothing but the records of its journal.
package struct CampaignState: Sendable {
  package enum Status: Hashable, Sendable {
    case pending

    /// An attempt was begun, and its end is not known: it is being made, or the program was killed in it.
    case running(since: Int, ProcessTrace?)

    /// An attempt was cut off when the program was told to end.
    case interrupted

    case finished(UnitOutcome)
  }

  package struct Entry: Hashable, Sendable {
    package let identity: String
    package var path: String
    package var shard: Shard
    package var status = Status.pending

    /// Attempts that were begun.
    package var attempts = 0

    /// Spent by all attempts that have ended, in millionths of a dollar; nil when nobody knows.
    package var cost: Int?

    /// When the unit ended or was begun last, in milliseconds since 1970; 0 before that.
    package var time = 0
  }

  /// The last session; nil in an empty journal.
  package private(set) var session: CampaignRecord.Session?

  /// When the first session began.
  package private(set) var firstTime: Int?

  /// In the order in which they were planned.
  package private(set) var entries: [Entry] = []

  /// Why the last session ended; nil while it runs or when it was cut off.
  package private(set) var ending: String?

  /// When the last record with a time was written.
  package private(set) var lastTime = 0

  /// Sessions that do not fit the first: another campaign, another shard.
  package private(set) var contradictions: [String] = []

  private var indices: [String: Int] = [:]

  package init() {}

  package subscript(identity: String) -> Entry? { indices[identity].map { entries[$0] } }

  /// Whether units were being worked on when the last record was written.
  package var isOpen: Bool { session != nil && ending == nil }

  package mutating func apply(_ record: CampaignRecord) {
    switch record {
    case .begun(let session): begin(session)
    case .planned(let identity, let path): plan(identity, path)
    case .gone(let identity):
      if let index = indices.removeValue(forKey: identity) {
        entries.remove(at: index)
        for (other, place) in indices where place > index { indices[other] = place - 1 }
      }
    case .started(let identity, let attempt, let time):
      change(identity, time) { entry in
        entry.attempts = attempt
        entry.status = .running(since: time, nil)
      }
    case .process(let identity, let trace):
      change(identity, nil) { entry in
        if case .running(let since, _) = entry.status { entry.status = .running(since: since, trace) }
      }
    case .finished(let identity, let attempt, let outcome, let isLast, let time):
      change(identity, time) { entry in
        entry.attempts = attempt
        if let cost = outcome.cost { entry.cost = (entry.cost ?? 0) + cost }
        entry.status = isLast ? .finished(outcome) : .pending
      }
    case .interrupted(let identity, let time): change(identity, time) { $0.status = .interrupted }
    case .ended(let reason, let time):
      ending = reason
      lastTime = max(lastTime, time)
    }
  }

  private mutating func begin(_ session: CampaignRecord.Session) {
    if let known = self.session {
      if known.campaign != session.campaign || known.fingerprint != session.fingerprint {
        contradictions.append("the journal holds two different campaigns")
      }
      if known.shard != session.shard {
        contradictions.append("the journal holds two shards, \(known.shard) and \(session.shard)")
      }
    }
    firstTime = firstTime ?? session.time
    self.session = session
    ending = nil
    lastTime = max(lastTime, session.time)
  }

  private mutating func plan(_ identity: String, _ path: String) {
    if let index = indices[identity] {
      entries[index].path = path
    } else {
      indices[identity] = entries.count
      entries.append(Entry(identity: identity, path: path, shard: session?.shard ?? .whole))
    }
  }

  private mutating func change(_ identity: String, _ time: Int?, _ body: (inout Entry) -> Void) {
    if let time { lastTime = max(lastTime, time) }
    guard let index = indices[identity] else { return }
    body(&entries[index])
    if let time { entries[index].time = time }
  }
}
