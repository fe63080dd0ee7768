package import SourceText

/// Files that the reading tools show: those of a repository's states, or of a work area.
///
/// What it throws as `ToolError` is worded for the model.
package protocol FileView: Sendable {
  /// The text of a file; bytes that are not UTF-8 become U+FFFD.
  ///
  /// - Throws: `ToolError` when there is no such text file or it is not to be shown.
  func text(at path: RelativePath, in version: FileVersion) async throws -> String

  /// Is told which lines of a text that it gave a model gets to see, whole and as they are.
  ///
  /// - Parameters:
  ///   - lines: their numbers, from 1.
  ///   - count: the lines that the text has.
  func didShow(_ lines: Set<Int>, of count: Int, in path: RelativePath, _ version: FileVersion) async

  /// All files below a folder (nil: all), in the order of their paths; folders themselves are not listed.
  func files(below folder: RelativePath?, in version: FileVersion) async throws -> [ViewedFile]

  /// The contents of those of some files that can be read and are not too large to search.
  ///
  /// - Parameter files: at the most some dozens, since all contents are given at once.
  func contents(of files: [ViewedFile]) async throws -> [RelativePath: [UInt8]]
}

extension FileView {
  package func didShow(_ lines: Set<Int>, of count: Int, in path: RelativePath, _ version: FileVersion) async {}
}

/// A file in a list.
package struct ViewedFile: Hashable, Sendable {
  package var path: RelativePath

  /// Whether it is a regular file, and no link or submodule.
  package var isRegular: Bool

  /// The blob that holds its content, if it is git's.
  package var blob: ObjectID?

  package init(path: RelativePath, isRegular: Bool, blob: ObjectID? = nil) {
    self.path = path
    self.isRegular = isRegular
    self.blob = blob
  }
}

/// The state before or after the change.
package enum FileVersion: String, Decodable, Sendable {
  case new
  case old

  var words: String {
    switch self {
    case .new: "state after the change"
    case .old: "state before the change"
    }
  }
}
