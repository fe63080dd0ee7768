import ArgumentParser
import Foundation
import JSON

/// Carries hundreds of steps out on real packages with the built program, and looks afterwards, without it, at what it left.
@main
struct RefactoringEvaluation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refactoring-evaluation",
    abstract: "Measure how the steps of `refactor` end.",
    discussion: """
      Everything is done in the folder --work. What has been done there already is not done again, so that a run that was \
      ended goes on. The stages: `run` carries the steps out, `check` builds and tests commits in a clone of its own, \
      `plants` tries each planted edit by itself and without the program, `table` says what came of it.
      """)

  @Argument(help: "The folder with the repositories: each at owner/name.git, a bare clone will do.")
  var repositories: String

  @Option(help: "Where clones, states and results lie.") var work = ".build/refactoring-evaluation"

  @Option(help: "The program.") var program = ".build/debug/refactor"

  @Option(help: "Only this package; may be repeated.") var package: [String] = []

  @Option(help: "Only runs whose names begin so.") var only = ""

  @Option(help: "run, check, plants, table; may be repeated.") var stage: [Stage] = [.run, .check, .plants, .table]

  @Option(help: "What the choice of symbols, edits and commits follows from.") var seed: UInt64 = 1

  @Option(help: "The planted edits.") var plants = "Evals/Refactoring/plants.tsv"

  enum Stage: String, ExpressibleByArgument, CaseIterable {
    case run
    case check
    case plants
    case table
  }

  func run() async throws {
    let plants = try Plant.reading(plants)
    let packages = EvaluatedPackage.all.filter { package.isEmpty || package.contains($0.name) }
    var tables: [PackageResults] = []
    for package in packages {
      let place = try await EvaluationPlace(
        package, in: absolute(work), repositories: absolute(repositories), program: absolute(program))
      let own = plants.filter { $0.package == package.name }
      let runs = try PlannedRun.all(of: package, in: place, plants: own, seed: seed)
      if stage.contains(.run) {
        for run in runs where run.name.hasPrefix(only) { try await RunAttempt(run, in: place).carryOut() }
      }
      if stage.contains(.check) { try await CommitCheck(in: place, seed: seed).check(runs) }
      if stage.contains(.plants) { try await PlantCheck(in: place).check(own) }
      tables.append(try PackageResults(of: package, runs: runs, in: place, plants: own))
    }
    if stage.contains(.table) { print(EvaluationTable(tables).text) }
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }
}
