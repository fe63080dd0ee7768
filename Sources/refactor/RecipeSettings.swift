import CommandLineSupport
import Processes
import Refactoring

/// What the commands that know recipes share: the catalogue, and what engines need.
struct RecipeSettings {
  let environment: [String: String]

  /// The built-in recipes and the user's own.
  func catalogue() throws -> RecipeCatalogue {
    try RecipeCatalogue(user: try RecipeFiles.user(environment: environment)) { try RecipeFiles.read($0) }
  }

  /// What engines get of this machine.
  ///
  /// - Parameter workTree: the repository's, in which no program is looked for; nil when there is none.
  func engines(sandbox: Sandbox, outside workTree: String? = nil) -> EngineSettings {
    EngineSettings(
      sandbox: sandbox, environment: environment,
      searched: ProgramFolders.searched(environment: environment, outside: workTree))
  }
}
