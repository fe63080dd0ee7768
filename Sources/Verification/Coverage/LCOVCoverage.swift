internal import SourceText

/// Reads tracefiles of LCOV, which gcc's, LLVM's, Rust's, Go's and JavaScript's tools write (`man geninfo`).
enum LCOVCoverage {
  /// - Returns: nil when there is no record of a source file.
  static func read(_ bytes: [UInt8], _ paths: CoveragePaths) -> ImportedCoverage? {
    var tally = CoverageTally()
    var unmatched: Set<String> = []
    var file: RelativePath?
    var hasRecord = false
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      guard let colon = line.firstIndex(of: ":") else {
        if line == "end_of_record" { file = nil }
        continue
      }
      let value = line[line.index(after: colon)...]
      switch line[..<colon] {
      case "SF":
        hasRecord = true
        file = paths.file(String(value))
        if let file { tally.add(file: file) } else { unmatched.insert(String(value)) }
      case "DA":
        let parts = value.split(separator: ",")
        guard let file, parts.count >= 2, let number = Int(parts[0]), let count = count(parts[1]) else { continue }
        tally.add(line: number, count: count, in: file)
      case "BRDA":
        // The line, the block, the branch, and how often it was taken; `-` where the block did not run.
        let parts = value.split(separator: ",", omittingEmptySubsequences: false)
        guard let file, parts.count == 4, let number = Int(parts[0]) else { continue }
        tally.add(branch: "\(parts[1]),\(parts[2])", line: number, isTaken: (count(parts[3]) ?? 0) > 0, in: file)
      default: break
      }
    }
    return hasRecord ? ImportedCoverage(report: tally.report, unmatched: unmatched.sorted()) : nil
  }

  /// A count, which some tools write with an exponent or as a fraction.
  private static func count(_ text: Substring) -> Int? {
    if let count = Int(text) { return count }
    guard let count = Double(text), count >= 0, count.isFinite else { return nil }
    return Int(exactly: count.rounded(.up)) ?? .max
  }
}
