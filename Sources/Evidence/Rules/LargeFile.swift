package import SourceText

/// Reports files that a change makes large.
package struct LargeFile: EvidenceRule {
  package static let description = RuleDescription(
    id: "large-file", title: "Large file",
    rationale: """
      A large file makes every clone slower for good, since it cannot be taken out of the history without rewriting \
      it. Only a file that passes the limit with this change is reported.
      """,
    category: .hygiene, severity: .medium, confidence: 0.95)

  /// Bytes above which a file is reported.
  private let limit: Int

  /// Bytes above which the finding is of high severity.
  private let highLimit: Int

  /// Makes the rule with its limits in bytes: 1 MiB and 10 MiB unless told otherwise.
  package init(limit: Int = 1 << 20, highLimit: Int = 10 << 20) {
    self.limit = limit
    self.highLimit = highLimit
  }

  package func findings(in file: ChangedFile) -> [Finding] {
    let change = file.change
    guard let new = change.new, new.mode == .regular || new.mode == .executable, let size = new.size else { return [] }
    guard size > limit, (change.old?.size ?? 0) <= limit else { return [] }
    var finding = Self.description.finding(
      at: Finding.Location(path: change.path), quote: "", title: "Large file: \(Self.words(size))",
      explanation: "The file is over the limit of \(Self.words(limit)), and it stays in the history of every clone.",
      suggestion: "Keep it outside the repository, or in Git LFS.")
    if size > highLimit { finding.severity = .high }
    return [finding]
  }

  /// A number of bytes in the unit that suits it, with one decimal place.
  private static func words(_ bytes: Int) -> String {
    let units = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")]
    guard let (unit, name) = units.first(where: { bytes >= $0.0 }) else { return "\(bytes) bytes" }
    let tenths = bytes / unit * 10 + bytes % unit * 10 / unit
    return tenths % 10 == 0 ? "\(tenths / 10) \(name)" : "\(tenths / 10).\(tenths % 10) \(name)"
  }
}
