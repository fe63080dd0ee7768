internal import JSON
internal import Tools

extension Recipe {
  /// What a commit template may name besides parameters, as `CommitMessage` fills it in.
  static let commitWords: Set<String> = ["engine", "recipe", "step", "summary", "verification"]

  /// Checks that each place in a text is for a parameter that is declared.
  func checkPlaceholders(_ fields: RecipeFields) throws(RefactoringError) {
    let known = Set(parameters.map(\.name))
    let list = known.isEmpty ? "the recipe declares none" : "known are \(known.sorted().joined(separator: ", "))"
    for step in steps {
      for name in step.texts.flatMap(Placeholders.names(in:)) where !known.contains(name) {
        throw RefactoringError(
          .recipe,
          "\(step.place): ${\(name)} names no parameter; \(list), and $${\(name)} stands for the text itself")
      }
    }
    let conditions = preconditions.files + preconditions.texts
    for name in conditions.flatMap(Placeholders.names(in:)) where !known.contains(name) {
      throw fields.fault("preconditions", "names the parameter \(name), which is not declared; \(list)")
    }
    for name in Placeholders.names(in: commit ?? "") where !known.contains(name) && !Self.commitWords.contains(name) {
      throw fields.fault(
        "commit",
        "has a place for \(name); besides parameters there are \(Self.commitWords.sorted().joined(separator: ", "))")
    }
    for example in examples {
      for name in example.parameters.keys.sorted() where !known.contains(name) {
        throw RefactoringError(.recipe, "\(example.place): \(name) is no parameter; \(list)")
      }
    }
  }
}

extension Recipe.Step {
  /// All texts in which a place must be for a declared parameter; rules of ast-grep have their own use for `$` and braces.
  var texts: [String] {
    let own: [String]
    switch action {
    case .swift(let rule, let arguments): own = [rule] + arguments.values.sorted()
    case .rename(let rename):
      switch rename.subject {
      case .symbol(let text), .place(let text): own = [text, rename.newName]
      }
    case .extract(let extract):
      switch extract.range {
      case .lines(let text), .text(let text): own = [extract.file, text, extract.name]
      }
    case .astGrep: own = []
    case .replace(let replace): own = [replace.search, replace.replacement]
    case .run(let words): own = words
    case .recipe(let name, let arguments): own = [name] + arguments.values.sorted()
    }
    return own + files + except
  }

  /// The step with values in place of its parameters.
  func filled(_ values: [String: String]) -> Recipe.Step {
    func fill(_ text: String) -> String { Placeholders.filled(text, values) }
    var step = self
    step.files = files.map(fill)
    step.except = except.map(fill)
    switch action {
    case .swift(let rule, let arguments):
      step.action = .swift(rule: fill(rule), arguments: arguments.mapValues(fill))
    case .rename(var rename):
      switch rename.subject {
      case .symbol(let text): rename.subject = .symbol(fill(text))
      case .place(let text): rename.subject = .place(fill(text))
      }
      rename.newName = fill(rename.newName)
      step.action = .rename(rename)
    case .extract(var extract):
      switch extract.range {
      case .lines(let text): extract.range = .lines(fill(text))
      case .text(let text): extract.range = .text(fill(text))
      }
      extract.file = fill(extract.file)
      extract.name = fill(extract.name)
      step.action = .extract(extract)
    case .astGrep(let rules):
      step.action = .astGrep(
        rules.map { rule in Self.filled(rule) { Placeholders.filled($0, values, unescapes: false) } })
    case .replace(var replace):
      // In a regular expression a value stands for itself.
      replace.search = Placeholders.filled(
        replace.search, replace.isPattern ? values.mapValues(LinearPattern.escaped) : values)
      replace.replacement = Placeholders.filled(
        replace.replacement, replace.isPattern ? values.mapValues(TextReplacement.escaped) : values)
      step.action = .replace(replace)
    case .run(let words): step.action = .run(words.map(fill))
    case .recipe(let name, let arguments):
      step.action = .recipe(fill(name), arguments: arguments.mapValues(fill))
    }
    return step
  }

  private static func filled(_ value: JSONValue, _ fill: (String) -> String) -> JSONValue {
    switch value {
    case .string(let text): .string(fill(text))
    case .array(let values): .array(values.map { filled($0, fill) })
    case .object(let members): .object(members.mapValues { filled($0, fill) })
    default: value
    }
  }
}
