package import SourceText

/// One thing to do to one file, as an engine proposes it: a model, a recipe, another program.
///
/// Engines only produce these; `EditTransaction` alone carries them out.
package struct FileOperation: Hashable, Sendable {
  package var path: RelativePath

  package var action: Action

  /// Why, in a few words, for reports.
  package var reason: String

  package enum Action: Hashable, Sendable {
    /// A new file; there must be none.
    case create([UInt8], isExecutable: Bool)

    /// Replacements in a file whose content has this hash.
    case edit(base: ContentHash, [Replacement])

    /// The file with this hash goes.
    case delete(base: ContentHash)

    /// The file with this hash goes to a path where there is none.
    case move(base: ContentHash, to: RelativePath)
  }

  /// Bytes that take the place of others.
  package struct Replacement: Hashable, Sendable {
    /// Offsets in the file as it was before all edits; empty to insert.
    package var range: Range<Int>
    package var bytes: [UInt8]

    package init(_ range: Range<Int>, _ bytes: [UInt8]) {
      self.range = range
      self.bytes = bytes
    }
  }

  package init(_ path: RelativePath, _ action: Action, reason: String = "") {
    self.path = path
    self.action = action
    self.reason = reason
  }
}
