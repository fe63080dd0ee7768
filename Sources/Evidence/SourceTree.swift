package import SourceText

/// All files of a repository in one state: what a rule may ask besides the change itself.
///
/// The room that knows git supplies it; rules see names and bytes only.
package protocol SourceTree: Sendable {
  /// Every file, sorted by path; folders are not listed, links and submodules are.
  var files: [SourceFile] { get async throws }

  /// The file at a path; nil when there is none.
  func file(at path: RelativePath) async throws -> SourceFile?

  /// The content of a file, or the target of a link.
  ///
  /// - Parameter limit: bytes; nothing of a larger file is read.
  /// - Returns: nil when the file is larger, is a submodule, or cannot be read.
  func content(of file: SourceFile, limit: Int) async throws -> [UInt8]?
}

/// A file of a `SourceTree`.
package struct SourceFile: Hashable, Sendable {
  package var path: RelativePath
  package var mode: FileMode
  package var blob: ObjectID

  package init(path: RelativePath, mode: FileMode = .regular, blob: ObjectID) {
    self.path = path
    self.mode = mode
    self.blob = blob
  }
}

extension SourceTree {
  /// The text of the file at a path; nil when there is no such file, or it cannot be read.
  func text(at path: RelativePath, limit: Int) async throws -> String? {
    guard let file = try await file(at: path), file.mode == .regular || file.mode == .executable,
      let bytes = try await content(of: file, limit: limit)
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
