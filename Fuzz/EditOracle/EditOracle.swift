package import FuzzOracles
internal import SourceText
package import Tools

/// `EditMatch` and `TextEdit` against `ReferenceEdit`, and `PatchEdit` against `PatchedText`.
///
/// The place that is found is the one that the reference finds, at the same tier: a text that stands once as it is is
/// always found, one that stands there more than once is always refused. Outside the place every byte stays; inside stand
/// the lines of the new text; taken back, the edit gives the old file. A patch that fits gives what it describes.
///
/// The input is a file, an old and a new text, with the byte 1 between them; or a patch, which begins with `--- `.
package struct EditOracle: Sendable {
  package typealias Finder = @Sendable (_ old: String, _ file: [UInt8]) -> EditMatch.Outcome

  /// Makes an edit; nil when it is refused.
  package typealias Application = @Sendable (_ edit: TextEdit, _ file: [UInt8]) -> [UInt8]?

  private let find: Finder
  private let apply: Application

  package init(
    find: @escaping Finder = { EditMatch.find(old: $0, in: $1) },
    apply: @escaping Application = { try? $0.applied(to: $1).bytes }
  ) {
    self.find = find
    self.apply = apply
  }

  /// - Throws: `Violation`.
  package func check(_ input: [UInt8]) throws(Violation) {
    if input.starts(with: "--- ".utf8) { return try checkPatch(input) }
    let parts = input.split(separator: 1, omittingEmptySubsequences: false).map(Array.init)
    guard parts.count == 3, let old = String(validating: parts[1], as: UTF8.self),
      let new = String(validating: parts[2], as: UTF8.self)
    else { return }
    let file = parts[0]
    let found = try ProcessorTime.bounded(
      "finding \(parts[1].count) bytes in \(file.count)", microseconds: 200 * (file.count + parts[1].count)
    ) { () throws(Violation) in find(old, file) }
    let reference = ReferenceEdit(file)
    let expected = reference.find(old)
    try require(
      Self.isSame(found, expected), "\(shown(parts[1])) in \(shown(file)): \(found), and the reference \(expected)")
    let result = apply(TextEdit(old: old, new: new), file)
    switch expected {
    case .none, .several:
      try require(result == nil, "\(shown(parts[1])) is \(expected) in \(shown(file)), and is replaced")
    case .one(let tier, let range):
      if tier == 0 {
        let whole = file[..<range.lowerBound] + reference.asInFile(new) + file[range.upperBound...]
        try require(
          result == (Array(whole) == file ? nil : Array(whole)),
          "\(shown(parts[1])) in \(shown(file)) becomes \(shown(parts[2])): \(result.map(shown) ?? "refused")")
      }
      if let result { try check(result, of: new, at: range, tier, in: file) }
    }
    try checkAll(old, new, in: file, reference)
  }

  private static func isSame(_ found: EditMatch.Outcome, _ expected: ReferenceEdit.Outcome) -> Bool {
    switch (found, expected) {
    case (.found(let place), .one(let tier, let range)): place.tier.rawValue == tier && place.range == range
    case (.ambiguous(let tier, let count, let lines), .several(let expectedTier, let expectedCount)):
      tier.rawValue == expectedTier && count == expectedCount && !lines.isEmpty
    case (.absent(let candidates), .none): candidates.count <= 3
    default: false
    }
  }

  /// What an edit leaves and what it puts in.
  private func check(
    _ result: [UInt8], of new: String, at range: Range<Int>, _ tier: Int, in file: [UInt8]
  ) throws(Violation) {
    let behind = file[range.upperBound...]
    let end = result.count - behind.count
    try require(
      end >= range.lowerBound && result.starts(with: file[..<range.lowerBound]) && result[max(0, end)...] == behind,
      "bytes outside \(range) of \(shown(file)) have changed: \(shown(result))")
    let (before, after) = (Array(file[range]), Array(result[range.lowerBound..<end]))
    if tier > 0 {
      let (lines, wanted) = (ReferenceEdit.lines(of: after), ReferenceEdit.lines(of: Array(new.utf8)))
      try require(
        lines.count == wanted.count
          && zip(lines, wanted).allSatisfy { ReferenceEdit.folded($0, tier) == ReferenceEdit.folded($1, tier) },
        "in \(shown(file)), \(shown(before)) becomes \(shown(after)), and \(shown(Array(new.utf8))) was wanted")
    }
    // What was put in is found again and taken back, if it stands there once and is text.
    guard let old = String(validating: after, as: UTF8.self), let back = String(validating: before, as: UTF8.self),
      ReferenceEdit(result).usesReturns == ReferenceEdit(file).usesReturns,
      case .one(let again, let place) = ReferenceEdit(result).find(old), again == 0, place == range.lowerBound..<end
    else { return }
    let restored = apply(TextEdit(old: old, new: back), result)
    try require(
      restored == file, "\(shown(result)) is taken back to \(restored.map(shown) ?? "nothing"), not \(shown(file))")
  }

  private func checkAll(
    _ old: String, _ new: String, in file: [UInt8], _ reference: ReferenceEdit
  ) throws(Violation) {
    guard let expected = reference.replacingAll(old, new) else { return }
    let result = apply(TextEdit(old: old, new: new, replacesAll: true), file)
    try require(
      result == (expected == file ? nil : expected),
      "all of \(shown(Array(old.utf8))) in \(shown(file)) become \(result.map(shown) ?? "refused"), not \(shown(expected))"
    )
  }

  /// A patch goes where it says when its lines stand there, although they may stand elsewhere too.
  private func checkPatch(_ input: [UInt8]) throws(Violation) {
    guard let patch = try? Patch(parsing: input, limits: PatchLimits(size: 1 << 16, lines: 500, files: 20)) else {
      return
    }
    for change in patch.files.map(\.change) where !change.hunks.isEmpty {
      // The file's line ends are kept, whatever the patch has; and a byte order mark belongs to no line.
      let lines = change.hunks.flatMap(\.lines).map(\.text.utf8)
      if lines.contains(where: { $0.contains(0x0D) || $0.starts(with: [0xEF, 0xBB, 0xBF]) }) { continue }
      for ending in PatchedText.Ending.allCases {
        guard let text = PatchedText(change.hunks, ending: ending, lineEnd: [0x0A]), let new = text.new else {
          continue
        }
        let result = try? PatchEdit(change.hunks).applied(to: text.old).bytes
        try require(
          result == new,
          "\(shown(input)) applied to \(shown(text.old)) gives \(result.map(shown) ?? "nothing"), not \(shown(new))")
      }
    }
  }

  private func shown(_ bytes: [UInt8]) -> String { String(reflecting: String(decoding: bytes, as: UTF8.self)) }
}
