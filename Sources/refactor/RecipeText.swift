import JSON
import Redaction
import Refactoring

/// Recipes in words; what a file says is foreign text, and escaped.
enum RecipeText {
  /// One line each: name, what it does.
  static func list(of recipes: [Recipe]) -> String {
    let width = recipes.map(\.name.count).max() ?? 0
    return recipes.map { recipe in
      recipe.name + String(repeating: " ", count: width - recipe.name.count + 2) + shown(recipe.summary) + "\n"
    }.joined()
  }

  static func json(of recipes: [Recipe]) -> JSONValue {
    .array(
      recipes.map { recipe in
        [
          "name": .string(recipe.name), "description": .string(recipe.description),
          "source": .string(recipe.source.text),
          "parameters": .array(
            recipe.parameters.map { parameter in
              [
                "name": .string(parameter.name), "description": .string(parameter.description),
                "required": .bool(parameter.isRequired), "default": parameter.defaultValue.map { .string($0) } ?? .null,
                "pattern": parameter.pattern.map { .string($0) } ?? .null,
              ]
            }),
          "languages": .array(recipe.preconditions.languages.map { .string($0) }),
          "until": recipe.passes > 1 ? "fixpoint" : "once", "tests": JSONValue(recipe.examples.count),
        ]
      })
  }

  /// All that a user should know of one recipe: what it does, what it is told, and its examples.
  static func page(of recipe: Recipe) -> String {
    var text = "\(recipe.name) (\(shown(recipe.source.text)))\n\n\(lines(recipe.description, indented: 0))"
    if !recipe.parameters.isEmpty { text += "\nParameters:\n" }
    for parameter in recipe.parameters {
      let need = parameter.defaultValue.map { "default \(shown(String(reflecting: $0)))" } ?? "needed"
      let pattern = parameter.pattern.map { ", matches \(shown($0))" } ?? ""
      text += "  \(parameter.name)  \(shown(parameter.description)) (\(need)\(pattern))\n"
    }
    for example in recipe.examples {
      text += "\nExample: \(shown(example.name))\n"
      for (name, value) in example.parameters.sorted(by: { $0.key < $1.key }) {
        text += "  \(name)=\(shown(value))\n"
      }
      for (heading, files) in [
        ("before", example.before), ("after", example.after), ("stays as it is", example.unchanged),
      ] {
        for (path, content) in files.sorted(by: { $0.key < $1.key }) {
          text += "  \(shown(path)), \(heading):\n\(lines(content, indented: 6))"
        }
      }
    }
    return text
  }

  /// What came of a recipe's examples: a line for a recipe that does what it says, else what is wrong.
  static func results(_ results: [RecipeTrial.Result], of recipe: Recipe) -> String {
    let faulty = results.filter { !$0.faults.isEmpty }
    if results.isEmpty { return "\(recipe.name): no examples\n" }
    if faulty.isEmpty { return "\(recipe.name): ok (\(results.count))\n" }
    return "\(recipe.name): \(faulty.count) of \(results.count) failed\n"
      + faulty.map { result in
        "  \(shown(result.place)): \(shown(result.example))\n"
          + result.faults.map { lines($0, indented: 4) }.joined()
      }.joined()
  }

  private static func lines(_ text: String, indented count: Int) -> String {
    let blanks = String(repeating: " ", count: count)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines.map { $0.isEmpty ? "\n" : blanks + shown(String($0)) + "\n" }.joined()
  }

  private static func shown(_ text: String) -> String { TerminalText.singleLine(text, limit: 500) }
}
