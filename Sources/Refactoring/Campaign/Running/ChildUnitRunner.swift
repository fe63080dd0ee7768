internal import JSON
internal import Processes

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Runs `refactor run` for each unit, as a child with a process group of its own: one that crashes, hangs or writes without
/// end is a failed unit, and costs no more memory than another.
package struct ChildUnitRunner: UnitRunner {
  private let program: String
  private let definition: CampaignDefinition
  private let reports: String
  private let changes: Bool

  /// The variable that tells a child which process it works for, so that it ends when that is gone (`CampaignChild`).
  package static let parentVariable = "REFACTOR_CAMPAIGN_PROCESS"

  /// Bytes that are kept of what a child says.
  private static let outputLimit = 16 << 10

  /// Bytes of a document with what a unit would change.
  private static let previewLimit = 256 << 20

  /// Bytes of a report that is read; of a longer one the exit code alone counts.
  private static let reportLimit = 8 << 20

  /// - Parameters:
  ///   - program: the absolute path of the program that is to be run, this very one but for tests.
  ///   - definition: the campaign.
  ///   - reports: the folder that the children's reports go to: absolute, and there.
  ///   - changes: false to look only whether units would change.
  package init(program: String, definition: CampaignDefinition, reports: String, changes: Bool) {
    self.program = program
    self.definition = definition
    self.reports = reports
    self.changes = changes
  }

  /// The arguments that a unit's child gets.
  package func arguments(for task: UnitTask) -> [String] {
    definition.work.arguments(
      for: task.unit, of: definition.name, output: path(of: task.unit), changes: changes, resumes: task.resumes,
      retriesLeft: task.retriesLeft)
  }

  /// The arguments of a child that only tells what a unit would change.
  package func previewArguments(for unit: CampaignUnit) -> [String] { definition.work.previewArguments(for: unit) }

  /// What a unit would change; whatever goes wrong is told in it.
  ///
  /// - Throws: `CancellationError`.
  package func preview(_ unit: CampaignUnit) async throws -> UnitPreview {
    let request = request(previewArguments(for: unit), outputLimit: Self.previewLimit)
    do {
      let result = try await ProcessRunner().run(request)
      switch result.termination {
      case .exited(let code):
        let document = try? JSONValue.parse(
          result.standardOutput.text, limits: JSONValue.Limits(size: Self.previewLimit))
        return UnitPreview(code: Int(code), report: document, errors: result.standardError.text)
      case .signalled(let number): return UnitPreview(trouble: "it was ended by signal \(number)")
      case .timedOut: return UnitPreview(trouble: timeout)
      }
    } catch let error as ProcessError {
      return UnitPreview(trouble: UnitReport.line("\(error)"))
    }
  }

  private func request(_ arguments: [String], outputLimit: Int) -> ProcessRequest {
    ProcessRequest(
      program: program, arguments: arguments,
      environment: .inheritedWithKeys(adding: [Self.parentVariable: String(getpid())]),
      output: .captured(limit: outputLimit), deadline: definition.limits.unit,
      // Below what `Program` waits for after a signal, so that no child outlives this process.
      gracePeriod: .seconds(1))
  }

  private var timeout: String {
    "it did not end within \(CampaignWords.duration(Int(definition.limits.unit / .milliseconds(1))))"
  }

  package func run(
    _ task: UnitTask, started: @escaping @Sendable (ProcessTrace) -> Void
  ) async throws -> UnitOutcome {
    let clock = ContinuousClock()
    let start = clock.now
    CampaignFile.remove(path(of: task.unit))
    let request = request(arguments(for: task), outputLimit: Self.outputLimit)
    var outcome: UnitOutcome
    do {
      let result = try await ProcessRunner().run(request) { started(ProcessTrace(of: $0)) }
      outcome = self.outcome(result, task.unit)
    } catch let error as ProcessError {
      outcome = UnitOutcome(state: .failed, reason: UnitReport.line("\(error)"), mayPass: error.code == .lost)
    }
    outcome.milliseconds = Int(start.duration(to: clock.now) / .milliseconds(1))
    return outcome
  }

  private func outcome(_ result: ProcessResult, _ unit: CampaignUnit) -> UnitOutcome {
    switch result.termination {
    case .exited(let code):
      return UnitReport.outcome(
        code: Int(code), report: report(of: unit), errors: result.standardError.text, looksOnly: !changes)
    case .signalled(let number):
      return UnitOutcome(state: .failed, reason: "it was ended by signal \(number)", mayPass: true)
    case .timedOut:
      return UnitOutcome(state: .failed, reason: timeout)
    }
  }

  private func report(of unit: CampaignUnit) -> JSONValue? {
    guard let bytes = try? CampaignFile.bytes(of: path(of: unit), limit: Self.reportLimit) else { return nil }
    return try? JSONValue.parse(bytes, limits: JSONValue.Limits(size: Self.reportLimit))
  }

  private func path(of unit: CampaignUnit) -> String { "\(reports)/\(unit.fileName).json" }
}
