internal import SourceText

/// Coverage as it is read, file by file and perhaps several times.
struct CoverageTally {
  /// No source file has more lines; a report that says so is not believed.
  private static let lineLimit = 10_000_000

  private var lines: [RelativePath: [Int: Int]] = [:]
  private var regions: [RelativePath: [RegionPlace: Int]] = [:]
  private var branches: [RelativePath: [BranchPlace: Bool]] = [:]

  private struct RegionPlace: Hashable {
    let startLine: Int
    let startColumn: Int
    let endLine: Int
    let endColumn: Int
  }

  private struct BranchPlace: Hashable {
    let line: Int
    let name: String
  }

  /// Notes that a file was measured, also one without a line that can run.
  mutating func add(file: RelativePath) { lines[file, default: [:]].merge([:]) { $1 } }

  /// Counts that are there already are added to: a report may tell of a file once for each test.
  mutating func add(line: Int, count: Int, in file: RelativePath) {
    guard (1...Self.lineLimit).contains(line) else { return }
    lines[file, default: [:]][line] = Self.sum(lines[file]?[line] ?? 0, count)
  }

  /// Of one region in several functions, the instances of a generic one, the counts are added.
  mutating func add(region: CoverageReport.Region, in file: RelativePath) {
    let place = RegionPlace(
      startLine: region.startLine, startColumn: region.startColumn, endLine: region.endLine, endColumn: region.endColumn
    )
    guard (1...Self.lineLimit).contains(region.startLine) else { return }
    regions[file, default: [:]][place] = Self.sum(regions[file]?[place] ?? 0, region.count)
  }

  mutating func add(branch name: String, line: Int, isTaken: Bool, in file: RelativePath) {
    guard (1...Self.lineLimit).contains(line) else { return }
    branches[file, default: [:]][BranchPlace(line: line, name: name), default: false] =
      isTaken || branches[file]?[BranchPlace(line: line, name: name)] == true
  }

  var report: CoverageReport {
    CoverageReport(
      files: lines.map { file, lines in
        CoverageReport.File(path: file, lines: lines, regions: regions(of: file), branches: branches(of: file))
      })
  }

  private func regions(of file: RelativePath) -> [CoverageReport.Region] {
    (regions[file] ?? [:]).map { place, count in
      CoverageReport.Region(
        startLine: place.startLine, startColumn: place.startColumn, endLine: place.endLine, endColumn: place.endColumn,
        count: count)
    }.sorted {
      ($0.startLine, $0.startColumn, $0.endLine, $0.endColumn) < (
        $1.startLine, $1.startColumn, $1.endLine, $1.endColumn
      )
    }
  }

  private func branches(of file: RelativePath) -> [CoverageReport.Branch] {
    (branches[file] ?? [:]).map { CoverageReport.Branch(line: $0.line, name: $0.name, isTaken: $1) }.sorted {
      ($0.line, $0.name) < ($1.line, $1.name)
    }
  }

  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, isTooLarge) = left.addingReportingOverflow(max(0, right))
    return isTooLarge ? .max : sum
  }
}
