/// Takes out the tests that the confirmation found wrong: no file holds a rejected test then, and none is lost that passed.
struct ConfirmedTests {
  let confirmation: ConfirmationStage.Result

  /// Whether the time is up, so that nothing is built that can be left.
  let isLate: Bool

  /// - Parameters:
  ///   - written: the tests as they met the mutants; all of them have passed every run.
  ///   - again: writes the tests that are left, and runs them.
  ///   - restoring: puts the files of `written` back, after `again` has thrown.
  /// - Returns: what is left, with the rejections that this brought.
  /// - Throws: `CancellationError`, and what `restoring` throws.
  func settle(
    _ written: RepetitionStage.Result,
    again: ([EarningStage.Earned]) async throws -> RepetitionStage.Result,
    restoring: () throws -> Void
  ) async throws -> (written: RepetitionStage.Result, rejections: [GenerationReport.Rejection]) {
    let judged = confirmation.judged(written.earned)
    let mustGo = !confirmation.failing.isEmpty || judged.earned.isEmpty
    guard judged.earned.count < written.earned.count else { return (spared(written), []) }
    if isLate, !mustGo {
      return (spared(written, noting: "tests that notice no mutant of their own stay: the time was up"), [])
    }
    do {
      var left = try await again(judged.earned)
      left.notes = written.notes + left.notes.filter { !written.notes.contains($0) }
      return (left, judged.rejections + left.rejections)
    } catch {
      if error is CancellationError { throw error }
      if confirmation.failing.isEmpty {
        try restoring()
        return (spared(written, noting: "tests that notice no mutant of their own stay: \(error)"), [])
      }
      // The files still hold tests that do not pass, and cannot be delivered.
      var none = written
      none.files = [:]
      none.rejections = []
      none.run = nil
      none.earned = judged.earned
      none.reject(
        Dictionary(uniqueKeysWithValues: none.earned.indices.map { ($0, "\(error)") }),
        "cannot be written without others that do not pass")
      return (none, judged.rejections + none.rejections)
    }
  }

  /// All tests, with the mutants that each notices itself.
  private func spared(_ written: RepetitionStage.Result, noting note: String? = nil) -> RepetitionStage.Result {
    var written = written
    written.earned = confirmation.judged(written.earned, isSparing: true).earned
    if let note { written.notes.append(note) }
    return written
  }
}
