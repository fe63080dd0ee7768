package import AgentKernel
package import SourceText

/// The hunks of a patch put into a file, each where its lines are.
///
/// The numbers in a hunk's header are believed if its lines stand there. If not, the one place is taken that has them, by
/// the tiers of `EditMatch`; what the patch does not change keeps the file's own version.
package struct PatchEdit: Sendable {
  private let hunks: [Hunk]

  package init(_ hunks: [Hunk]) {
    self.hunks = hunks
  }

  /// Makes the change.
  ///
  /// - Throws: `ToolError`, worded for the model, when a hunk has no place or more than one.
  package func applied(to file: [UInt8]) throws(ToolError) -> TextEdit.Result {
    var writer = Writer(SourceLines(file))
    for (index, hunk) in hunks.enumerated() {
      do {
        try writer.put(hunk)
      } catch {
        throw ToolError("hunk \(index + 1) (line \(hunk.oldStart)): \(error)")
      }
    }
    return TextEdit.Result(bytes: writer.finished(), tier: writer.tier, count: hunks.count)
  }

  /// The lines of the new file, one after the other.
  private struct Writer {
    private struct NewLine {
      var content: ArraySlice<UInt8>

      /// Nil for what the lines around it have.
      var end: ArraySlice<UInt8>?
    }

    private let source: SourceLines
    private var lines: [NewLine] = []

    /// The index of the first line of the source that is not written yet.
    private var next = 0

    /// How far the last hunk was from where its header says.
    private var drift = 0

    private(set) var tier = EditMatch.Tier.exact

    init(_ source: SourceLines) {
      self.source = source
    }

    mutating func put(_ hunk: Hunk) throws(ToolError) {
      let old = hunk.lines.filter { $0.kind != .added }.map(Self.content)
      let (start, shift) = try place(of: hunk, old)
      keep(until: start)
      for line in hunk.lines {
        switch line.kind {
        case .context: keep(until: next + 1)
        case .removed: next += 1
        case .added:
          guard let content = shift.applied(to: Self.content(line)[...]) else {
            throw ToolError(
              "its lines were found with less indentation, which the line \"\(line.text.prefix(80))\" cannot lose")
          }
          let end: ArraySlice<UInt8>? = line.lacksNewline ? [] : nil
          lines.append(NewLine(content: content[...], end: end))
        }
      }
      // Without old lines, a hunk stands behind the line that it names.
      drift = start - (old.isEmpty ? hunk.oldStart : hunk.oldStart - 1)
    }

    mutating func finished() -> [UInt8] {
      keep(until: source.lines.count)
      let start = source.lines.first?.content.lowerBound ?? source.bytes.count
      var bytes = Array(source.bytes[..<start])
      for (index, line) in lines.enumerated() {
        bytes += line.content
        let isLast = index == lines.count - 1
        let end = line.end ?? source.lineEnd(of: 0)[...]
        // A line that was the last one may have had no end.
        bytes += end.isEmpty && !isLast ? source.lineEnd(of: 0)[...] : end
      }
      return bytes
    }

    private mutating func keep(until end: Int) {
      while next < end {
        let line = source.lines[next]
        lines.append(
          NewLine(
            content: source.bytes[line.content], end: source.bytes[line.content.upperBound..<line.end]))
        next += 1
      }
    }

    private mutating func place(
      of hunk: Hunk, _ old: [ArraySlice<UInt8>]
    ) throws(ToolError) -> (start: Int, IndentationShift) {
      guard !old.isEmpty else {
        // Nothing but the number says where.
        let start = hunk.oldStart + drift
        guard start >= next, start <= source.lines.count else {
          throw ToolError(
            "it has no lines of the old file, and line \(hunk.oldStart) is not there; add lines of context")
        }
        return (start, .none)
      }
      let search = LineSearch(source, old)
      let expected = hunk.oldStart - 1 + drift
      if expected >= next, search.isExact(at: expected) { return (expected, .none) }
      for tier in EditMatch.Tier.allCases {
        switch search.find(tier, from: next) {
        case .none: continue
        case .one(let start, let shift):
          self.tier = max(self.tier, tier)
          return (start, shift)
        case .several(let count, let starts):
          let places = starts.map { String($0 + 1) }.joined(separator: ", ")
          throw ToolError(
            "its lines are there \(count) times\(tier.words), at lines \(places); correct its line number, or add context"
          )
        }
      }
      throw EditRefusal(EditCandidate.nearest(to: old, in: source), in: source).error
    }

    private static func content(_ line: DiffLine) -> ArraySlice<UInt8> {
      let bytes = Array(line.text.utf8)
      return bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes[...]
    }
  }
}
