package import SourceText

/// How often files were changed of late: where much is changed, much breaks (Nagappan and Ball, ICSE 2005).
package struct ChangeHistory: Hashable, Sendable {
  /// How many of the latest commits changed a file.
  package let commits: [RelativePath: Int]

  package static let unknown = ChangeHistory(commits: [:])

  package init(commits: [RelativePath: Int]) { self.commits = commits }
}
