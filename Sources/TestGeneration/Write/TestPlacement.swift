internal import SourceText
internal import SwiftSource
internal import Verification

/// Where tests go in a Swift package, and how they are written there.
struct TestPlacement: Sendable {
  let module: String

  /// The test target's name.
  let target: String

  /// The folder with its sources.
  let folder: RelativePath

  let style: SwiftTestFile.Style

  /// Files that are there already, with their texts.
  let files: [RelativePath: String]

  /// The manifests that get a target for tests, where there was none.
  let manifests: [ChangedManifest]

  /// A manifest before and after a target was added.
  struct ChangedManifest: Hashable, Sendable {
    let path: RelativePath
    let before: String
    let after: String
  }

  /// Bytes of a test file that is read at most.
  private static let sizeLimit = 4 << 20

  /// Chooses the target that tests the module: one that depends on it and is named after it, else the first that does.
  ///
  /// - Throws: `TestGenerationError` with code `.noTarget` when there is no test target and none can be added.
  static func find(
    for module: ProjectLayout.Module, in package: SwiftPackage, framework wanted: ProjectLayout.TestFramework?
  ) throws -> TestPlacement {
    let area = package.area
    let candidates = package.layout.testModules.filter { $0.dependencies.contains(module.name) && $0.isNative }
    let chosen = candidates.first { $0.name == "\(module.name)Tests" } ?? candidates.first
    guard let chosen, let folder = chosen.path else {
      let name = "\(module.name)Tests"
      let folder = try RelativePath("Tests/\(name)")
      let manifests = try PackageManifests.texts(in: area).compactMap { path, text in
        Self.adding(tests: name, of: module.name, to: text)
          .map { ChangedManifest(path: path, before: text, after: $0) }
      }
      guard !manifests.isEmpty else {
        throw TestGenerationError(
          .noTarget,
          "no test target depends on \(module.name), and Package.swift assigns no package to which one could be added; "
            + "add `.testTarget(name: \"\(name)\", dependencies: [\"\(module.name)\"])`")
      }
      let dialect = wanted.flatMap(ExpectationDialect.init) ?? .swiftTesting
      return TestPlacement(
        module: module.name, target: name, folder: folder, style: SwiftTestFile.Style(dialect: dialect), files: [:],
        manifests: manifests)
    }
    var files: [RelativePath: String] = [:]
    for path in chosen.sources where path.fileExtension == "swift" {
      if let bytes = try area.content(of: path, limit: sizeLimit) {
        files[path] = String(decoding: bytes, as: UTF8.self)
      }
    }
    let framework = wanted ?? (chosen.frameworks.contains(.swiftTesting) ? .swiftTesting : chosen.frameworks.first)
    var style = SwiftTestFile.Style(dialect: framework.flatMap(ExpectationDialect.init) ?? .swiftTesting)
    style.indentation = commonIndentation(in: files.values)
    style.isFinal =
      files.values.contains { $0.contains("final class") } || !files.values.contains { $0.contains("class ") }
    return TestPlacement(
      module: module.name, target: chosen.name, folder: folder, style: style, files: files, manifests: [])
  }

  /// The manifest with a target for tests: in its list of targets, or where that is no list, behind it.
  private static func adding(tests name: String, of module: String, to manifest: String) -> String? {
    if let extended = ManifestTarget.adding(tests: name, of: module, to: manifest) { return extended }
    guard let variable = PackageManifests.variable(in: manifest) else { return nil }
    let space = manifest.hasSuffix("\n") ? "\n" : "\n\n"
    return manifest + space
      + "\(variable).targets.append(.testTarget(name: \"\(name)\", dependencies: [\"\(module)\"]))\n"
  }

  private static func commonIndentation(in texts: some Collection<String>) -> String {
    var counts: [String: Int] = [:]
    for text in texts { counts[TestFileExtension(text).indentation, default: 0] += 1 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "  "
  }
}
