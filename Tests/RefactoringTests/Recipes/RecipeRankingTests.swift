import Testing

@testable import Refactoring

struct RecipeRankingTests {
  @Test(arguments: [
    ("rename the symbol Loader everywhere", "rename-symbol"),
    ("migrate XCTest tests to Swift Testing", "xctest-to-swift-testing"),
    ("replace the callback API of Loader with async", "completion-handler-to-async"),
    ("removing unused imports", "unused-imports"),
    ("compare with None by identity in Python", "python-none-comparison"),
  ])
  func `a goal finds the recipe that serves it`(goal: String, name: String) throws {
    let recipes = try RecipeCatalogue { _ in nil }.recipes
    let matches = RecipeRanking.matches(of: goal, in: recipes)
    #expect(matches.first?.recipe.name == name, "\(matches.map { "\($0.recipe.name) \($0.score)" })")
    #expect(matches == RecipeRanking.matches(of: goal, in: recipes.reversed()))
  }

  @Test(arguments: ["", "make tea", "the of and"])
  func `a goal that no recipe serves finds none`(goal: String) throws {
    #expect(RecipeRanking.matches(of: goal, in: try RecipeCatalogue { _ in nil }.recipes).isEmpty)
  }
}
