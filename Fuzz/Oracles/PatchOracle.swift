package import SourceText

/// What must be so of every patch that can be read.
///
/// Its lines are numbered as its headers say. From its hunks an old text and the new one are built without the code under
/// test (`PatchedText`); applied to the old one it gives the new one, reversed and applied to the new one it gives the old
/// one, byte for byte, with bytes between the hunks that are no text. It does not apply to a text in which one line
/// differs, nor to any when its own numbers do not fit together. Written out again it reads the same.
///
/// The input is the patch.
package struct PatchOracle: Sendable {
  /// Applies the hunks of a file to its old content; nil when they do not fit.
  package typealias Application = @Sendable (_ change: FileChange, _ content: [UInt8]) -> [UInt8]?

  private let apply: Application

  package init(apply: @escaping Application = { $0.applied(to: $1) }) { self.apply = apply }

  /// - Throws: `Violation`.
  package func check(_ input: [UInt8]) throws(Violation) {
    let limits = PatchLimits(size: 1 << 16, lines: 2000, files: 200)
    let read = try ProcessorTime.bounded("reading \(input.count) bytes", microseconds: 40 * input.count) {
      () throws(Violation) in try? Patch(parsing: input, limits: limits)
    }
    guard let patch = read else { return }
    try require(patch.files.count <= limits.files, "there are \(patch.files.count) files")
    for file in patch.files { try check(file.change) }
    let whole = patch.change
    try require(
      Set(whole.files.map { Array($0.path.string.utf8) }).count == whole.files.count,
      "a file stands in the change twice")
    try checkWriting(of: patch)
  }

  private func check(_ change: FileChange) throws(Violation) {
    for hunk in change.hunks { try checkNumbers(of: hunk) }
    for ending in PatchedText.Ending.allCases {
      guard let text = PatchedText(change.hunks, ending: ending) else { continue }
      let result = apply(change, text.old)
      try require(
        result == text.new,
        "\(change.path) applied to \(shown(text.old)) gives \(shown(result)), and not \(shown(text.new))")
      guard let new = text.new else { continue }
      let back = apply(change.reversed, new)
      try require(back == text.old, "\(change.path) taken back from \(shown(new)) gives \(shown(back))")
      guard let damaged = text.damaged else { continue }
      try require(
        apply(change, damaged) == nil, "\(change.path) applies to \(shown(damaged)), which it does not describe")
    }
  }

  private func checkNumbers(of hunk: Hunk) throws(Violation) {
    let old = hunk.lines.filter { $0.kind != .added }.map(\.oldNumber)
    let new = hunk.lines.filter { $0.kind != .removed }.map(\.newNumber)
    try require(
      old == Array(hunk.oldStart..<hunk.oldStart + hunk.oldCount)
        && new == Array(hunk.newStart..<hunk.newStart + hunk.newCount)
        && hunk.lines.allSatisfy {
          ($0.oldNumber > 0) == ($0.kind != .added) && ($0.newNumber > 0) == ($0.kind != .removed)
        },
      "the lines of the hunk -\(hunk.oldStart),\(hunk.oldCount) +\(hunk.newStart),\(hunk.newCount) are numbered \(old), \(new)"
    )
    try require(hunk.lines.allSatisfy { !$0.text.utf8.contains(UInt8(ascii: "\n")) }, "a line holds a line feed")
  }

  private func checkWriting(of patch: Patch) throws(Violation) {
    if patch.files.isEmpty { return }
    let text = patch.files.map { WrittenPatch.text(of: $0.change) }.joined()
    let again: Patch
    do {
      again = try Patch(parsing: Array(text.utf8))
    } catch {
      throw Violation("a patch that is written out cannot be read: \(error)\n\(text)")
    }
    let (before, after) = (patch.files.map(\.change), again.files.map(\.change))
    let isSame =
      before.count == after.count
      && zip(before, after).allSatisfy {
        $0.path == $1.path && $0.oldPath == $1.oldPath && $0.kind == $1.kind && $0.isBinary == $1.isBinary
          && $0.hunks == $1.hunks && ($0.old == nil) == ($1.old == nil) && ($0.new == nil) == ($1.new == nil)
      }
    try require(isSame, "a patch that is written out reads differently:\n\(text)\n\(before)\n\(after)")
  }

  private func shown(_ content: [UInt8]?) -> String {
    content.map { String(reflecting: String(decoding: $0, as: UTF8.self)) } ?? "nothing"
  }
}

extension FileChange {
  /// The change that takes this one's hunks back.
  fileprivate var reversed: FileChange {
    var change = self
    change.hunks = hunks.map { hunk in
      let lines = hunk.lines.map { line in
        let kind: DiffLine.Kind = line.kind == .added ? .removed : line.kind == .removed ? .added : .context
        return DiffLine(
          kind: kind, oldNumber: line.newNumber, newNumber: line.oldNumber, text: line.text,
          lacksNewline: line.lacksNewline)
      }
      return Hunk(
        oldStart: hunk.newStart, oldCount: hunk.newCount, newStart: hunk.oldStart, newCount: hunk.oldCount, lines: lines
      )
    }
    return change
  }
}
