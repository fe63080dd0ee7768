extension SelectionStage {
  /// Writes tests for one selection after the other, until the time is up; whatever is wrong with one of several, the others
  /// are worked on.
  ///
  /// - Parameters:
  ///   - end: when no further one is begun; the first one always is. Nil for no such moment.
  ///   - notes: what the first report is to say besides.
  ///   - work: is done for each, in their order.
  /// - Returns: a report for each that was done.
  /// - Throws: `CancellationError`; what the first one throws when all do; `UnfinishedGeneration` with the reports of the others
  ///   when one is left out for anything but the time.
  static func reports(
    of selections: [Selection], until end: ContinuousClock.Instant?, noting notes: [String] = [],
    _ work: (Selection) async throws -> GenerationReport
  ) async throws -> [GenerationReport] {
    var isFirst = true
    var (reports, leftOut) = try await each(of: selections) { selection in
      if !isFirst, let end, ContinuousClock.now >= end {
        throw TestGenerationError(.late, "there was no time left for it")
      }
      isFirst = false
      return try await work(selection)
    }
    guard !reports.isEmpty else { return [] }
    reports[0].notes += notes + leftOut.map { "\($0.words) was left out: \($0.error)" }
    let isLate = { (error: any Error) in (error as? TestGenerationError)?.code == .late }
    if leftOut.contains(where: { isLate($0.error) }) { reports[0].isCutShort = true }
    if let fault = leftOut.lazy.map(\.error).first(where: { !isLate($0) }) {
      throw UnfinishedGeneration(reports: reports, fault: fault)
    }
    return reports
  }
}
