package import SourceText
package import Verification

/// The lines and branches of Python files, as regions: what Swift's compiler counts, coverage.py counts in these.
///
/// A line is a region of one column at its beginning. A branch is one behind it, whose length says where it leads.
package struct PythonRegions: Sendable {
  package let table: RegionTable

  private let numbers: [CodeRegion: Int]

  /// For each file, the statement that a line belongs to, by the number of its first line.
  private let statements: [RelativePath: [Int: Int]]

  /// - Parameters:
  ///   - report: all lines and branches of the files that count, whether or not they ran.
  ///   - statements: for lines of statements that have several, the first of them.
  package init(_ report: CoverageReport, statements: [RelativePath: [Int: Int]] = [:]) {
    var found: [CodeRegion: [[Int: Int]]] = [:]
    for file in report.files {
      for line in file.lines.keys { found[Self.line(line, in: file.path)] = [] }
      for branch in file.branches { found[Self.branch(branch, in: file.path)] = [] }
    }
    table = RegionTable(found)
    numbers = Dictionary(table.regions.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    self.statements = statements
  }

  /// The same report with regions, so that all stages can count in them.
  package static func counted(_ report: CoverageReport) -> CoverageReport {
    CoverageReport(
      files: report.files.map { file in
        let lines = file.lines.map { region(line($0.key, in: file.path), count: $0.value) }
        let branches = file.branches.map { region(branch($0, in: file.path), count: $0.isTaken ? 1 : 0) }
        return CoverageReport.File(
          path: file.path, lines: file.lines, regions: lines + branches, branches: file.branches)
      })
  }

  /// What a call reached.
  ///
  /// - Parameter arcs: pairs of lines that ran one after the other; a negative number is the way into or out of a function.
  func vector(of arcs: [(file: RelativePath, from: Int, to: Int)]) -> RegionVector {
    var words = [UInt64](repeating: 0, count: (table.regions.count + 63) / 64)
    func set(_ region: CodeRegion) {
      if let number = numbers[region] { words[number / 64] |= 1 << (number % 64) }
    }
    for arc in arcs {
      let from = first(arc.from, in: arc.file)
      let to = first(arc.to, in: arc.file)
      if from > 0 { set(Self.line(from, in: arc.file)) }
      if to > 0 { set(Self.line(to, in: arc.file)) }
      if from > 0 { set(Self.branch(from: from, to: max(0, to), in: arc.file)) }
    }
    return RegionVector(words: words)
  }

  private func first(_ line: Int, in file: RelativePath) -> Int {
    line > 0 ? statements[file]?[line] ?? line : line
  }

  private static func line(_ line: Int, in file: RelativePath) -> CodeRegion {
    CodeRegion(path: file, startLine: line, startColumn: 1, endLine: line, endColumn: 2)
  }

  private static func branch(_ branch: CoverageReport.Branch, in file: RelativePath) -> CodeRegion {
    let target = branch.name.split(separator: " ").last.flatMap { Int($0) } ?? 0
    return self.branch(from: branch.line, to: target, in: file)
  }

  /// - Parameter to: 0 for the way out of the function.
  private static func branch(from: Int, to: Int, in file: RelativePath) -> CodeRegion {
    CodeRegion(path: file, startLine: from, startColumn: 2, endLine: from, endColumn: 3 + to)
  }

  private static func region(_ region: CodeRegion, count: Int) -> CoverageReport.Region {
    CoverageReport.Region(
      startLine: region.startLine, startColumn: region.startColumn, endLine: region.endLine,
      endColumn: region.endColumn, count: count)
  }
}
