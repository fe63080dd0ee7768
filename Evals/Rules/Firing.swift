import JSON
import SourceText

/// One finding of a rule about one change of the corpus.
struct Firing {
  let change: CorpusChange
  let finding: Finding

  /// The firing's place among those of its rule in an order that chance decides, the same at every run: the first 40
  /// are a random sample of all.
  var rank = 0

  /// What a label names: the same for the same finding about the same change.
  var key: Labels.Key {
    Labels.Key(commit: change.commit.id, direction: change.direction, fingerprint: finding.fingerprint)
  }

  /// The firings with their ranks.
  static func ranked(_ firings: [Firing]) -> [Firing] {
    func order(_ firing: Firing) -> String {
      ContentHash(ofFields: [firing.key.commit, firing.key.direction.rawValue, firing.key.fingerprint]).hexadecimal
    }
    var next: [String: Int] = [:]
    return firings.map { (order($0), $0) }.sorted { $0.0 < $1.0 }.map { _, firing in
      var copy = firing
      copy.rank = next[firing.finding.rule, default: 0]
      next[firing.finding.rule] = copy.rank + 1
      return copy
    }
  }

  func json(label: Labels.Label?) -> JSONValue {
    var line: JSONValue = .null
    if let lines = finding.location.lines { line = JSONValue(lines.first) }
    return .object([
      "repository": .string(change.commit.repository), "commit": .string(change.commit.id),
      "direction": .string(change.direction.rawValue), "rule": .string(finding.rule),
      "path": .string(finding.location.path.string), "side": .string(finding.location.side.rawValue), "line": line,
      "severity": .string("\(finding.severity)"), "quote": .string(finding.quote), "title": .string(finding.title),
      "explanation": .string(finding.explanation), "fingerprint": .string(finding.fingerprint),
      "rank": JSONValue(rank), "label": label.map { .string($0.rawValue) } ?? .null,
    ])
  }
}
