package import SourceText

/// Reports added paths that some file systems take for one that is there already.
package struct CaseClash: ChangeRule {
  package static let description = RuleDescription(
    id: "case-clash", title: "Path differs from another only by letter case",
    rationale: """
      macOS and Windows keep one file for names that differ only by letter case or by how an accented letter is \
      encoded. Of two such files one is missing in every work tree there, and shows as changed for good.
      """,
    category: .reliability, severity: .medium, confidence: 0.95)

  package init() {}

  package func findings(in change: WholeChange, omissions: inout [Omission]) async throws -> [Finding] {
    let added = change.files.map(\.change).filter { [.added, .renamed, .copied].contains($0.kind) }
    guard !added.isEmpty else { return [] }
    let wanted = Set(added.map { Self.folded($0.path) })
    var paths: [String: [RelativePath]] = [:]
    for file in try await change.head.files {
      let name = Self.folded(file.path)
      if wanted.contains(name) { paths[name, default: []].append(file.path) }
    }
    var told: Set<String> = []
    return added.compactMap { file in
      let name = Self.folded(file.path)
      // Compared by bytes: to Swift two spellings of an accented letter are equal.
      let other = paths[name]?.first { !$0.string.utf8.elementsEqual(file.path.string.utf8) }
      guard let other, told.insert(name).inserted else { return nil }
      return Self.description.finding(
        at: Finding.Location(path: file.path), quote: "",
        explanation: "Where file names ignore letter case, this file and \(other) are one.",
        suggestion: "Rename one of them, or remove the one that was meant to be replaced.")
    }
  }

  /// A path without letter case; as a key of a dictionary it is also equal to its other normal forms.
  private static func folded(_ path: RelativePath) -> String { path.string.lowercased() }
}
