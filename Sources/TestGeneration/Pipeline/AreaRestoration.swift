internal import SourceText
internal import SwiftSource
internal import Verification

/// Brings the areas back to what they held, so that the mutants and the manifest of one module are not in the way of the next.
struct AreaRestoration: Sendable {
  private let areas: GenerationAreas

  /// As they are when nothing is left out and nothing added but targets for tests.
  private var manifests: [RelativePath: String] = [:]

  init(_ areas: GenerationAreas) throws {
    self.areas = areas
    for (path, text) in try PackageManifests.texts(in: areas.project) { manifests[path] = text }
  }

  /// Takes over what was written for a module, and undoes what was done for it.
  ///
  /// - Parameters:
  ///   - module: the module that was worked on.
  ///   - files: what was written for it.
  mutating func restore(after module: ProjectLayout.Module, _ files: [GenerationReport.WrittenFile]) throws {
    for file in files where manifests[file.path] != nil { manifests[file.path] = file.after }
    for area in [areas.project, areas.recording, areas.mutants, areas.trial] {
      for (path, text) in manifests { try area.write(Array(text.utf8), to: path) }
      // A manifest that got a target for tests does not load where these are missing.
      for file in files where manifests[file.path] == nil { try area.write(Array(file.after.utf8), to: file.path) }
    }
    for area in [areas.mutants, areas.trial] {
      for path in module.sources where path.fileExtension == "swift" && areas.project.has(path) {
        guard let bytes = try areas.project.content(of: path, limit: 8 << 20) else { continue }
        try area.write(bytes, to: path)
      }
      if let folder = module.path { try area.removeFile(RelativePath("\(folder)/\(SchemataSupport.fileName)")) }
    }
  }
}
