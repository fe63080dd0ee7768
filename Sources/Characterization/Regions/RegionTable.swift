package import SourceText
package import Verification

/// A stretch of the module under test that runs as a whole or not at all.
package struct CodeRegion: Hashable, Sendable {
  /// Relative to the package.
  package let path: RelativePath

  /// Lines and columns in bytes, counted from 1, the end excluded.
  package let startLine: Int
  package let startColumn: Int
  package let endLine: Int
  package let endColumn: Int

  package func contains(line: Int, column: Int) -> Bool {
    (startLine, startColumn) <= (line, column) && (line, column) < (endLine, endColumn)
  }
}

/// All regions of a module, in the order of the bits of a `RegionVector`.
package struct RegionTable: Sendable {
  /// Sorted by path and place, each once.
  ///
  /// A region that several functions share, as those of a generic one may, is one.
  package let regions: [CodeRegion]

  /// How the counts of a region follow from counters, for each function that has it.
  private let terms: [[[Int: Int]]]

  /// Pairs of a mapping's regions with the numbers of the counters that they stand on.
  init(_ found: [CodeRegion: [[Int: Int]]]) {
    let order = found.keys.sorted { left, right in
      if left.path != right.path { return left.path < right.path }
      return (left.startLine, left.startColumn, -left.endLine, -left.endColumn)
        < (right.startLine, right.startColumn, -right.endLine, -right.endColumn)
    }
    regions = order
    terms = order.map { found[$0] ?? [] }
  }

  /// Which regions ran.
  ///
  /// - Parameter counters: counts above zero by the counter's number.
  func vector(of counters: [Int: Int]) -> RegionVector {
    guard !counters.isEmpty else { return RegionVector() }
    var words = [UInt64](repeating: 0, count: (regions.count + 63) / 64)
    for (index, ways) in terms.enumerated() {
      let isCovered = ways.contains { way in
        // Counts are whole numbers below 2^53, as the driver writes them.
        way.reduce(0.0) { $0 + Double($1.value) * Double(counters[$1.key] ?? 0) } > 0
      }
      if isCovered { words[index / 64] |= 1 << (index % 64) }
    }
    return RegionVector(words: words)
  }

  /// All regions of a kind.
  package func vector(where isWanted: (CodeRegion) -> Bool) -> RegionVector {
    var words = [UInt64](repeating: 0, count: (regions.count + 63) / 64)
    for (index, region) in regions.enumerated() where isWanted(region) { words[index / 64] |= 1 << (index % 64) }
    return RegionVector(words: words)
  }

  /// The regions that a vector has.
  package func regions(in vector: RegionVector) -> [CodeRegion] {
    regions.indices.filter { isSet($0, in: vector) }.map { regions[$0] }
  }

  package func isSet(_ index: Int, in vector: RegionVector) -> Bool {
    index / 64 < vector.words.count && vector.words[index / 64] & (1 << (index % 64)) != 0
  }

  /// The smallest region around a place, by its index; nil where no counted code is.
  package func innermost(path: RelativePath, line: Int, column: Int) -> Int? {
    // Of regions around one place, the one that begins last is the innermost.
    regions.indices.last { regions[$0].path == path && regions[$0].contains(line: line, column: column) }
  }

  /// What ran, as a report with counts of 1 and 0.
  ///
  /// As LLVM has it, a line ran if the innermost region at its beginning did, or one that begins on it.
  package func report(covered: RegionVector) -> CoverageReport {
    var files: [RelativePath: (around: [Int: Int], starting: [Int: Int], regions: [CoverageReport.Region])] = [:]
    for (index, region) in regions.enumerated() {
      let count = isSet(index, in: covered) ? 1 : 0
      var file = files[region.path] ?? ([:], [:], [])
      file.starting[region.startLine] = max(file.starting[region.startLine] ?? 0, count)
      // Inner regions come after those around them.
      for line in (region.startLine + 1)..<max(region.startLine, region.endLine) + 1 { file.around[line] = count }
      file.regions.append(
        CoverageReport.Region(
          startLine: region.startLine, startColumn: region.startColumn, endLine: region.endLine,
          endColumn: region.endColumn, count: count))
      files[region.path] = file
    }
    return CoverageReport(
      files: files.map { path, file in
        CoverageReport.File(
          path: path, lines: file.starting.merging(file.around, uniquingKeysWith: max), regions: file.regions)
      })
  }
}
