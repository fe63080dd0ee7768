internal import JSON
internal import SourceText

/// Reads what `llvm-cov export -format=text` writes: lines from the segments of files, regions from functions.
///
/// The form is that of version 2 and 3 of the export; it is described in llvm-cov's `CoverageExporterJson.cpp`.
enum LLVMCoverage {
  /// A place at which a count begins to hold, until the next one.
  private struct Segment {
    let line: Int
    let count: Int
    let hasCount: Bool
    let isRegionEntry: Bool
    let isGap: Bool

    /// Whether a region of code begins here.
    var isStart: Bool { hasCount && isRegionEntry && !isGap }
  }

  /// The lines of one file at the most; more are not believed.
  private static let lineLimit = 10_000_000

  static func read(_ bytes: [UInt8], _ paths: CoveragePaths) throws(JSONError) -> ImportedCoverage {
    var tally = CoverageTally()
    var unmatched: Set<String> = []
    var reader = JSONPullReader(bytes)
    var hasData = false
    try reader.forEachMember { reader, key throws(JSONError) in
      guard key == "data" else { return try reader.skip() }
      hasData = true
      try reader.forEachElement { reader throws(JSONError) in
        try reader.forEachMember { reader, key throws(JSONError) in
          switch key {
          case "files":
            try reader.forEachElement { reader throws(JSONError) in try readFile(&reader, paths, &tally, &unmatched) }
          case "functions":
            try reader.forEachElement { reader throws(JSONError) in try readFunction(&reader, paths, &tally) }
          default: try reader.skip()
          }
        }
      }
    }
    guard hasData else { throw JSONError(.syntax, "there is no `data` in it") }
    return ImportedCoverage(report: tally.report, unmatched: unmatched.sorted())
  }

  private static func readFile(
    _ reader: inout JSONPullReader, _ paths: CoveragePaths, _ tally: inout CoverageTally, _ unmatched: inout Set<String>
  ) throws(JSONError) {
    var name = ""
    var segments: [Segment] = []
    try reader.forEachMember { reader, key throws(JSONError) in
      switch key {
      case "filename": name = try reader.string()
      case "segments": segments = try readSegments(&reader)
      default: try reader.skip()
      }
    }
    guard let file = paths.file(name) else {
      unmatched.insert(name)
      return
    }
    tally.add(file: file)
    for (line, count) in lines(of: segments) { tally.add(line: line, count: count, in: file) }
  }

  private static func readSegments(_ reader: inout JSONPullReader) throws(JSONError) -> [Segment] {
    var segments: [Segment] = []
    try reader.forEachElement { reader throws(JSONError) in
      let numbers = try numbers(&reader)
      guard numbers.count >= 5 else { throw JSONError(.syntax, "a segment of a file has too few parts") }
      segments.append(
        Segment(
          line: numbers[0], count: numbers[2], hasCount: numbers[3] != 0, isRegionEntry: numbers[4] != 0,
          isGap: numbers.count > 5 && numbers[5] != 0))
    }
    return segments
  }

  private static func readFunction(_ reader: inout JSONPullReader, _ paths: CoveragePaths, _ tally: inout CoverageTally)
    throws(JSONError)
  {
    var names: [String] = []
    var regions: [[Int]] = []
    try reader.forEachMember { reader, key throws(JSONError) in
      switch key {
      case "filenames": try reader.forEachElement { reader throws(JSONError) in names.append(try reader.string()) }
      case "regions": try reader.forEachElement { reader throws(JSONError) in regions.append(try numbers(&reader)) }
      default: try reader.skip()
      }
    }
    let files = names.map { paths.file($0) }
    for region in regions {
      guard region.count >= 8 else { throw JSONError(.syntax, "a region of a function has too few parts") }
      // Of the kinds only 0 is code; others are expansions of macros, skipped code, gaps and branches.
      guard region[7] == 0, files.indices.contains(region[5]), let file = files[region[5]] else { continue }
      tally.add(
        region: CoverageReport.Region(
          startLine: region[0], startColumn: region[1], endLine: region[2], endColumn: region[3], count: region[4]),
        in: file)
    }
  }

  private static func numbers(_ reader: inout JSONPullReader) throws(JSONError) -> [Int] {
    var numbers: [Int] = []
    try reader.forEachElement { reader throws(JSONError) in
      // Newer versions put lists behind the numbers.
      if reader.isContainerNext() { try reader.skip() } else { numbers.append(try reader.integer()) }
    }
    return numbers
  }

  /// How often each line ran, as `llvm-cov show` counts it (`LineCoverageStats` in LLVM's `CoverageMapping.cpp`).
  private static func lines(of segments: [Segment]) -> [Int: Int] {
    var lines: [Int: Int] = [:]
    var index = 0
    // What holds at the beginning of the line.
    var wrapped: Segment?
    while index < segments.count {
      let line = segments[index].line
      var end = index
      while end < segments.count, segments[end].line == line { end += 1 }
      let here = segments[index..<end]
      let starts = here.filter(\.isStart)
      let isSkipped = here.first.map { !$0.hasCount && $0.isRegionEntry } ?? false
      if !isSkipped, wrapped?.hasCount == true || !starts.isEmpty {
        let counts = [wrapped].compactMap { $0?.hasCount == true ? $0?.count : nil } + starts.map(\.count)
        lines[line] = counts.max() ?? 0
      }
      wrapped = here.last
      let next = end < segments.count ? segments[end].line : line
      if let wrapped, wrapped.hasCount, next > line, next - line < lineLimit {
        for between in (line + 1)..<max(line + 1, next) { lines[between] = wrapped.count }
      }
      index = end
    }
    return lines
  }
}
