package import Verification

/// Tests for a Swift package: from what the user named to files that compile, pass, repeat and have earned their place.
///
/// It works in the areas that it is given; the user's checkout is not among them.
package struct SwiftGeneration: ProjectGeneration {
  let areas: GenerationAreas
  let toolchain: SwiftToolchain
  let options: GenerationOptions
  let history: ChangeHistory

  /// Who writes tests besides the engines that need no model; nil for nobody.
  let model: GenerationModel?
  let watch: @Sendable (GenerationProgress) -> Void

  /// - Parameters:
  ///   - areas: copies of the project.
  ///   - toolchain: what builds it.
  ///   - history: how often files were changed, for the order of targets.
  ///   - model: who writes tests besides the engines that need none; nil for nobody.
  ///   - watch: is told how far the run is.
  package init(
    areas: GenerationAreas, toolchain: SwiftToolchain, options: GenerationOptions = GenerationOptions(),
    history: ChangeHistory = .unknown, model: GenerationModel? = nil,
    watch: @escaping @Sendable (GenerationProgress) -> Void = { _ in }
  ) {
    self.areas = areas
    self.toolchain = toolchain
    self.options = options
    self.history = history
    self.model = model
    let pace = RunPace(measuresMutation: options.measuresMutation)
    self.watch = { watch(pace.estimated($0)) }
  }

  /// Says what would be done; nothing is built.
  ///
  /// - Throws: `TestGenerationError`, `VerificationError`, `ProcessError`.
  package func plan(_ target: GenerationTarget) async throws -> [GenerationPlan] {
    let package = try await SwiftPackage.open(in: areas.project, toolchain: toolchain, prepared: areas.prepared)
    let selections = try SelectionStage.selections(of: target, in: package)
    return try await SelectionStage.each(of: selections) { selection in
      guard selection.module.isNative else {
        throw TestGenerationError(.noTarget, "\(selection.module.name) is not written in Swift")
      }
      let placement = try TestPlacement.find(for: selection.module, in: package, framework: options.framework)
      return GenerationPlan(
        layout: package.layout, selection: selection,
        framework: placement.style.dialect == .xctest ? .xctest : .swiftTesting,
        place: "the target \(placement.target)",
        targets: TargetRanking(selection, history: history)
          .targets(in: try SwiftGround.harvest(of: selection, in: package), besides: nil))
    }.results
  }

  /// Writes tests.
  ///
  /// - Returns: a report for each module, in their order. The files are in the project's area.
  /// - Throws: `TestGenerationError`, `VerificationError`, `ProcessError`, `CharacterizationError`, `CancellationError`;
  ///   `UnfinishedGeneration` with the reports of the other modules when one of several fails.
  package func run(_ target: GenerationTarget) async throws -> [GenerationReport] {
    let end = options.deadline.map { ContinuousClock.now.advanced(by: $0) }
    let package = try await SwiftPackage.open(in: areas.project, toolchain: toolchain, prepared: areas.prepared)
    for area in [areas.recording, areas.trial] { try await package.fill(area, from: areas.prepared) }
    var restoration = try AreaRestoration(areas)
    let selections = try SelectionStage.selections(of: target, in: package)
    return try await SelectionStage.reports(of: selections, until: end) { selection in
      do {
        var generation = try await SwiftModuleGeneration(selection, of: self, until: end)
        let report = try await generation.report()
        try restoration.restore(after: selection.module, report.files)
        return report
      } catch {
        // What the fault has left behind is not in the way of the next module.
        try? restoration.restore(after: selection.module, [])
        throw error
      }
    }
  }
}
