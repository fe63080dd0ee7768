package import SourceText

/// Reports binary files that a change brings in.
package struct BinaryFile: EvidenceRule {
  package static let description = RuleDescription(
    id: "binary-file", title: "Binary file added",
    rationale: """
      Nobody can review a binary file, it stays in the history for ever, and it is often a build product that slipped \
      in. Images and fonts are expected and left alone, as are binary files that were there before.
      """,
    category: .hygiene, severity: .low, confidence: 0.9)

  package init() {}

  package func findings(in file: ChangedFile) -> [Finding] {
    let change = file.change
    guard change.isBinary, change.kind == .added, change.new?.mode != .submodule else { return [] }
    guard !Self.expected.contains(change.path.fileExtension) else { return [] }
    return [
      Self.description.finding(
        at: Finding.Location(path: change.path), quote: "",
        explanation: "This file cannot be reviewed as text, and it stays in the history for good.",
        suggestion: "Leave it out if it can be built or downloaded; otherwise say where it comes from.")
    ]
  }

  private static let expected: Set<String> = [
    "png", "jpg", "jpeg", "gif", "webp", "ico", "icns", "bmp", "avif", "heic", "tif", "tiff", "ttf", "otf", "woff",
    "woff2", "eot",
  ]
}
