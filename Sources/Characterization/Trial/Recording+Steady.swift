extension Recording {
  /// The call as it can be held against itself: without the parts that differ from run to run.
  ///
  /// - Returns: nil for a call of which no test can be made.
  var steadyCandidate: CallCandidate? {
    guard instability == nil else { return nil }
    guard isWeakened else { return candidate }
    var keepsValue = candidate.hasValue
    if case .returned(let value?) = outcome, value.hasGaps { keepsValue = false }
    let observations = zip(candidate.observations, observations)
      .filter { !$1.hasGaps && (keepsValue || !$0.hasPrefix("\(CallCandidate.result).")) }.map { $0.0 }
    return CallCandidate(
      subject: candidate.subject, group: candidate.group, setup: candidate.setup, call: candidate.call,
      hasValue: keepsValue, isThrowing: candidate.isThrowing, isAsync: candidate.isAsync, actor: candidate.actor,
      observations: observations, inputWords: candidate.inputWords, imports: candidate.imports)
  }
}

extension RecordedValue {
  /// Whether something in it cannot be stated, be it since it differs from run to run.
  fileprivate var hasGaps: Bool {
    switch self {
    case .opaque: true
    case .structure(_, let fields): fields.contains { $0.value.hasGaps }
    case .unordered(_, let elements): elements.contains { $0.hasGaps }
    case .literal, .approximate, .described: false
    }
  }
}
