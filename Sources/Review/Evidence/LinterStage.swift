internal import Evidence
internal import Git
internal import SourceText

/// Runs the linters that the user named on a change, between the two states that it lies between.
struct LinterStage {
  let runner: LinterRunner?
  let change: ChangeSet
  let range: ReviewRange
  let isExcluded: @Sendable (RelativePath) -> Bool

  /// When the review has to be over; nil for no bound.
  let deadline: ContinuousClock.Instant?

  /// Whether a model is to review afterwards, which needs its share of the time.
  let isBeforeModel: Bool

  /// What the linters said; nothing without linters.
  func run(in repository: any Repository) async throws -> [LinterRun] {
    guard let runner, !change.files.isEmpty else { return [] }
    return try await runner.run(
      on: change, base: SnapshotTree(snapshot: range.base, repository: repository),
      head: SnapshotTree(snapshot: range.head, repository: repository), excluding: isExcluded, deadline: end)
  }

  /// Half of what is left is for the model; without one, a twentieth is for the report.
  private var end: ContinuousClock.Instant? {
    deadline.map { deadline in
      let left = max(.zero, ContinuousClock.now.duration(to: deadline))
      return .now + (isBeforeModel ? left / 2 : left * 19 / 20)
    }
  }
}
