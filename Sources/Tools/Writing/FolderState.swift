internal import Editing
internal import SourceText

/// What lies in a folder at one moment, as a list shows it.
struct FolderState {
  private struct Entry: Hashable {
    var kind: FolderListing.Kind
    var size: Int
  }

  private let entries: [RelativePath: Entry]

  init(_ listing: FolderListing, _ rules: ReadingRules) {
    let shown = listing.entries.filter { $0.kind != .folder && !rules.isHidden($0.path) }
    entries = Dictionary(shown.map { ($0.path, Entry(kind: $0.kind, size: $0.size)) }) { first, _ in first }
  }

  /// The paths that have come, gone, or become another kind or size.
  func changes(since before: FolderState) -> [RelativePath] {
    Set(entries.keys).union(before.entries.keys).filter { entries[$0] != before.entries[$0] }
  }
}
