import Refactoring
import Testing

struct RefactoringErrorTests {
  @Test
  func `an error says what it was given`() {
    let error = RefactoringError(.recipe, "recipes/a.yml, line 3: no such rule")
    #expect("\(error)" == "recipes/a.yml, line 3: no such rule")
  }
}
