internal import Characterization
internal import SourceText
internal import SwiftSource
internal import Verification

/// What a module is before anything is added to it: what it declares, what its sources say, what its tests reach.
struct SwiftGround: Sendable {
  let selection: Selection
  let package: SwiftPackage
  let placement: TestPlacement

  /// What is left of the package.
  let focus: PackageFocus
  let baseline: SwiftBaseline

  /// The module's files with their texts.
  let sources: [(path: RelativePath, text: String)]
  let symbols: ModuleSymbols
  let harvest: ModuleHarvest
  let ranking: TargetRanking

  /// Bytes of a source file that are read at most.
  private static let sizeLimit = 8 << 20

  /// Builds the package, runs its tests and reads its sources.
  ///
  /// - Throws: `TestGenerationError`, `VerificationError`, `ProcessError`, `CancellationError`.
  static func survey(_ selection: Selection, for run: SwiftGeneration) async throws -> SwiftGround {
    guard selection.module.isNative else {
      throw TestGenerationError(.noTarget, "\(selection.module.name) is not written in Swift")
    }
    run.watch(GenerationProgress("the package is built and tested as it is", .baseline))
    let whole = try await SwiftPackage.open(
      in: run.areas.project, toolchain: run.toolchain, prepared: run.areas.prepared)
    let placement = try TestPlacement.find(for: selection.module, in: whole, framework: run.options.framework)
    let focus = PackageFocus(whole.layout, module: selection.module.name)
    let package = try whole.focused(by: focus)
    let baseline = try await SwiftBaseline.measure(package)
    return SwiftGround(
      selection: selection, package: package, placement: placement, focus: focus, baseline: baseline,
      sources: try sources(of: selection, in: package.area),
      symbols: try await SymbolGraphExtraction(package: package).symbols(of: selection.module.name),
      harvest: try harvest(of: selection, in: package),
      ranking: TargetRanking(selection, history: run.history))
  }

  /// The lines that own tests run; nil where that is not known.
  var coverage: CoverageReport? { baseline.run?.coverage }

  var order: TargetOrder { TargetOrder(ranking.targets(in: harvest, besides: coverage)) }

  /// A copy of the module in which calls are made.
  func lab(in area: WorkArea, for purpose: Lab.Purpose) -> Lab {
    Lab(
      area: area, folder: area.path, module: selection.module.name, purpose: purpose,
      hiddenProperties: sources.reduce(into: []) { $0.formUnion(UnreadableProperties.names(in: $1.text)) },
      usesFoundation: sources.contains { $0.text.contains("import Foundation") })
  }

  /// What can be learnt from a module's sources, and from those that use it.
  static func harvest(of selection: Selection, in package: SwiftPackage) throws -> ModuleHarvest {
    let area = package.area
    func text(_ path: RelativePath) throws -> String {
      String(decoding: try area.content(of: path, limit: sizeLimit) ?? [], as: UTF8.self)
    }
    let own = try sources(of: selection, in: area)
    let users = package.layout.modules.filter { $0.dependencies.contains(selection.module.name) }
    let usages = try users.flatMap { $0.sources }.filter { $0.fileExtension == "swift" && area.has($0) }
      .map { (path: $0.string, text: try text($0)) }
    let documents = try ["README.md", "Readme.md", "readme.md"].compactMap { name -> (path: String, text: String)? in
      let path = try RelativePath(name)
      return area.has(path) ? (name, try text(path)) : nil
    }
    return ModuleHarvest(sources: own.map { ($0.path.string, $0.text) }, usages: usages, documents: documents)
  }

  private static func sources(
    of selection: Selection, in area: WorkArea
  ) throws -> [(path: RelativePath, text: String)] {
    // What a link leads to is read where it lies, if it belongs to the package.
    try selection.module.sources.filter { $0.fileExtension == "swift" && area.has($0) }.map { path in
      (path, String(decoding: try area.content(of: path, limit: sizeLimit) ?? [], as: UTF8.self))
    }
  }
}
