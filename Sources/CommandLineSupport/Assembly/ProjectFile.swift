package import Git
internal import SourceText

/// The project's own configuration, as it was before the change.
package enum ProjectFile {
  package static let name = ".fulcrum.yml"

  /// The file at a base; nil when there is no base or no such file.
  ///
  /// - Parameter warnings: gets a sentence when the file is there and cannot be used.
  package static func reading(
    at base: Snapshot, in repository: any Repository, warnings: inout [String]
  ) async throws -> ConfigurationFile? {
    guard case .commit = base else { return nil }
    guard let path = try? RelativePath(name), let entry = try await repository.entry(at: path, in: base) else {
      return nil
    }
    do {
      let bytes = try await repository.blob(entry.id, limit: ConfigurationFile.sizeLimit)
      return ConfigurationFile(name: name, bytes: bytes)
    } catch {
      warnings.append("the project's \(name) has no effect: \(error)")
      return nil
    }
  }
}
