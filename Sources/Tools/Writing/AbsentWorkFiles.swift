internal import AgentKernel
internal import Editing
internal import SourceText

/// Stands where a tool is looked at and never run, as when a permission is explained.
struct AbsentWorkFiles: WorkFiles {
  private static let absence = ToolError("there is no work area here")

  func text(at path: RelativePath, in version: FileVersion) async throws -> String { throw Self.absence }

  func files(below folder: RelativePath?, in version: FileVersion) async throws -> [ViewedFile] { throw Self.absence }

  func contents(of files: [ViewedFile]) async throws -> [RelativePath: [UInt8]] { throw Self.absence }

  func file(at path: RelativePath, needsReading: Bool) async throws -> StoredFile? { throw Self.absence }

  func apply(_ operations: [FileOperation]) async throws { throw Self.absence }

  func watching<Result: Sendable>(
    _ work: @Sendable () async throws -> Result
  ) async throws -> (result: Result, changed: [RelativePath]) { throw Self.absence }
}
