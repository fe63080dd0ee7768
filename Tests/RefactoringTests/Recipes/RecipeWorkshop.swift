import Editing
import Foundation
import Processes
import SourceText
import TestSupport
import Verification

@testable import Refactoring

/// A real folder with files, the real sandbox, and recipes that work there.
final class RecipeWorkshop {
  let area: WorkArea
  let settings: EngineSettings
  private let folder: FolderOwner

  var path: String { folder.path }

  static let searched = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)

  static func has(_ program: String) -> Bool {
    let home = ProcessInfo.processInfo.environment["HOME"]
    return (try? ProgramLocation(finding: program, in: searched.filter { $0.hasPrefix("/") }, home: home)) != nil
  }

  static func settings(environment: [String: String] = ProcessInfo.processInfo.environment) async throws
    -> EngineSettings
  {
    let launcher = try SandboxPolicy.resolved(ProgramRunner(named: "escape-artist").path)
    return EngineSettings(sandbox: try await Sandbox.prepared(launcher: launcher), environment: environment)
  }

  init(
    _ files: [String: String] = [:], environment: [String: String] = ProcessInfo.processInfo.environment
  ) async throws {
    folder = try FolderOwner()
    settings = try await Self.settings(environment: environment)
    area = WorkArea(path: folder.path, sandbox: settings.sandbox, user: environment)
    for (name, text) in files { try write(Array(text.utf8), to: name) }
  }

  func write(_ bytes: [UInt8], to name: String) throws { try area.write(bytes, to: try RelativePath(name)) }

  func text(_ name: String) throws -> String? {
    try area.content(of: try RelativePath(name), limit: 1 << 20).map { String(decoding: $0, as: UTF8.self) }
  }

  func scope(pass: Int = 1) throws -> EditScope {
    EditScope(area: area, files: try area.files(limit: 1_000) { $0.string != ".build" }, pass: pass)
  }

  /// Reads a recipe and asks its engines once each.
  func proposals(
    of recipe: String, given: [String: String] = [:], from source: RecipeSource = .named("r.yml"), pass: Int = 1
  ) async throws -> [Proposal] {
    let recipe = try Recipe(reading: Array(recipe.utf8), from: source, named: "r.yml")
    let catalogue = try RecipeCatalogue(builtIn: [:]) { _ in nil }
    let planned = try catalogue.plan(recipe, given: given, settings: settings)
    var proposals: [Proposal] = []
    for engine in planned.plan.engines { proposals.append(try await engine.propose(try scope(pass: pass))) }
    return proposals
  }
}

/// A folder in a class, since a class holds it.
private final class FolderOwner {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  var path: String { folder.path }
}

extension ProposedStep {
  /// What the files would hold.
  func results(in workshop: RecipeWorkshop) throws -> [String: String] {
    var results: [String: String] = [:]
    for operation in operations {
      let old = try workshop.area.content(of: operation.path, limit: 1 << 20) ?? []
      switch operation.action {
      case .create(let bytes, _): results[operation.path.string] = String(decoding: bytes, as: UTF8.self)
      case .edit(let base, let replacements):
        guard base == ContentHash(of: old) else { continue }
        var bytes = old
        for replacement in replacements.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
          bytes.replaceSubrange(replacement.range, with: replacement.bytes)
        }
        results[operation.path.string] = String(decoding: bytes, as: UTF8.self)
      case .delete, .move: results[operation.path.string] = ""
      }
    }
    return results
  }
}
