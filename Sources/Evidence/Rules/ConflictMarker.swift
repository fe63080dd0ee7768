package import SourceText

/// Reports merge conflict markers that a change adds.
package struct ConflictMarker: EvidenceRule {
  package static let description = RuleDescription(
    id: "conflict-marker", title: "Merge conflict marker",
    rationale: """
      A conflict marker is what git leaves in a file that somebody still has to merge; the file seldom compiles with \
      it. Only exact markers at the start of a line count: seven signs, then a label. A line of equals signs counts \
      only between the two others, since it underlines headings. In prose the whole sequence must be there, outside a \
      code block, and in tests it must not be inside a string.
      """,
    category: .correctness, severity: .critical, confidence: 0.98, isBlocking: true)

  package init() {}

  private enum Marker {
    case opening
    case base
    case middle
    case closing
  }

  package func findings(in file: ChangedFile) -> [Finding] {
    var findings: [Finding] = []
    var pending: [(marker: Marker, line: ChangedFile.Line)] = []
    var isFenced = false

    func finish() {
      defer { pending = [] }
      let isWhole = pending.count >= 3 && pending[0].marker == .opening && pending[pending.count - 1].marker == .closing
      let reported = isWhole ? pending : pending.filter { $0.marker == .opening || $0.marker == .closing }
      guard let first = reported.first?.line, let last = reported.last?.line, isWhole || !file.role.isProse else {
        return
      }
      findings.append(finding(file, first, last, isWhole: isWhole))
    }

    for line in file.lines where line.kind != .removed {
      if file.role.isProse, isFence(file, line) { isFenced.toggle() }
      guard line.kind == .added, !isFenced, !(file.role.isTest && line.startsInString) else { continue }
      guard let marker = marker(file.bytes, line.range) else { continue }
      if marker == .opening, !pending.isEmpty { finish() }
      // The middle of nothing is a heading's underline.
      if pending.isEmpty, marker == .middle || marker == .base { continue }
      pending.append((marker, line))
      if marker == .closing { finish() }
    }
    finish()
    return findings
  }

  private func finding(
    _ file: ChangedFile, _ first: ChangedFile.Line, _ last: ChangedFile.Line, isWhole: Bool
  ) -> Finding {
    Self.description.finding(
      at: file.location(first, last), quote: file.quote(first),
      explanation: isWhole
        ? "Lines \(first.number) to \(last.number) are a merge conflict that was committed unresolved."
        : "Line \(first.number) was left over from a merge conflict.",
      suggestion: "Resolve the conflict and delete the markers.")
  }

  /// The marker that a line is; nil for seven signs that go on, or stand without a label.
  private func marker(_ bytes: [UInt8], _ range: Range<Int>) -> Marker? {
    guard range.count >= 7, bytes[range.lowerBound...].prefix(7).allSatisfy({ $0 == bytes[range.lowerBound] }) else {
      return nil
    }
    var end = range.upperBound
    if bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    let rest = end - range.lowerBound - 7
    let hasLabel = rest >= 2 && bytes[range.lowerBound + 7] == UInt8(ascii: " ")
    switch bytes[range.lowerBound] {
    case UInt8(ascii: "<") where hasLabel: return .opening
    case UInt8(ascii: "|") where hasLabel || rest == 0: return .base
    case UInt8(ascii: "=") where rest == 0: return .middle
    case UInt8(ascii: ">") where hasLabel: return .closing
    default: return nil
    }
  }

  /// Whether a line opens or closes a block of code in Markdown.
  private func isFence(_ file: ChangedFile, _ line: ChangedFile.Line) -> Bool {
    let start = file.trimmed(line.range).lowerBound
    return file.has("```", at: start, in: file.bytes) || file.has("~~~", at: start, in: file.bytes)
  }
}
