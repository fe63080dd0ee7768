package import SourceText

/// Reports lock files that change although no manifest of their package manager does.
package struct LockFileAlone: ChangeRule {
  package static let description = RuleDescription(
    id: "lock-file-alone", title: "Lock file changed without a manifest",
    rationale: """
      Other versions are built although nobody asked for other dependencies. A deliberate refresh looks the same, so this \
      is for projects that keep refreshes to themselves.
      """,
    category: .reliability, severity: .note, confidence: 0.5, isOnByDefault: false)

  package init() {}

  package func findings(in change: WholeChange, omissions: inout [Omission]) async throws -> [Finding] {
    let names = Set(change.files.map(\.change.path.name))
    return change.files.map(\.change).filter { $0.kind == .modified }.compactMap { file -> Finding? in
      guard let lock = LockFile(rawValue: file.path.name) else { return nil }
      let manifests = Manifest.allCases.filter { $0.locks.contains(lock) }.map(\.rawValue)
      guard !manifests.isEmpty, names.isDisjoint(with: manifests) else { return nil }
      return Self.description.finding(
        at: Finding.Location(path: file.path), quote: file.path.name,
        explanation: "No \(manifests.joined(separator: " or ")) changes with it.",
        suggestion: "Say in the commit's message that the versions are refreshed, or leave the file as it was.")
    }
  }
}
