internal import SourceCode
internal import SourceText
internal import Tools
internal import YAML
internal import Yams

extension Recipe {
  /// Bytes of a recipe's file.
  package static let sizeLimit = 256 << 10

  static let mostPasses = 100
  private static let passesUntilFixpoint = 10
  private static let mostSteps = 100

  /// Reads a recipe strictly: an unknown key, a value of the wrong kind, or a place for a parameter that is not declared is an
  /// error, which names the line and says what to write.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - source: where it comes from; its text is what messages call it.
  /// - Throws: `RefactoringError` with code `.recipe`.
  package init(reading bytes: [UInt8], from source: RecipeSource, named file: String) throws(RefactoringError) {
    let root = try Self.root(bytes, file)
    let fields = try RecipeFields(
      root, of: "the recipe",
      known: [
        "name", "description", "parameters", "preconditions", "steps", "until", "passes", "gates", "commit", "tests",
      ], in: file)
    self.source = source
    name = try fields.neededText("name", such: "none-comparison")
    guard Self.isRecipeName(name) else {
      throw fields.fault("name", "must be at most 60 lower-case letters, digits and -, a letter first")
    }
    description = try fields.neededText("description", such: "Compares with `is None`, not `== None`.")
    parameters = try Self.parameters(fields, file)
    preconditions = try Preconditions(fields, file)
    steps = []
    let nodes = try fields.list("steps")
    guard !nodes.isEmpty, nodes.count <= Self.mostSteps else {
      throw fields.missing("steps", such: "[{replace: {text: old, with: new}}]")
    }
    for (index, node) in nodes.enumerated() { steps.append(try Step(node, number: index + 1, in: file)) }
    passes = try Self.passes(fields)
    gates = try RecipeGates(fields)
    commit = try fields.text("commit")
    examples = []
    for (index, node) in try fields.list("tests").enumerated() {
      examples.append(try Example(node, number: index + 1, in: file))
    }
    try checkPlaceholders(fields)
  }

  static func isRecipeName(_ name: String) -> Bool {
    guard let first = name.utf8.first, (0x61...0x7A).contains(first), name.utf8.count <= 60 else { return false }
    return name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }

  private static func root(_ bytes: [UInt8], _ file: String) throws(RefactoringError) -> Node {
    do throws(YAMLError) {
      if let root = try YAMLText.root(of: bytes, limit: sizeLimit, holdsBlocks: true) { return root }
    } catch {
      throw RefactoringError(error, in: file)
    }
    throw RefactoringError(.recipe, "\(file) is empty; docs/Recipes.md says what a recipe holds")
  }

  private static func parameters(_ fields: RecipeFields, _ file: String) throws(RefactoringError) -> [Parameter] {
    guard let node = fields.node("parameters") else { return [] }
    guard let mapping = node.mapping else { throw fields.fault("parameters", "must be names, each with its keys") }
    var parameters: [Parameter] = []
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard Placeholders.isName(name), !commitWords.contains(name) else {
        throw RecipeFields.fault(
          file, key.mark?.line ?? 1,
          "a parameter's name must be at most 40 letters, digits, - and _, a letter first, and none of "
            + commitWords.sorted().joined(separator: ", "))
      }
      let own = try RecipeFields(
        value, of: "the parameter \(name)", known: ["description", "default", "required", "pattern"], in: file)
      let parameter = Parameter(
        name: name, description: try own.text("description") ?? "", defaultValue: try own.anyText("default"),
        pattern: try own.text("pattern"))
      if let isRequired = try own.flag("required"), isRequired != parameter.isRequired {
        throw own.fault(
          "required", isRequired ? "contradicts its default; take one out" : "needs a default: what it is otherwise")
      }
      if let pattern = parameter.pattern { try check(pattern) { own.fault("pattern", $0) } }
      parameters.append(parameter)
    }
    return parameters
  }

  static func check(
    _ pattern: String, _ fault: (String) -> RefactoringError
  ) throws(RefactoringError) {
    do throws(LinearPatternError) { _ = try LinearPattern(pattern) } catch {
      throw fault("is not a regular expression (RE2 syntax): \(error.description)")
    }
  }

  private enum Until: String, CaseIterable {
    case once
    case fixpoint
  }

  private static func passes(_ fields: RecipeFields) throws(RefactoringError) -> Int {
    let isLoop = try fields.choice("until", Until.self) == .fixpoint
    let passes = try fields.number("passes", in: 2...mostPasses)
    if passes != nil, !isLoop { throw fields.fault("passes", "says nothing without `until: fixpoint`") }
    return isLoop ? passes ?? passesUntilFixpoint : 1
  }
}

extension Recipe.Preconditions {
  fileprivate init(_ fields: RecipeFields, _ file: String) throws(RefactoringError) {
    self.init()
    guard
      let own = try fields.fields("preconditions", known: ["files", "languages", "text", "programs"])
    else { return }
    files = try own.words("files")
    for pattern in files where Placeholders.names(in: pattern).isEmpty {
      do throws(SourceTextError) { _ = try GlobPattern(pattern) } catch {
        throw own.fault("files", "holds a pattern that cannot be read: \(error)")
      }
    }
    languages = try own.words("languages")
    for name in languages where Language(named: name) == nil {
      throw own.fault(
        "languages",
        "holds \(quoted(name)), which is none of \(Language.allCases.map(\.name).sorted().joined(separator: ", "))")
    }
    texts = try own.words("text")
    programs = try own.words("programs")
    for name in programs where name.isEmpty || name.contains("/") {
      throw own.fault("programs", "must hold plain names, such as ast-grep, not \(quoted(name))")
    }
  }
}

extension RecipeGates {
  fileprivate init(_ fields: RecipeFields) throws(RefactoringError) {
    self.init()
    guard let own = try fields.fields("gates", known: Self.names + ["declared"]) else { return }
    for name in Self.names {
      switch try own.flag(name) {
      case true?: on.insert(name)
      case false?: off.insert(name)
      case nil: break
      }
    }
    declaredInterfaceChanges = try own.words("declared")
  }
}
