extension FileChange {
  /// The new content of a file; nil when the hunks do not fit the old one.
  ///
  /// They fit if every line of the old side stands where the hunk says, and every line of the new side comes to stand
  /// where the hunk says. Nothing is moved to where it might fit: line numbers would then differ from those of the patch.
  package func applied(to content: [UInt8]) -> [UInt8]? {
    let lines = Self.lines(of: content)
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var position = 0
    var newPosition = 0
    // Only the last line of a file may lack its line feed.
    func append(_ line: some Collection<UInt8>) -> Bool {
      guard result.isEmpty || result.last == UInt8(ascii: "\n"), !line.isEmpty else { return false }
      result += line
      newPosition += 1
      return true
    }
    func take(_ end: Int) -> Bool {
      guard position <= end, end <= lines.count else { return false }
      defer { position = end }
      return lines[position..<end].allSatisfy { append($0) }
    }
    for hunk in hunks {
      guard take(hunk.oldOffset), newPosition == hunk.newOffset else { return nil }
      for line in hunk.lines {
        if line.kind != .added { guard position < lines.count, line.isSame(as: lines[position]) else { return nil } }
        switch line.kind {
        case .context: guard take(position + 1) else { return nil }
        case .removed: position += 1
        case .added: guard append(line.bytes) else { return nil }
        }
      }
    }
    return take(lines.count) ? result : nil
  }

  /// The lines of a file, each with its line feed.
  private static func lines(of content: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < content.count {
      let end = content[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? content.count
      lines.append(content[start..<end])
      start = end
    }
    return lines
  }
}

extension DiffLine {
  /// The line as it stands in a file.
  fileprivate var bytes: [UInt8] { Array(text.utf8) + (lacksNewline ? [] : [UInt8(ascii: "\n")]) }

  /// Whether a line of a file is this one, by bytes but for those that are no UTF-8, which `text` does not have.
  fileprivate func isSame(as line: ArraySlice<UInt8>) -> Bool {
    let isBare = line.last != UInt8(ascii: "\n")
    return isBare == lacksNewline
      && String(decoding: isBare ? line : line.dropLast(), as: UTF8.self).utf8.elementsEqual(text.utf8)
  }
}
