internal import JSON

extension CampaignRecord {
  /// The version of the journal that this program writes, and the only one that it reads.
  private static let version = 1

  /// The line, with its line feed.
  var line: [UInt8] { Array((json.serialized() + "\n").utf8) }

  /// Reads a line; nil when it is no record.
  init?(_ line: some Sequence<UInt8>) {
    guard let json = try? JSONValue.parse(Array(line), limits: JSONValue.Limits(size: JournalLines.lineLimit)) else {
      return nil
    }
    let identity = json["unit"]?.string
    let time = json["time"]?.integer
    switch (json["record"]?.string, identity, time) {
    case ("begun", _, let time?):
      guard json["version"]?.integer == Self.version, let session = Session(json, time: time) else { return nil }
      self = .begun(session)
    case ("planned", let identity?, _):
      guard let path = json["path"]?.string else { return nil }
      self = .planned(identity: identity, path: path)
    case ("gone", let identity?, _): self = .gone(identity: identity)
    case ("started", let identity?, let time?):
      guard let attempt = json["attempt"]?.integer else { return nil }
      self = .started(identity: identity, attempt: attempt, time: time)
    case ("process", let identity?, _):
      guard let number = json["process"]?.integer.flatMap({ Int32(exactly: $0) }), let start = json["start"]?.string
      else { return nil }
      self = .process(identity: identity, ProcessTrace(number: number, start: start))
    case ("finished", let identity?, let time?):
      guard let attempt = json["attempt"]?.integer, let outcome = UnitOutcome(json), let isLast = json["last"]?.bool
      else { return nil }
      self = .finished(identity: identity, attempt: attempt, outcome, isLast: isLast, time: time)
    case ("interrupted", let identity?, let time?): self = .interrupted(identity: identity, time: time)
    case ("ended", _, let time?): self = .ended(reason: json["reason"]?.string ?? "", time: time)
    default: return nil
    }
  }

  private var json: JSONValue {
    switch self {
    case .begun(let session):
      [
        "record": "begun", "version": JSONValue(Self.version), "campaign": .string(session.campaign),
        "fingerprint": .string(session.fingerprint), "shard": JSONValue(session.shard.index),
        "shards": JSONValue(session.shard.count), "units": JSONValue(session.unitCount),
        "looks_only": .bool(session.looksOnly), "time": JSONValue(session.time),
      ]
    case .planned(let identity, let path):
      ["record": "planned", "unit": .string(identity), "path": .string(path)]
    case .gone(let identity): ["record": "gone", "unit": .string(identity)]
    case .started(let identity, let attempt, let time):
      ["record": "started", "unit": .string(identity), "attempt": JSONValue(attempt), "time": JSONValue(time)]
    case .process(let identity, let trace):
      [
        "record": "process", "unit": .string(identity), "process": JSONValue(Int(trace.number)),
        "start": .string(trace.start),
      ]
    case .finished(let identity, let attempt, let outcome, let isLast, let time):
      .object(
        outcome.members.merging([
          "record": "finished", "unit": .string(identity), "attempt": JSONValue(attempt), "last": .bool(isLast),
          "time": JSONValue(time),
        ]) { $1 })
    case .interrupted(let identity, let time):
      ["record": "interrupted", "unit": .string(identity), "time": JSONValue(time)]
    case .ended(let reason, let time): ["record": "ended", "reason": .string(reason), "time": JSONValue(time)]
    }
  }
}

extension CampaignRecord.Session {
  fileprivate init?(_ json: JSONValue, time: Int) {
    guard let campaign = json["campaign"]?.string, let fingerprint = json["fingerprint"]?.string,
      let index = json["shard"]?.integer, let count = json["shards"]?.integer,
      let shard = try? Shard(index: index, of: count), let unitCount = json["units"]?.integer,
      let looksOnly = json["looks_only"]?.bool
    else { return nil }
    self.init(
      campaign: campaign, fingerprint: fingerprint, shard: shard, unitCount: unitCount, looksOnly: looksOnly, time: time
    )
  }
}

extension UnitOutcome {
  /// The members of the outcome, in journals and reports alike.
  var members: [String: JSONValue] {
    [
      "state": .string(state.rawValue), "code": code.map { JSONValue($0) } ?? .null, "reason": .string(reason),
      "branch": JSONValue(branch), "commits": JSONValue(commits),
      "gates": .array(
        gates.map {
          ["name": .string($0.name), "passed": JSONValue($0.passed), "failed": JSONValue($0.failed)]
        }),
      "cost_microdollars": cost.map { JSONValue($0) } ?? .null, "milliseconds": JSONValue(milliseconds),
      "may_pass": .bool(mayPass),
    ]
  }

  /// Reads the members; nil when one is missing.
  init?(_ json: JSONValue) {
    guard let state = json["state"]?.string.flatMap(State.init(rawValue:)), let reason = json["reason"]?.string,
      let commits = json["commits"]?.integer, let milliseconds = json["milliseconds"]?.integer,
      let entries = json["gates"]?.array
    else { return nil }
    let gates = entries.compactMap { entry -> Gate? in
      guard let name = entry["name"]?.string, let passed = entry["passed"]?.integer,
        let failed = entry["failed"]?.integer
      else { return nil }
      return Gate(name: name, passed: passed, failed: failed)
    }
    guard gates.count == entries.count else { return nil }
    self.init(
      state: state, code: json["code"]?.integer, reason: reason, branch: json["branch"]?.string, commits: commits,
      gates: gates, cost: json["cost_microdollars"]?.integer, milliseconds: milliseconds,
      mayPass: json["may_pass"]?.bool ?? false)
  }
}
