internal import JSON
internal import SourceText

/// Reads what `coverage json` of coverage.py writes (format 2 and 3).
enum CoveragePyCoverage {
  static func read(_ bytes: [UInt8], _ paths: CoveragePaths) throws(JSONError) -> ImportedCoverage {
    var tally = CoverageTally()
    var unmatched: Set<String> = []
    var hasFiles = false
    var reader = JSONPullReader(bytes)
    try reader.forEachMember { reader, key throws(JSONError) in
      guard key == "files" else { return try reader.skip() }
      hasFiles = true
      try reader.forEachMember { reader, path throws(JSONError) in
        guard let file = paths.file(path) else {
          unmatched.insert(path)
          return try reader.skip()
        }
        tally.add(file: file)
        try readFile(&reader, file, &tally)
      }
    }
    guard hasFiles else { throw JSONError(.syntax, "there are no `files` in it") }
    return ImportedCoverage(report: tally.report, unmatched: unmatched.sorted())
  }

  private static func readFile(_ reader: inout JSONPullReader, _ file: RelativePath, _ tally: inout CoverageTally)
    throws(JSONError)
  {
    try reader.forEachMember { reader, key throws(JSONError) in
      switch key {
      case "executed_lines", "missing_lines":
        try reader.forEachElement { reader throws(JSONError) in
          tally.add(line: try reader.integer(), count: key == "executed_lines" ? 1 : 0, in: file)
        }
      case "executed_branches", "missing_branches":
        try reader.forEachElement { reader throws(JSONError) in
          var ends: [Int] = []
          try reader.forEachElement { reader throws(JSONError) in ends.append(try reader.integer()) }
          guard ends.count == 2 else { throw JSONError(.syntax, "a branch of \(file) has no two ends") }
          // A negative end is the way out of the function or the file.
          let name = ends[1] < 0 ? "exit" : "to line \(ends[1])"
          tally.add(branch: name, line: ends[0], isTaken: key == "executed_branches", in: file)
        }
      default: try reader.skip()
      }
    }
  }
}
