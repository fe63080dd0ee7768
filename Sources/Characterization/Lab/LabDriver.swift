internal import Processes
internal import Verification

/// Runs the built harness.
struct LabDriver {
  private let lab: Lab

  /// Bytes of results that are read.
  private static let resultLimit = 512 << 20

  /// A crash must not be looked at, and no profile be written.
  private static let variables = ["SWIFT_BACKTRACE=enable=no", "LLVM_PROFILE_FILE=/dev/null"]

  init(lab: Lab) { self.lab = lab }

  /// Runs the driver to its end.
  ///
  /// - Parameters:
  ///   - mode: `record`, `trial` or `table`.
  ///   - plan: the lines that it works off.
  ///   - name: a file name for what belongs to this run; runs at the same time have different ones.
  ///   - variables: `NAME=value`.
  ///   - timeShift: seconds.
  ///   - calls: how many calls there are at most.
  ///   - callLimit: processor time of one.
  ///   - end: when it is ended, whatever it has come to; nil for no such moment.
  /// - Returns: what it wrote, also when it did not come to its end.
  func run(
    _ mode: String, plan: String, name: String, variables: [String] = [], timeShift: Int = 0, calls: Int,
    callLimit: Duration, until end: ContinuousClock.Instant? = nil
  ) async throws -> [UInt8] {
    let (planFile, results) = (".build/fulcrum/\(name).plan", ".build/fulcrum/\(name).results")
    try lab.write(plan, to: planFile)
    try lab.write("", to: results)
    try lab.write("", to: ".build/fulcrum/\(name)/empty")
    let words = [
      lab.program, mode, "\(lab.folder)/\(results)", "\(lab.folder)/\(planFile)", "\(lab.scratch)/\(name)",
      "\(timeShift)",
    ]
    let most = .seconds(60) + (.seconds(2) + callLimit * 5) * calls
    let left = end.map { max(.milliseconds(100), ContinuousClock.now.duration(to: $0)) }
    let result = try await lab.area.run(
      words, in: lab.folder, variables: Self.variables + variables, deadline: min(most, left ?? most))
    let bytes = try lab.read(results, limit: Self.resultLimit)
    let isLate = end.map { ContinuousClock.now >= $0 } ?? false
    guard result.isSuccess || !bytes.isEmpty || isLate else {
      throw CharacterizationError(
        .harness,
        "the harness of \(lab.module) \(result.summary) and told nothing: \(result.standardError.text.suffix(500))")
    }
    return bytes
  }
}
