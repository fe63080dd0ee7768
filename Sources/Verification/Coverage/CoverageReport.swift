package import SourceText

/// Which code ran, in one form for all languages and tools.
package struct CoverageReport: Hashable, Sendable {
  /// A stretch of code that ran as a whole or not at all, as LLVM counts it.
  ///
  /// Swift has these in place of branches.
  package struct Region: Hashable, Sendable {
    /// Lines and columns counted from 1, the end excluded.
    package let startLine: Int
    package let startColumn: Int
    package let endLine: Int
    package let endColumn: Int
    package let count: Int

    package init(startLine: Int, startColumn: Int, endLine: Int, endColumn: Int, count: Int) {
      self.startLine = startLine
      self.startColumn = startColumn
      self.endLine = endLine
      self.endColumn = endColumn
      self.count = count
    }
  }

  /// A way out of a line that was taken or not.
  package struct Branch: Hashable, Sendable {
    package let line: Int

    /// Tells the branches of a line apart: where it leads, or its number.
    package let name: String
    package let isTaken: Bool

    package init(line: Int, name: String, isTaken: Bool) {
      self.line = line
      self.name = name
      self.isTaken = isTaken
    }
  }

  package struct File: Hashable, Sendable {
    package let path: RelativePath

    /// How often each line that can run did, by its number.
    package let lines: [Int: Int]

    package let regions: [Region]

    package let branches: [Branch]

    package init(path: RelativePath, lines: [Int: Int], regions: [Region] = [], branches: [Branch] = []) {
      self.path = path
      self.lines = lines
      self.regions = regions
      self.branches = branches
    }
  }

  /// How much of something ran.
  package struct Share: Hashable, Sendable {
    package let covered: Int
    package let total: Int

    package init(covered: Int, total: Int) {
      self.covered = covered
      self.total = total
    }

    /// Whether there is a share to speak of: without a report, as without code, nothing is known.
    package var isMeasured: Bool { total > 0 }

    /// From 0 to 1.
    ///
    /// Where `isMeasured` is false it is 1, so that two shares compare; it is not to be shown then.
    package var fraction: Double { total == 0 ? 1 : Double(covered) / Double(total) }
  }

  /// Sorted by path, each path once.
  package let files: [File]

  package init(files: [File]) {
    self.files = files.sorted { $0.path.description < $1.path.description }
  }

  package var lines: Share {
    Share(
      covered: files.reduce(0) { $0 + $1.lines.values.count { $0 > 0 } }, total: files.reduce(0) { $0 + $1.lines.count }
    )
  }

  package var regions: Share {
    Share(
      covered: files.reduce(0) { $0 + $1.regions.count { $0.count > 0 } },
      total: files.reduce(0) { $0 + $1.regions.count })
  }

  package var branches: Share {
    Share(
      covered: files.reduce(0) { $0 + $1.branches.count(where: \.isTaken) },
      total: files.reduce(0) { $0 + $1.branches.count })
  }

  /// The part about some files.
  package func restricted(to isWanted: (RelativePath) -> Bool) -> CoverageReport {
    CoverageReport(files: files.filter { isWanted($0.path) })
  }
}
