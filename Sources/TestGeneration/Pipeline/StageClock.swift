/// Takes the time of stages.
struct StageClock {
  private var last = ContinuousClock.now
  private(set) var laps: [(name: String, duration: Duration)] = []

  mutating func lap(_ name: String) {
    let now = ContinuousClock.now
    laps.append((name, last.duration(to: now)))
    last = now
  }
}
