import Testing

@testable import Refactoring

struct PlaceholdersTests {
  @Test(arguments: [
    ("${a}-${b}", "1-${b}"), ("$${a}", "${a}"), ("$a {a} $1", "$a {a} $1"), ("${ a }", "${ a }"), ("${a", "${a"),
    ("$$${a}", "$${a}"), ("", ""), ("$", "$"), ("é${a}é", "é1é"),
  ])
  func `values take the place of names`(text: String, filled: String) {
    #expect(Placeholders.filled(text, ["a": "1"]) == filled)
  }

  @Test func `a value that looks like a place is left alone`() {
    #expect(Placeholders.filled("${a}${b}", ["a": "${b}", "b": "x"]) == "${b}x")
  }

  private static let recipe = """
    name: r
    description: d
    parameters:
      old: {description: the old name, pattern: "[a-z]+"}
      new: {default: x}
    steps: [{replace: {text: "${old}", with: "${new}"}}]
    """

  @Test(arguments: [
    (["old": "a", "nw": "b"], "r has no parameter \"nw\"; it has old, new"),
    ([:], "r needs old (the old name); say `old=VALUE`"),
    (["old": "a1"], "\"a1\" cannot be old; it must match [a-z]+"),
    (["old": "a\u{0}"], "holds a NUL byte"),
  ])
  func `parameters are checked`(given: [String: String], message: String) throws {
    let recipe = try Recipe(reading: Array(Self.recipe.utf8), from: .builtIn, named: "r.yml")
    let error = #expect(throws: RefactoringError.self) {
      try ParameterValues(of: recipe, given: given, place: "--param")
    }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [("a|ab", "ab"), ("a*?", "aa"), ("x$|xy", "xy")])
  func `a pattern may match a value in any of its ways`(pattern: String, value: String) throws {
    let text = Self.recipe.replacing("[a-z]+", with: pattern)
    let recipe = try Recipe(reading: Array(text.utf8), from: .builtIn, named: "r.yml")
    #expect(try ParameterValues(of: recipe, given: ["old": value], place: "--param").values["old"] == value)
  }
}
