internal import Mutation
internal import SourceText

extension TestCodeTarget {
  /// Lines of a function that is shown whole; of a longer one what is far from every gap is left out.
  private static let codeLimit = 200

  /// Lines around a gap in a long function.
  private static let margin = 12

  /// Mutants, branches and other things of one kind that are listed at most.
  private static let listLimit = 20

  /// The function's lines with their numbers, and marks at those that nothing runs.
  ///
  /// - Parameter text: the whole file.
  func code(in text: String) -> String {
    let all = text.split(separator: "\n", omittingEmptySubsequences: false)
    let gaps = uncovered.union(branches.map(\.line)).union(mutants.map(\.startLine))
    let width = "\(lines.last)".count
    var shown: [String] = []
    var isCut = false
    for number in lines.first...lines.last where all.indices.contains(number - 1) {
      let isShown =
        lines.count <= Self.codeLimit || number == lines.first
        || gaps.contains { abs($0 - number) <= Self.margin }
      guard isShown else {
        if !isCut { shown.append(String(repeating: " ", count: width) + "   …") }
        isCut = true
        continue
      }
      isCut = false
      let digits = "\(number)"
      let mark = uncovered.contains(number) ? "!" : " "
      shown.append(String(repeating: " ", count: width - digits.count) + "\(digits) \(mark) \(all[number - 1])")
    }
    return shown.joined(separator: "\n")
  }

  /// What is not tested, a line each.
  var gapLines: [String] {
    var words: [String] = []
    if !uncovered.isEmpty { words.append("not reached: \(Self.ranges(uncovered))") }
    words += Self.cut(
      branches.map { branch in
        "not reached: the way from line \(branch.line) "
          + (branch.target.map { "to line \($0)" } ?? "out of the function")
      })
    words += Self.cut(
      mutants.map { mutant in
        let original = Self.short(mutant.original)
        let change = mutant.replacement.isEmpty ? "is removed" : "becomes `\(Self.short(mutant.replacement))`"
        return "not noticed: in line \(mutant.startLine) `\(original)` \(change)"
      })
    return words
  }

  /// `lines 3 to 5, 9`.
  private static func ranges(_ lines: Set<Int>) -> String {
    var parts: [(first: Int, last: Int)] = []
    for line in lines.sorted() {
      if let last = parts.last, last.last + 1 == line {
        parts[parts.count - 1].last = line
      } else {
        parts.append((line, line))
      }
    }
    let texts = parts.map { $0.first == $0.last ? "\($0.first)" : "\($0.first) to \($0.last)" }
    return (lines.count == 1 ? "line " : "lines ") + texts.joined(separator: ", ")
  }

  private static func cut(_ lines: [String]) -> [String] {
    lines.count <= listLimit ? lines : lines.prefix(listLimit) + ["and \(lines.count - listLimit) more"]
  }

  private static func short(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count <= 200 ? line : "\(line.prefix(200))…"
  }
}
