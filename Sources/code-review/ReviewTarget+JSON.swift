import Git
import JSON
import Review

/// What is reviewed, as a transcript keeps it so that the review can be taken up again.
extension ReviewTarget {
  var value: JSONValue {
    switch self {
    case .range(let range): ["kind": "range", "value": .string(range)]
    case .commit(let revision): ["kind": "commit", "value": .string(revision)]
    case .staged: ["kind": "staged"]
    case .workTree: ["kind": "worktree"]
    case .patch(_, let name): ["kind": "patch", "value": .string(name)]
    case .push(let references, let remote):
      [
        "kind": "push", "value": .string(references.map(\.localReference).joined(separator: " ")),
        "remote": .string(remote),
      ]
    }
  }

  /// The target that a transcript names; nil for one that only its caller has, such as a patch.
  init?(_ value: JSONValue) {
    switch (value["kind"]?.string, value["value"]?.string) {
    case ("range", let range?): self = .range(range)
    case ("commit", let revision?): self = .commit(revision)
    case ("staged", _): self = .staged
    case ("worktree", _): self = .workTree
    default: return nil
    }
  }
}
