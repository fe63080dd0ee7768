internal import AgentKernel
internal import Redaction
internal import SourceText
internal import Verification

/// What a model reads of what tests covered: the files, least covered first, each with the lines that did not run.
struct CoverageText {
  /// Files that are told of one by one.
  private static let fileLimit = 30

  /// Stretches of lines that are named of one file.
  private static let rangeLimit = 40

  private let report: TestReport
  private let coverage: CoverageReport?

  /// - Parameter paths: files and folders that are told of; all when empty.
  init(_ run: TestRun, of paths: [RelativePath], changed: [String]) {
    report = TestReport(run, changed: changed)
    coverage = run.coverage.map { coverage in
      coverage.restricted { file in
        paths.isEmpty || paths.contains { file == $0 || file.string.hasPrefix($0.string + "/") }
      }
    }
  }

  var toolOutput: ToolOutput {
    let short = text(fileLimit: Self.fileLimit)
    let whole = text(fileLimit: .max)
    return ToolOutput(short, whole: short == whole ? nil : whole)
  }

  private func text(fileLimit: Int) -> String {
    var text = report.head
    guard let coverage else { return text + "there is no coverage\n" }
    guard !coverage.files.isEmpty else { return text + "none of these files was measured\n" }
    text += "lines: \(Self.share(coverage.lines))"
    if coverage.regions.total > 0 { text += ", regions: \(Self.share(coverage.regions))" }
    if coverage.branches.total > 0 { text += ", branches: \(Self.share(coverage.branches))" }
    text += "\n"
    let files = coverage.files.sorted { left, right in
      (left.missing.count, right.path) > (right.missing.count, left.path)
    }
    for file in files.prefix(fileLimit) {
      let lines = CoverageReport(files: [file]).lines
      text += "\(TerminalText.singleLine(file.path.string, limit: 500)): \(Self.share(lines))"
      text += file.missing.isEmpty ? "\n" : "; not run: \(Self.ranges(file.missing))\n"
      let branches = file.branches.filter { !$0.isTaken && (file.lines[$0.line] ?? 0) > 0 }
      if !branches.isEmpty {
        let names = branches.prefix(Self.rangeLimit).map { "\($0.line) (\(TerminalText.singleLine($0.name)))" }
        text += "  branches not taken from lines that ran: \(names.joined(separator: ", "))\n"
      }
    }
    if files.count > fileLimit { text += "and \(files.count - fileLimit) files with less that did not run\n" }
    return text
  }

  private static func share(_ share: CoverageReport.Share) -> String {
    "\(share.covered) of \(share.total) (\(Int(share.fraction * 100)) %)"
  }

  /// Lines as ranges: `3-5, 9`.
  private static func ranges(_ lines: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for line in lines {
      if let last = ranges.last, last.upperBound + 1 == line {
        ranges[ranges.count - 1] = last.lowerBound...line
      } else {
        ranges.append(line...line)
      }
    }
    let texts = ranges.prefix(rangeLimit).map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
    }
    return texts.joined(separator: ", ") + (ranges.count > rangeLimit ? ", ..." : "")
  }
}

extension CoverageReport.File {
  /// The lines that can run and did not, in order.
  fileprivate var missing: [Int] { lines.filter { $0.value == 0 }.keys.sorted() }
}
