package import Editing
package import SourceText

/// Files of a work area, to read and to change.
///
/// What it throws as `ToolError` is worded for the model.
package protocol WorkFiles: FileView {
  /// A file as it is now, to be changed.
  ///
  /// - Parameter needsReading: whether the model must have read it before, as for who replaces all of it.
  /// - Returns: nil when nothing is there.
  /// - Throws: `ToolError` when it may not be changed, or is not any more what the model has read.
  func file(at path: RelativePath, needsReading: Bool) async throws -> StoredFile?

  /// Carries operations out: all of them or none.
  ///
  /// - Throws: `ToolError` when they are refused.
  func apply(_ operations: [FileOperation]) async throws

  /// Does something in which files may change by another hand.
  ///
  /// - Returns: what it gave, and the files that are not as they were; the model has to read these anew.
  func watching<Result: Sendable>(
    _ work: @Sendable () async throws -> Result
  ) async throws -> (result: Result, changed: [RelativePath])
}
