package import Characterization
package import SourceText
internal import SwiftSource
package import Verification

/// Calls of what some files of a module declare, for who wants to know whether a change of them matters.
package struct ModuleCalls: Sendable {
  package let candidates: [CallCandidate]

  /// Properties that a test cannot read, as `Type.name`.
  package let hiddenProperties: Set<String>

  package let usesFoundation: Bool

  /// Bytes of a source file that are read.
  private static let sizeLimit = 8 << 20

  /// Asks the engine that needs no model.
  ///
  /// - Parameters:
  ///   - module: its name.
  ///   - files: whose declarations are called.
  ///   - package: as it lies built in its area.
  ///   - limit: calls at the most.
  /// - Throws: `TestGenerationError`, `VerificationError`, `ProcessError`.
  package init(of module: String, in files: [RelativePath], package: SwiftPackage, limit: Int = 400) async throws {
    let area = package.area
    let sources = (package.layout.modules.first { $0.name == module }?.sources ?? []).filter {
      $0.fileExtension == "swift"
    }
    let texts = try sources.map { path in
      (path.string, String(decoding: try area.content(of: path, limit: Self.sizeLimit) ?? [], as: UTF8.self))
    }
    let symbols = try await SymbolGraphExtraction(package: package).symbols(of: module)
    let harvest = ModuleHarvest(sources: texts, usages: [], documents: [])
    let engine = SwiftEngine(symbols: symbols, harvest: harvest, limits: SwiftEngine.Limits(total: limit))
    let wanted = Set(files.map(\.string))
    candidates =
      engine.proposal { symbol in
        guard let file = symbol.file else { return false }
        return wanted.contains { file == $0 || file.hasSuffix("/" + $0) }
      }.candidates
    hiddenProperties = texts.reduce(into: []) { $0.formUnion(UnreadableProperties.names(in: $1.1)) }
    usesFoundation = texts.contains { $0.1.contains("import Foundation") }
  }
}
