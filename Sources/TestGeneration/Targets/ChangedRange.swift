/// A range of revisions as git writes it: `A..B`, `A...B`, or one revision for it against the work tree.
package struct ChangedRange: Hashable, Sendable {
  package let old: String

  /// Nil for the work tree.
  package let new: String?

  /// Whether the change is counted from where both sides parted.
  package let isFromMergeBase: Bool

  /// - Parameter text: what the user wrote; a side that is left out is `HEAD`, and dots that stand alone belong to names.
  /// - Returns: nil for a text without a revision, or with two ranges.
  package init?(_ text: String) {
    guard let separator = text.firstRange(of: "..") else {
      guard !text.isEmpty else { return nil }
      (old, new, isFromMergeBase) = (text, nil, false)
      return
    }
    let before = text[..<separator.lowerBound]
    var after = text[separator.upperBound...]
    isFromMergeBase = after.first == "."
    if isFromMergeBase { after.removeFirst() }
    guard !(before.isEmpty && after.isEmpty), after.first != ".", after.firstRange(of: "..") == nil else { return nil }
    old = before.isEmpty ? "HEAD" : String(before)
    new = after.isEmpty ? "HEAD" : String(after)
  }
}
