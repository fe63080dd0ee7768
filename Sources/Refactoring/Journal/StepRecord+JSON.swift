internal import Git
internal import JSON
internal import SourceText
internal import Store
internal import Verification

extension StepRecord {
  /// The line, without a line feed.
  var line: [UInt8] { Array(json.serialized().utf8) }

  /// Reads a line; nil when it is none of this program's.
  init?(_ line: [UInt8]) {
    guard let json = try? JSONValue.parse(line, limits: JSONValue.Limits(size: 256 << 20)) else { return nil }
    let step = json["step"]?.integer
    let steps = json["steps"]?.array?.compactMap(\.integer)
    switch json["record"]?.string {
    case "begun":
      guard json["version"]?.integer == 1, let header = RunHeader(json) else { return nil }
      self = .begun(header)
    case "baseline": self = .baseline(Baseline(json))
    case "proposed":
      guard let engine = json["engine"]?.integer, let pass = json["pass"]?.integer,
        let document = json["document"]?.string
      else { return nil }
      self = .proposed(
        Round(
          engine: engine, pass: pass, document: document, titles: json.texts("titles"), notes: json.texts("notes"),
          memo: json["memo"]?.string ?? "", goesOn: json["goes_on"]?.bool ?? false))
    case "engine-failed":
      guard let engine = json["engine"]?.integer else { return nil }
      self = .engineFailed(engine: engine, reason: json["reason"]?.string ?? "")
    case "planned": self = .planned(steps ?? [])
    case "applied": self = .applied(steps ?? [])
    case "verified":
      guard let time = json["time"]?.integer, let gates = json["gates"]?.array else { return nil }
      self = .verified(steps: steps ?? [], gates: gates.compactMap(GateResult.init), time: time)
    case "finished": self = .finished
    case "replaced":
      guard let step, let document = json["document"]?.string else { return nil }
      self = .replaced(step: step, document: document)
    case "committed":
      guard let steps = steps ?? step.map({ [$0] }), let commit = json["commit"]?.string.flatMap({ try? ObjectID($0) })
      else { return nil }
      self = .committed(steps: steps, commit: commit)
    case "between":
      guard let step, let gates = json["gates"]?.array else { return nil }
      self = .between(step: step, gates: gates.compactMap(GateResult.init))
    case "flaky": self = .flaky(json.texts("tests"))
    case "reopened": self = .reopened
    case "left":
      guard let step, let reason = Reason(json) else { return nil }
      self = .left(step: step, reason, lines: json.texts("lines"))
    default: return nil
    }
  }

  private var json: JSONValue {
    func list(_ steps: [Int]) -> JSONValue { .array(steps.map { JSONValue($0) }) }
    switch self {
    case .begun(let header): return header.json
    case .baseline(let baseline): return baseline.json
    case .proposed(let round):
      return [
        "record": "proposed", "engine": JSONValue(round.engine), "pass": JSONValue(round.pass),
        "document": .string(round.document), "titles": .array(round.titles.map(JSONValue.string)),
        "notes": .array(round.notes.map(JSONValue.string)), "memo": .string(round.memo),
        "goes_on": .bool(round.goesOn),
      ]
    case .engineFailed(let engine, let reason):
      return ["record": "engine-failed", "engine": JSONValue(engine), "reason": .string(reason)]
    case .planned(let steps): return ["record": "planned", "steps": list(steps)]
    case .applied(let steps): return ["record": "applied", "steps": list(steps)]
    case .verified(let steps, let gates, let time):
      return [
        "record": "verified", "steps": list(steps), "gates": .array(gates.map(\.json)), "time": JSONValue(time),
      ]
    case .finished: return ["record": "finished"]
    case .replaced(let step, let document):
      return ["record": "replaced", "step": JSONValue(step), "document": .string(document)]
    case .committed(let steps, let commit):
      return ["record": "committed", "steps": list(steps), "commit": .string(commit.hexadecimal)]
    case .between(let step, let gates):
      return ["record": "between", "step": JSONValue(step), "gates": .array(gates.map(\.json))]
    case .flaky(let tests): return ["record": "flaky", "tests": .array(tests.map(JSONValue.string))]
    case .reopened: return ["record": "reopened"]
    case .left(let step, let reason, let lines):
      var members: [String: JSONValue] = [
        "record": "left", "step": JSONValue(step), "lines": .array(lines.map(JSONValue.string)),
      ]
      switch reason {
      case .quarantined(let gate, let attempts):
        members["reason"] = "quarantined"
        members["gate"] = .string(gate.rawValue)
        members["attempts"] = JSONValue(attempts)
      case .deferred: members["reason"] = "deferred"
      case .known: members["reason"] = "known"
      }
      return .object(members)
    }
  }
}

extension StepRecord.Reason {
  fileprivate init?(_ json: JSONValue) {
    switch json["reason"]?.string {
    case "quarantined":
      guard let gate = json["gate"]?.string.flatMap(Gate.init), let attempts = json["attempts"]?.integer else {
        return nil
      }
      self = .quarantined(gate, attempts: attempts)
    case "deferred": self = .deferred
    case "known": self = .known
    default: return nil
    }
  }
}

extension GateResult {
  /// As it stands in the journal and in reports.
  var json: JSONValue {
    [
      "gate": .string(gate.rawValue), "verdict": .string(verdict.rawValue),
      "milliseconds": JSONValue(Int(duration / .milliseconds(1))), "lines": .array(lines.map(JSONValue.string)),
    ]
  }

  fileprivate init?(_ json: JSONValue) {
    guard let gate = json["gate"]?.string.flatMap(Gate.init),
      let verdict = json["verdict"]?.string.flatMap(Verdict.init)
    else { return nil }
    self.init(gate, verdict, json.texts("lines"), duration: .milliseconds(json["milliseconds"]?.integer ?? 0))
  }
}

extension Baseline {
  fileprivate var json: JSONValue {
    [
      "record": "baseline", "failing": .array(failing.map(JSONValue.string)),
      "flaky": .array(flaky.map(JSONValue.string)), "passed": JSONValue(passedCount), "runs": JSONValue(runs),
      "rewritten": .array(rewritten.map(JSONValue.string)), "cut_short": .bool(isCutShort), "build": .bool(hasBuild),
      "tests": .bool(hasTests),
      "notes": .array(notes.map(JSONValue.string)),
      "coverage": coverage.map { [JSONValue($0.covered), JSONValue($0.total)] } ?? .null,
    ]
  }

  fileprivate init(_ json: JSONValue) {
    var coverage: CoverageReport.Share?
    if let covered = json["coverage"]?[0]?.integer, let total = json["coverage"]?[1]?.integer {
      coverage = CoverageReport.Share(covered: covered, total: total)
    }
    self.init(
      failing: json.texts("failing"), flaky: json.texts("flaky"), passedCount: json["passed"]?.integer ?? 0,
      runs: json["runs"]?.integer ?? 0, coverage: coverage, rewritten: json.texts("rewritten"),
      isCutShort: json["cut_short"]?.bool ?? false,
      hasBuild: json["build"]?.bool ?? false, hasTests: json["tests"]?.bool ?? false, notes: json.texts("notes"))
  }
}

extension RunHeader {
  fileprivate var json: JSONValue {
    [
      "record": "begun", "version": 1, "plan": .string(plan), "fingerprint": .string(fingerprint),
      "base": .string(base.hexadecimal), "reference": .string(reference), "author": author.json,
      "committer": committer.json, "trust": trust.json,
    ]
  }

  fileprivate init?(_ json: JSONValue) {
    guard let plan = json["plan"]?.string, let fingerprint = json["fingerprint"]?.string,
      let base = json["base"]?.string.flatMap({ try? ObjectID($0) }), let reference = json["reference"]?.string,
      let author = json["author"].flatMap(Signature.init), let committer = json["committer"].flatMap(Signature.init),
      let trust = json["trust"].flatMap(Trust.init)
    else { return nil }
    self.init(
      plan: plan, fingerprint: fingerprint, base: base, reference: reference, author: author, committer: committer,
      trust: trust)
  }
}

extension Signature {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "email": .string(email), "time": JSONValue(Int(time)), "zone": JSONValue(zone),
    ]
  }

  fileprivate init?(_ json: JSONValue) {
    guard let name = json["name"]?.string, let email = json["email"]?.string, let time = json["time"]?.integer else {
      return nil
    }
    self.init(name: name, email: email, time: Int64(time), zone: json["zone"]?.integer ?? 0)
  }
}

extension Trust {
  fileprivate var json: JSONValue {
    [
      "successes": .number(successes), "failures": .number(failures), "streak": .number(streak),
      "right": JSONValue(rightCount), "wrong": JSONValue(wrongCount), "time": JSONValue(time),
      "last_failure": lastFailure.map { JSONValue($0) } ?? .null,
    ]
  }

  fileprivate init?(_ json: JSONValue) {
    guard let successes = json["successes"]?.number, let failures = json["failures"]?.number,
      let streak = json["streak"]?.number, let right = json["right"]?.integer, let wrong = json["wrong"]?.integer,
      let time = json["time"]?.integer
    else { return nil }
    self.init(
      successes: successes, failures: failures, streak: streak, rightCount: right, wrongCount: wrong, time: time,
      lastFailure: json["last_failure"]?.integer)
  }
}

extension JSONValue {
  fileprivate func texts(_ key: String) -> [String] { (self[key]?.array ?? []).compactMap(\.string) }
}
