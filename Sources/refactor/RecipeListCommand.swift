import ArgumentParser
import CommandLineSupport
import JSON
import Processes
import Refactoring

struct RecipeListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the recipes that can be named.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Option(help: "How: text or json.")
  var format = Format.text

  @Argument(help: ArgumentHelp("Only those that speak of these words, the best first.", valueName: "words"))
  var words: [String] = []

  func run() async throws {
    let all = try RecipeSettings(environment: ProcessEnvironment.currentVariables).catalogue().recipes
    let recipes =
      words.isEmpty ? all : RecipeRanking.matches(of: words.joined(separator: " "), in: all).map(\.recipe)
    switch format {
    case .text: try StandardStream.output.write(RecipeText.list(of: recipes))
    case .json: try StandardStream.output.write(RecipeText.json(of: recipes).serialized() + "\n")
    }
  }
}
