/// What people made of the firings, one a line: commit, direction, fingerprint, rule, label and reason, divided by tabs.
struct Labels {
  enum Label: String, Hashable, CaseIterable {
    /// Worth telling the author: a fault, or just what the rule promises to one who would want to know.
    case useful = "true"

    /// What the rule says is so, and nobody need act on it.
    case harmless

    /// What the rule says is not so, or not about this change.
    case wrong = "false"
  }

  struct Key: Hashable {
    let commit: String
    let direction: CorpusChange.Direction
    let fingerprint: String
  }

  private var labels: [Key: Label] = [:]

  init(reading path: String) throws {
    for line in try read(path).split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 6, let direction = CorpusChange.Direction(rawValue: fields[1]),
        let label = Label(rawValue: fields[4]), !fields[5].isEmpty
      else { throw EvaluationError("\(path): not a label with its reason: \(line)") }
      let key = Key(commit: fields[0], direction: direction, fingerprint: fields[2])
      guard labels.updateValue(label, forKey: key) == nil else {
        throw EvaluationError("\(path): labelled twice: \(line)")
      }
    }
  }

  subscript(firing: Firing) -> Label? { labels[firing.key] }

  /// The labels about commits of a corpus whose firing is gone since a rule was changed.
  func stale(_ firings: [Firing], on changes: [CorpusChange]) -> Set<Key> {
    let commits = Set(changes.map(\.commit.id))
    return Set(labels.keys.filter { commits.contains($0.commit) }).subtracting(firings.map(\.key))
  }
}
