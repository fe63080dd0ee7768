package import SourceText

/// Reports files that lose the comment that says who owns them and under which licence they are.
package struct LicenceHeaderRemoved: ChangeRule {
  package static let description = RuleDescription(
    id: "licence-header-removed", title: "Licence header removed",
    rationale: """
      Most licences demand that their notice stays, and a file that is copied alone loses its terms without it. Only a \
      file that stays and has no such notice after the change counts; other years, holders and wordings do not.
      """,
    category: .hygiene, severity: .medium, confidence: 0.9)

  package init() {}

  package func findings(in change: WholeChange, omissions: inout [Omission]) async throws -> [Finding] {
    var losses: [(file: ChangedFile, line: ChangedFile.Line)] = []
    for file in change.files where file.change.kind == .modified || file.change.kind == .renamed {
      // What a test compares with is no work of its own.
      let isTestData = file.role.isTest && file.language == nil
      guard !file.role.isProse, !file.role.isGenerated, !isTestData, file.change.new?.mode != .symbolicLink else {
        continue
      }
      // The diff alone rules out nearly all files.
      let removed = file.lines.first { line in
        line.kind == .removed && line.number <= HeadComment.maximumLines && !line.isMinified
          && Self.isNotice(file.quote(line)[...])
      }
      guard let removed, !file.lines.contains(where: { $0.kind == .added && Self.isNotice(file.quote($0)[...]) }) else {
        continue
      }
      let oldPath = file.change.oldPath ?? file.change.path
      guard let before = try await change.base.text(at: oldPath, limit: Self.limit),
        HeadComment(of: before).lines.contains(where: { $0.number == removed.number }),
        let after = try await change.head.text(at: file.change.path, limit: Self.limit), !Self.hasNotice(after)
      else { continue }
      losses.append((file, removed))
    }
    guard losses.count > Self.maximumFindings, let first = losses.first else {
      return losses.map { finding($0.file, $0.line, others: 0) }
    }
    // A project that drops its headers decides that once.
    return [finding(first.file, first.line, others: losses.count - 1)]
  }

  /// Above so many files there is one finding for all.
  private static let maximumFindings = 5

  /// Bytes of a file that is read.
  private static let limit = 8 << 20

  private func finding(_ file: ChangedFile, _ line: ChangedFile.Line, others: Int) -> Finding {
    let more = others == 0 ? "" : " \(others) other files of this change lose theirs too."
    return Self.description.finding(
      at: file.location(line), quote: file.quote(line),
      explanation: "The file's notice of ownership or licence goes, and none is put in its place.\(more)",
      suggestion: "Restore it, unless all who hold rights in the file agree.")
  }

  /// Whether a notice stands anywhere in the first lines, also below the first code.
  private static func hasNotice(_ text: String) -> Bool {
    TextLines.split(HeadComment.beginning(of: text)).prefix(HeadComment.maximumLines * 2).contains { isNotice($0) }
  }

  /// Whether a line says who owns a file or under which licence it is.
  private static func isNotice(_ line: Substring) -> Bool {
    let text = line.prefix(300).lowercased()
    if text.contains("spdx-license-identifier") || text.contains("spdx-filecopyrighttext") { return true }
    if text.contains("copyright") {
      let years = text.split { !$0.isNumber }.contains { $0.count == 4 && ($0.hasPrefix("19") || $0.hasPrefix("20")) }
      if years || ["(c)", "©", "all rights reserved", "authors", "contributors"].contains(where: text.contains) {
        return true
      }
    }
    return licencePhrases.contains { text.contains($0) }
  }

  private static let licencePhrases = [
    "licensed under", "released under the", "general public license", "apache license", "mit license", "bsd license",
    "mozilla public license", "bsd-style license", "subject to the terms of", "license that can be found",
    "permission is hereby granted", "redistribution and use in source",
  ]
}
