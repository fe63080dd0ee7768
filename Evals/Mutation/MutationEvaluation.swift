import ArgumentParser
import JSON
import Mutation
import Processes
import SourceText
import Verification

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Runs the mutants of a package's modules through its own tests, and says how many there were, the time and the score.
///
/// The package's folder is changed: it must be a copy.
@main
struct MutationEvaluation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutation-evaluation", abstract: "Measures mutants and a package's own tests on a copy of a package.")

  @Argument(help: "The copy of the package.") var folder: String

  @Argument(help: "The modules that get mutants.") var modules: [String]

  @Option(help: "Mutants at the most.") var limit: Int?

  @Option(help: "Runs at the same time.") var width = 2

  @Option(help: "Where Stryker's report is written.") var report: String?

  @Option(help: "What the tests get in their environment: NAME=value.") var variable: [String] = []

  @Flag(help: "Only builds.") var buildOnly = false

  static func main() async {
    SandboxLauncher.takeOverIfAsked()
    await main(nil)
  }

  func run() async throws {
    var user: [String: String] = [:]
    for name in ["HOME", "PATH"] { user[name] = getenv(name).map { String(cString: $0) } }
    let sandbox = try await Sandbox.prepared(launcher: SandboxPolicy.resolved(SandboxLauncher.ownProgram))
    let area = WorkArea(path: try SandboxPolicy.resolved(folder), sandbox: sandbox, variables: variable, user: user)
    let toolchain = try SwiftToolchain(
      searching: (user["PATH"] ?? "").split(separator: ":").map(String.init))
    let package = try await SwiftPackage.open(in: area, toolchain: toolchain)
    let lab = MutationLab(package: package)
    let sources = try lab.sources(of: modules)
    let clock = ContinuousClock()
    let start = clock.now
    let plan = MutationPlan(sources, options: MutationOptions(limit: limit))
    print(
      "\(package.layout.name) \(modules.joined(separator: " ")): \(plan.mutants.count) mutants on \(plan.codeLines) lines "
        + "of code, \(plan.equivalents.count) likely equivalent, planned in \(start.duration(to: clock.now))")
    let build = try await lab.build(plan)
    print(
      "\(build.runnable.count) compile, \(build.sources.dropped.count) do not; \(build.rounds) builds in \(build.duration)"
    )
    for mutant in build.sources.mutants where build.sources.dropped.contains(mutant.id) {
      print(
        "  not: \(mutant.path):\(mutant.startLine):\(mutant.startColumn) \(mutant.operation) \(mutant.original) -> \(mutant.replacement)"
      )
    }
    guard !buildOnly else { return }
    let results = try await MutationRun(lab: lab, build: build, options: MutationRunOptions(width: width)).run {
      progress in
      print("  \(progress.done) of \(progress.total), \(progress.killed) killed, \(progress.remaining) left")
    }
    for note in results.notes { print("  note: \(note)") }
    let score = results.score
    print(
      "killed \(score.killed), survived \(score.survived), timed out \(score.timedOut), not covered \(score.notCovered); "
        + "score \(percent(score.fraction)), without timeouts \(percent(score.fractionWithoutTimeouts)); "
        + "baseline \(results.baselineDuration), mutants \(results.duration), \(oneDecimal(results.perSecond)) a second; "
        + "\(oneDecimal(results.mutantsPerHundredLines)) per 100 lines")
    for (path, score) in results.scoresByFile { print("  \(percent(score.fraction)) of \(score.counted): \(path)") }
    if let report {
      let texts = Dictionary(sources.map { ($0.path, $0.text) }) { first, _ in first }
      let json = StrykerReport.json(results, sources: texts, language: "swift").serialized()
      guard let file = fopen(report, "w") else { throw ExitCode.failure }
      fputs(json, file)
      fclose(file)
    }
  }

  private func percent(_ share: Double) -> String { "\(oneDecimal(share * 100)) %" }

  private func oneDecimal(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }
}
