import ArgumentParser
import CommandLineSupport
import Processes
import Refactoring

struct RecipeShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a recipe does, with before and after.")

  @Argument(help: ArgumentHelp("A recipe's name, or the path of its file.", valueName: "recipe"))
  var recipe: String

  @Flag(help: "Show the file itself, to begin a recipe of your own with.")
  var source = false

  func run() async throws {
    let catalogue = try RecipeSettings(environment: ProcessEnvironment.currentVariables).catalogue()
    let recipe = try catalogue.recipe(recipe)
    try StandardStream.output.write(source ? try catalogue.text(of: recipe) : RecipeText.page(of: recipe))
  }
}
