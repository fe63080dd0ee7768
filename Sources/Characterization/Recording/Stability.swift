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

  /// The first run's own, then those that must change nothing: each a new process with another hash seed, time zone, language,
  /// folder and date.
  static let circumstances = [
    Circumstances(name: "a first run", variables: ["TZ=UTC", "LANG=C.UTF-8"], timeShift: 0),
    Circumstances(
      name: "a fixed hash seed, another time zone, language, folder and date",
      variables: ["TZ=Asia/Kathmandu", "LANG=de_DE.UTF-8", "LC_ALL=de_DE.UTF-8", "SWIFT_DETERMINISTIC_HASHING=1"],
      timeShift: 34_567_890),
    Circumstances(
      name: "another hash seed, time zone, language, folder and date",
      variables: ["TZ=America/St_Johns", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8"], timeShift: -98_765_432),
  ]

  /// Why no test can be made of a call; nil when nothing speaks against it.
  ///
  /// - Parameters:
  ///   - first: how it ended at first.
  ///   - others: how it ended under `circumstances[1...]`; nil where it did not end.
  static func fault(of first: DriverLine, others: [DriverLine?]) -> String? {
    if first.stage == .preparing { return "what prepares the call \(words(first.outcome))" }
    if first.outcome == .timedOut { return "it did not end in time" }
    for (other, circumstances) in zip(others, circumstances.dropFirst()) {
      guard let other else { return "it did not end in \(circumstances.name)" }
      if other.outcome != first.outcome || other.observations != first.observations || other.stage != first.stage {
        return "it gave something else with \(circumstances.name)"
      }
    }
    let touches = others.compactMap { $0?.touches }.reduce(first.touches) { $0.union($1) }
    if touches.contains(.network) { return "it opens a connection" }
    if touches.contains(.processes) { return "it starts another process" }
    if touches.contains(.filesElsewhere) { return "it leaves files outside its folder" }
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
