/// What a build's output says of the candidates.
struct CompilerOutput {
  /// What the compiler said against each candidate, by its number: the first error of each.
  private(set) var faults: [Int: String] = [:]

  /// The first error that is no candidate's; nil when there is none.
  private(set) var other: String?

  /// Reads the output of a build.
  ///
  /// - Parameters:
  ///   - text: both streams.
  ///   - chunks: the files of candidates that were built.
  init(_ text: String, chunks: [CandidateSource.Chunk]) {
    let owners = Dictionary(chunks.map { ($0.name, $0.owners) }) { first, _ in first }
    for line in text.split(whereSeparator: \.isNewline) {
      if let place = Self.place(of: line) {
        guard place.isError else { continue }
        if let owner = owners[place.file], owner.indices.contains(place.line - 1), let number = owner[place.line - 1] {
          faults[number] = faults[number] ?? place.message
        } else {
          other = other ?? "\(place.file):\(place.line): \(place.message)"
        }
      } else if let number = Self.crashed(on: line) {
        faults[number] = faults[number] ?? "the compiler crashes on it"
      } else if line.contains("error:"), !line.contains("fatalError"), other == nil {
        other = String(line.prefix(500))
      }
    }
  }

  private struct Place {
    var file: String
    var line: Int
    var isError: Bool
    var message: String
  }

  /// Takes `/path/File.swift:12:5: error: message` apart.
  private static func place(of line: Substring) -> Place? {
    guard line.hasPrefix("/") else { return nil }
    let parts = line.split(separator: ":", maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count == 5, let number = Int(parts[1]), Int(parts[2]) != nil else { return nil }
    let kind = parts[3].drop { $0 == " " }
    return Place(
      file: String(parts[0].split(separator: "/").last ?? ""), line: number, isError: kind == "error",
      message: String(parts[4].drop { $0 == " " }.prefix(500)))
  }

  /// The candidate that a compiler's stack dump names: `While emitting SIL for 'fulcrumCandidate12()' (at ...)`.
  private static func crashed(on line: Substring) -> Int? {
    guard line.contains("While "), let start = line.firstRange(of: "fulcrumCandidate") else { return nil }
    return Int(line[start.upperBound...].prefix { $0.isNumber })
  }
}

extension Substring {
  /// Where a word stands first, without Foundation.
  fileprivate func firstRange(of word: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(word) { return start..<index(start, offsetBy: word.count) }
      start = index(after: start)
    }
    return nil
  }
}
