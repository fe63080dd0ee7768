import ArgumentParser
import CommandLineSupport
import Processes
import Refactoring

struct RecipeTestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Carry recipes out on their own examples.",
    discussion: """
      What is before must become what is after, what is unchanged must stay, and a second run must find nothing to do.
      Exit codes: 0 all is so; 1 something is not; 2 usage, or a recipe that cannot be read; 5 no sandbox.
      """)

  @Argument(
    help: ArgumentHelp("A recipe's name, or the path of its file; all when nothing is given.", valueName: "recipe"))
  var recipes: [String] = []

  @OptionGroup var configuration: ConfigurationOptions

  func run() async throws {
    let environment = ProcessEnvironment.currentVariables
    var warnings: [String] = []
    let settings = try Configuration(
      Configuration.Layers(
        userFile: try ConfigurationFile.user(environment: environment), environment: environment,
        flags: try configuration.flags()),
      warnings: &warnings)
    for warning in warnings { StandardStream.error.say("refactor: \(warning)") }
    let own = RecipeSettings(environment: environment)
    let catalogue = try own.catalogue()
    let chosen = recipes.isEmpty ? catalogue.recipes : try recipes.map { try catalogue.recipe($0) }
    let trial = RecipeTrial(
      catalogue, settings: own.engines(sandbox: try await Sandbox.prepared(choice: settings.sandbox.value)))
    var failed = 0
    var count = 0
    for recipe in chosen {
      let results = try await trial.results(of: recipe)
      count += results.count
      let faulty = results.filter { !$0.faults.isEmpty }
      failed += faulty.count
      try StandardStream.output.write(RecipeText.results(results, of: recipe))
    }
    try StandardStream.output.write("\(count) examples of \(chosen.count) recipes, \(failed) failed\n")
    if failed > 0 { throw ExitStatus.threshold }
  }
}
