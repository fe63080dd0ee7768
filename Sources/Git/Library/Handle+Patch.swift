internal import CLibgit2
internal import SourceText

extension Handle where Resource == PatchResource {
  /// The lines of all hunks, context included.
  var lineCount: Int {
    (0..<git_patch_num_hunks(pointer)).reduce(0) { $0 + Int(git_patch_num_lines_in_hunk(pointer, $1)) }
  }

  /// The hunks as plain values; each line's text is copied once.
  borrowing func hunks() throws(LibraryFailure) -> [Hunk] {
    var hunks: [Hunk] = []
    for position in 0..<git_patch_num_hunks(pointer) {
      var header: UnsafePointer<git_diff_hunk>?
      var count = 0
      try check(git_patch_get_hunk(&header, &count, pointer, position))
      guard let found = header else { continue }
      var hunk = Hunk(
        oldStart: Int(found.pointee.old_start), oldCount: Int(found.pointee.old_lines),
        newStart: Int(found.pointee.new_start), newCount: Int(found.pointee.new_lines), section: found.section)
      hunk.lines.reserveCapacity(count)
      for offset in 0..<count {
        var line: UnsafePointer<git_diff_line>?
        try check(git_patch_get_line_in_hunk(&line, pointer, position, offset))
        if let line, let value = DiffLine(line.pointee) { hunk.lines.append(value) }
      }
      hunks.append(hunk)
    }
    return hunks
  }
}

extension DiffLine {
  /// A line of a patch; nil for the notes about a missing line feed, which the line before tells by itself.
  fileprivate init?(_ line: git_diff_line) {
    let kind: Kind
    switch UInt8(bitPattern: line.origin) {
    case UInt8(ascii: " "): kind = .context
    case UInt8(ascii: "+"): kind = .added
    case UInt8(ascii: "-"): kind = .removed
    default: return nil
    }
    let bytes = UnsafeRawBufferPointer(start: line.content, count: line.content_len)
    let hasNewline = bytes.last == UInt8(ascii: "\n")
    self.init(
      kind: kind, oldNumber: max(0, Int(line.old_lineno)), newNumber: max(0, Int(line.new_lineno)),
      text: String(decoding: hasNewline ? bytes.dropLast() : bytes[...], as: UTF8.self), lacksNewline: !hasNewline)
  }
}

extension UnsafePointer<git_diff_hunk> {
  /// What follows the second `@@` of the header.
  fileprivate var section: String {
    let length = Swift.min(pointee.header_len, Int(GIT_DIFF_HUNK_HEADER_SIZE))
    let header = withUnsafeBytes(of: pointee.header) { String(decoding: $0.prefix(length), as: UTF8.self) }
    guard let range = header.dropFirst(2).firstRange(of: "@@ ") else { return "" }
    return String(header[range.upperBound...].prefix { !$0.isNewline })
  }
}
