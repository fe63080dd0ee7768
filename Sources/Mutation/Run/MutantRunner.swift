internal import Processes
internal import SourceText
internal import Verification

/// The runner in the sandbox: jobs in, results out.
struct MutantRunner: Sendable {
  let area: WorkArea

  /// What tests must be able to read besides the area: the toolchain, whose libraries they load.
  let readable: [String]

  /// Jobs at the same time.
  let width: Int

  private static let resultLimit = 64 << 20

  /// Runs jobs, several at a time.
  ///
  /// - Parameter end: when the runner stops, whatever is running then; nil for no such moment.
  /// - Returns: by the jobs' numbers; one that the runner did not come to, or did not end in time, is missing.
  func run(_ jobs: [RunnerJob], until end: ContinuousClock.Instant? = nil) async throws -> [Int: RunnerResult] {
    let left = end.map { Int(ContinuousClock.now.duration(to: $0) / .milliseconds(1)) }
    guard !jobs.isEmpty, left.map({ $0 > 0 }) ?? true else { return [:] }
    let folder = try RelativePath(MutationLab.scratch)
    let (plan, results) = (try RelativePath("\(folder)/jobs"), try RelativePath("\(folder)/results"))
    try area.write(Array(jobs.map(\.line).joined().utf8), to: plan)
    // Anew for each call: the runner appends.
    try area.write([], to: results)
    let program = "\(area.path)/.build/debug/\(RunnerSource.name)"
    let times = jobs.map { $0.milliseconds * $0.commands.count }
    // Of a few jobs the longest counts, of many how many there are.
    let longest = min(max(times.reduce(0, +) / max(1, width), times.max() ?? 0), left ?? .max)
    let result = try await area.run(
      [program, "\(area.path)/\(plan)", "\(area.path)/\(results)", "\(width)"] + (left.map { ["\($0)"] } ?? []),
      deadline: .milliseconds(longest) + .seconds(120), reading: readable)
    let text = String(decoding: try area.content(of: results, limit: Self.resultLimit) ?? [], as: UTF8.self)
    let found = text.split(separator: "\n").compactMap { RunnerResult($0) }
    guard !found.isEmpty || (left != nil && result.isSuccess) else {
      throw MutationError(
        .noTests,
        "the program that runs tests did not run any: it \(result.summary) \(result.standardError.text.suffix(300))")
    }
    return Dictionary(found.map { ($0.id, $0) }) { $1 }
  }
}
