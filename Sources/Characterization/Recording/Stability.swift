/// Whether a call gives the same whenever it is made.
enum Stability {
  /// The circumstances of a run.
  struct Circumstances: Hashable, Sendable {
    /// How they are called when a call differs under them.
    let name: String

    /// `NAME=value`.
    let variables: [String]

    /// Seconds by which the time of day is wrong, on Linux.
    let timeShift: Int
  }

  private static let others = [
    "USER=somebody", "LOGNAME=somebody", "TERM=xterm-256color", "COLUMNS=132", "NO_COLOR=1", "CI=true", "DEBUG=1",
    "EDITOR=ed", "SHELL=/bin/sh",
  ]

  /// The first run's own, then those that must change nothing: each a new process with another hash seed, time zone, language,
  /// folder and date.
  ///
  /// Variables that many programs heed are set in one of them alone.
  static let circumstances = [
    Circumstances(name: "a first run", variables: ["TZ=UTC", "LANG=C.UTF-8"], timeShift: 0),
    Circumstances(
      name: "a fixed hash seed, another time zone, language, folder and date",
      variables: ["TZ=Asia/Kathmandu", "LANG=de_DE.UTF-8", "LC_ALL=de_DE.UTF-8", "SWIFT_DETERMINISTIC_HASHING=1"]
        + others,
      timeShift: 34_567_890),
    Circumstances(
      name: "another hash seed, time zone, language, folder and date",
      variables: ["TZ=America/St_Johns", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8"], timeShift: -98_765_432),
  ]

  /// What is steady of a call.
  struct Verdict {
    var outcome: RecordedOutcome
    var observations: [RecordedValue]
    /// Why no test can be made of it; nil when nothing speaks against it.
    var fault: String?
    var isWeakened: Bool
  }

  /// Takes out the parts of values that differ, and says why no test can be made of a call, if none can.
  ///
  /// - Parameters:
  ///   - first: how it ended at first.
  ///   - others: how it ended under `circumstances[1...]`; nil where it did not end.
  ///   - contract: what it may use.
  static func verdict(
    on first: DriverLine, others: [DriverLine?], contract: Set<RecordedTouch> = []
  ) -> Verdict {
    var verdict = Verdict(outcome: first.outcome, observations: first.observations, fault: nil, isWeakened: false)
    if first.stage == .preparing { verdict.fault = "what prepares the call \(words(first.outcome))" }
    if first.outcome == .timedOut { verdict.fault = "it did not end in time" }
    for (other, circumstances) in zip(others, circumstances.dropFirst()) where verdict.fault == nil {
      guard let other else {
        verdict.fault = "it did not end with \(circumstances.name)"
        continue
      }
      guard let outcome = verdict.outcome.common(with: other.outcome), other.stage == first.stage,
        other.observations.count == first.observations.count
      else {
        verdict.fault = "it gave something else with \(circumstances.name)"
        continue
      }
      verdict.outcome = outcome
      verdict.observations = zip(verdict.observations, other.observations).map {
        $0.common(with: $1) ?? .opaque(type: "")
      }
    }
    verdict.isWeakened = verdict.outcome != first.outcome || verdict.observations != first.observations
    if verdict.fault == nil, verdict.isWeakened, !verdict.isTelling {
      verdict.fault = "what it gives differs from run to run, but for its type"
    }
    let touches = others.compactMap { $0?.touches }.reduce(first.touches) { $0.union($1) }
    verdict.fault = verdict.fault ?? fault(of: touches.subtracting(contract))
    return verdict
  }

  private static func fault(of touches: Set<RecordedTouch>) -> String? {
    if touches.contains(.network) { return "it opens a connection" }
    if touches.contains(.processes) { return "it starts another process" }
    if touches.contains(.filesElsewhere) { return "it changes files outside its folder" }
    if touches.contains(.machine) { return "it looks at files or names of this machine, which may differ elsewhere" }
    if touches.contains(.memory) { return "it takes memory until it dies of it" }
    if touches.contains(.denied) { return "it is refused a file here, which may be allowed elsewhere" }
    return nil
  }

  private static func words(_ outcome: RecordedOutcome) -> String {
    switch outcome {
    case .returned: "ended early"
    case .threw(let type, _, _): "threw \(type)"
    case .trapped: "trapped"
    case .timedOut: "did not end in time"
    case .exited(let code): "exited with code \(code)"
    }
  }
}

extension Stability.Verdict {
  /// Whether a test could state anything.
  fileprivate var isTelling: Bool {
    if case .returned(let value?) = outcome, value.isTelling { return true }
    return observations.contains(where: \.isTelling)
  }
}

extension RecordedOutcome {
  /// What two runs agree on; nil when they ended otherwise.
  fileprivate func common(with other: RecordedOutcome) -> RecordedOutcome? {
    if case .returned(let left?) = self, case .returned(let right?) = other {
      return left.common(with: right).map { .returned($0) }
    }
    return self == other ? self : nil
  }
}

extension RecordedValue {
  /// What two runs agree on.
  ///
  /// - Returns: nil when they differ as a whole; parts that differ are opaque.
  func common(with other: RecordedValue) -> RecordedValue? {
    if self == other { return self }
    switch (self, other) {
    case (.structure(let type, let fields), .structure(let otherType, let others)):
      guard type == otherType, fields.map({ $0.name }) == others.map({ $0.name }) else { return nil }
      let common = zip(fields, others).map { field, other in
        Field(name: field.name, value: field.value.common(with: other.value) ?? .opaque(type: ""))
      }
      return .structure(type: type, fields: common)
    // How a thing prints may tell of hash tables; that is no fault of the call.
    case (.described(_, let type), .described(_, let otherType)), (.opaque(let type), .described(_, let otherType)):
      return type == otherType ? .opaque(type: type) : nil
    default: return nil
    }
  }

  /// Whether anything is known but types.
  fileprivate var isTelling: Bool {
    switch self {
    case .opaque: false
    case .structure(_, let fields): fields.contains { $0.value.isTelling }
    case .literal, .approximate, .described, .unordered: true
    }
  }
}
