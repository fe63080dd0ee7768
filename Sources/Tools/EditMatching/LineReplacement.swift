internal import AgentKernel

/// The replacement of whole lines whose text is not exactly what the model wrote.
///
/// Lines that both of the model's texts begin or end with are not touched: the file's own version of them stays.
struct LineReplacement {
  let source: SourceLines

  /// The index of the first line that the old text stands at.
  let first: Int

  let old: WantedText
  let new: WantedText
  let shift: IndentationShift

  func rangeAndBytes() throws(ToolError) -> (Range<Int>, [UInt8]) {
    let areLikeEnded = old.endsWithLineFeed == new.endsWithLineFeed
    let shorter = min(old.lines.count, new.lines.count)
    var head = zip(old.lines, new.lines).prefix { $0 == $1 }.count
    var tail = 0
    if areLikeEnded {
      while tail < shorter - head, old.lines[old.lines.count - 1 - tail] == new.lines[new.lines.count - 1 - tail] {
        tail += 1
      }
    }
    // Where a text ends within a line, that line is replaced whatever it is: its end in the file comes behind it.
    if tail == 0, !(old.endsWithLineFeed && areLikeEnded) {
      head = min(head, old.lines.count - 1, new.lines.count - 1)
    }
    let lines = new.lines[head..<new.lines.count - tail]
    let lineEnd = source.lineEnd(of: first)
    var bytes: [UInt8] = []
    for (index, line) in zip(lines.indices, lines) {
      guard let shifted = shift.applied(to: line) else {
        throw ToolError(
          "the old text was found with less indentation, which the new text's line \(index + 1) cannot lose; copy the lines "
            + "as `read_file` shows them")
      }
      bytes += shifted
      if tail > 0 || index < new.lines.count - 1 || new.endsWithLineFeed { bytes += lineEnd }
    }
    let start = first + head < source.lines.count ? source.lines[first + head].content.lowerBound : source.bytes.count
    return (start..<max(start, end(tail: tail, head: head)), bytes)
  }

  /// Behind what is replaced.
  private func end(tail: Int, head: Int) -> Int {
    let last = first + old.lines.count - 1 - tail
    // Nothing of the old text is left between what stays: something is put in.
    guard last >= first + head else { return 0 }
    return tail > 0 || old.endsWithLineFeed ? source.lines[last].end : source.lines[last].content.upperBound
  }
}
