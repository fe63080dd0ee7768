internal import SourceText
internal import Verification

/// Builds mutated sources until they compile, and drops what does not.
struct MutationCompilation {
  private let lab: MutationLab
  private let plan: MutationPlan
  private var sources: MutatedSources
  private var written: [RelativePath: String] = [:]
  private var builds = 0

  /// Builds at the most; then what is in doubt is dropped.
  private static let limit = 40

  /// Builds in which the compiler's words are believed; each round brings errors of a later phase of it to light.
  private static let rounds = 16

  init(lab: MutationLab, plan: MutationPlan) {
    self.lab = lab
    self.plan = plan
    sources = MutatedSources(plan)
  }

  mutating func run() async throws -> MutationBuild {
    let start = ContinuousClock.now
    // One target alone builds faster than everything with its tests.
    for target in plan.modules.map(Optional.some) + [nil] { try await settle(target) }
    return MutationBuild(plan: plan, sources: sources, rounds: builds, duration: start.duration(to: .now))
  }

  private mutating func settle(_ target: String?) async throws {
    while true {
      let result = try await build(target)
      if result.isSuccess { return }
      if builds < Self.rounds, sources.answer(result.diagnostics) { continue }
      // Nothing is said against any mutant, or there is no end of it.
      try await bisect(target)
      return
    }
  }

  private mutating func build(
    _ target: String?
  ) async throws -> (isSuccess: Bool, diagnostics: [CompilerDiagnostic], tail: String) {
    try Task.checkCancellation()
    builds += 1
    written = try lab.write(sources, except: written)
    return try await lab.build(target: target)
  }

  /// Takes mutants in as long as it builds: half of those in doubt at a time.
  private mutating func bisect(_ target: String?) async throws {
    let all = sources
    sources = all.restricted(to: [])
    let bare = try await build(target)
    guard bare.isSuccess else {
      let error = bare.diagnostics.first { $0.kind == .error }
      let place = error?.path.map { "\($0):\(error?.line ?? 0): " } ?? ""
      throw MutationError(
        .doesNotBuild, "the package does not build without mutants either: \(place)\(error?.message ?? bare.tail)")
    }
    var accepted: [MutatedSources.Key] = []
    var pending = [all.written]
    while let part = pending.popLast(), builds < Self.limit {
      guard !part.isEmpty else { continue }
      sources = all.restricted(to: accepted + part)
      if try await build(target).isSuccess {
        accepted += part
      } else if part.count > 1 {
        pending.append(Array(part[(part.count / 2)...]))
        pending.append(Array(part[..<(part.count / 2)]))
      }
    }
    sources = all.restricted(to: accepted)
    _ = try await build(target)
  }
}
