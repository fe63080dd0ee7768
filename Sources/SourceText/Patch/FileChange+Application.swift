extension FileChange {
  /// The new content of a file; nil when the hunks do not fit the old one.
  ///
  /// They fit if every line of the old side stands where the hunk says. Nothing is moved to where it might fit: line
  /// numbers would then differ from those of the patch.
  package func applied(to content: [UInt8]) -> [UInt8]? {
    let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // After a last line feed, there is an empty piece that is no line.
    let hasFinalNewline = content.last == UInt8(ascii: "\n") || content.isEmpty
    let count = hasFinalNewline ? lines.count - 1 : lines.count
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var position = 0
    func take(_ end: Int) {
      for line in lines[position..<end] {
        result += line
        result.append(UInt8(ascii: "\n"))
      }
      position = end
    }
    var lacksNewline = false
    for hunk in hunks {
      // Without old lines, the hunk stands behind the line that it names.
      let start = hunk.oldCount == 0 ? hunk.oldStart : hunk.oldStart - 1
      guard start >= position, start <= count else { return nil }
      take(start)
      for line in hunk.lines {
        if line.kind != .added {
          guard position < count, String(decoding: lines[position], as: UTF8.self) == line.text,
            line.lacksNewline == (position == count - 1 && !hasFinalNewline)
          else { return nil }
        }
        switch line.kind {
        case .context: take(position + 1)
        case .removed: position += 1
        case .added:
          result += line.text.utf8
          result.append(UInt8(ascii: "\n"))
        }
        if line.kind != .removed { lacksNewline = line.lacksNewline }
      }
    }
    let isAtEnd = position == count
    take(count)
    // What follows the last hunk ends as it did; a hunk that reaches the end says how it ends.
    let endsBare = hunks.isEmpty || !isAtEnd ? !hasFinalNewline : lacksNewline
    if endsBare, result.last == UInt8(ascii: "\n") { result.removeLast() }
    return result
  }
}
