import ArgumentParser

struct RecipesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipes", abstract: "List, show and test recipes.",
    discussion: """
      A recipe is built in, or a file in the folder recipes beside your configuration, or any file that you name by its path.
      """,
    subcommands: [RecipeListCommand.self, RecipeShowCommand.self, RecipeTestCommand.self])
}
