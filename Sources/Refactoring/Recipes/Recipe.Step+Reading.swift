internal import JSON
internal import SourceText
internal import Yams

extension Recipe.Step {
  /// What a step can do, by its key.
  private enum Key: String, CaseIterable {
    case swift
    case rename
    case extract
    case astGrep = "ast-grep"
    case replace
    case run
    case recipe
  }

  /// Reads a step: one key says what it does, others which files it is for.
  ///
  /// - Parameter number: its place in the list, from 1.
  init(_ node: Node, number: Int, in file: String) throws(RefactoringError) {
    let owner = "step \(number)"
    let fields = try RecipeFields(
      node, of: owner, known: Key.allCases.map(\.rawValue) + ["with", "files", "except", "together"], in: file)
    let keys = Key.allCases.filter { fields.has($0.rawValue) }
    guard let key = keys.first, keys.count == 1 else {
      throw RecipeFields.fault(
        file, fields.line,
        "\(owner) must have exactly one of \(Key.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    if fields.has("with"), key != .swift, key != .recipe {
      throw fields.fault("with", "belongs to a step of the kind swift or recipe")
    }
    place = "\(file):\(fields.line)"
    files = try Self.patterns("files", fields)
    except = try Self.patterns("except", fields)
    isTogether = try fields.flag("together")
    switch key {
    case .swift:
      action = .swift(
        rule: try fields.neededText("swift", such: "optional-binding-shorthand"), arguments: try fields.texts("with"))
    case .recipe:
      action = .recipe(
        try fields.neededText("recipe", such: "none-comparison"), arguments: try fields.texts("with"))
      if let key = ["files", "except", "together"].first(where: fields.has) {
        throw fields.fault(key, "cannot be said for another recipe; that recipe says it")
      }
    case .rename: action = .rename(try Self.rename(fields))
    case .extract: action = .extract(try Self.extract(fields))
    case .replace: action = .replace(try Self.replace(fields))
    case .astGrep: action = .astGrep(try Self.rules(fields, file))
    case .run:
      let words = try fields.words("run")
      guard let program = words.first, !program.isEmpty else {
        throw fields.fault("run", "must be a program and its arguments, such as [prettier, --write, .]")
      }
      guard !program.contains("/") || program.hasPrefix("/"), !program.contains(" ") else {
        throw fields.fault(
          "run", "must begin with a plain name or an absolute path, and is no line for a shell, not \(quoted(program))")
      }
      action = .run(words)
    }
  }

  private static func patterns(_ key: String, _ fields: RecipeFields) throws(RefactoringError) -> [String] {
    let patterns = try fields.words(key)
    for pattern in patterns where Placeholders.names(in: pattern).isEmpty {
      do throws(SourceTextError) { _ = try GlobPattern(pattern) } catch {
        throw fields.fault(key, "holds a pattern that cannot be read: \(error)")
      }
    }
    return patterns
  }

  private static func rename(_ fields: RecipeFields) throws(RefactoringError) -> Recipe.Step.Rename {
    guard let own = try fields.fields("rename", known: ["symbol", "at", "to", "unexplained"]) else {
      throw fields.missing("rename", such: "{symbol: Loader.fetch, to: load}")
    }
    let subject: Rename.Subject
    switch (try own.text("symbol"), try own.text("at")) {
    case (let symbol?, nil): subject = .symbol(symbol)
    case (nil, let place?): subject = .place(place)
    default:
      throw fields.fault(
        "rename", "needs one of symbol (such as Loader.fetch) and at (such as Sources/Loader.swift:12:8)")
    }
    var leaves = false
    if let word = try own.text("unexplained") {
      guard ["leave", "refuse"].contains(word) else { throw own.fault("unexplained", "must be refuse or leave") }
      leaves = word == "leave"
    }
    return Rename(subject: subject, newName: try own.neededText("to", such: "load"), leavesUnexplained: leaves)
  }

  private static func extract(_ fields: RecipeFields) throws(RefactoringError) -> Recipe.Step.Extract {
    guard let own = try fields.fields("extract", known: ["file", "lines", "text", "name", "kind"]) else {
      throw fields.missing("extract", such: "{file: Sources/Loader.swift, lines: 12-20, name: retry}")
    }
    let range: Extract.Range
    switch (try own.text("lines"), try own.text("text")) {
    case (let lines?, nil): range = .lines(lines)
    case (nil, let text?): range = .text(text)
    default: throw fields.fault("extract", "needs one of lines (such as 12-20) and text (what is taken out)")
    }
    return Extract(
      file: try own.neededText("file", such: "Sources/Loader.swift"), range: range,
      name: try own.neededText("name", such: "retry"), kind: try own.choice("kind", Extract.Kind.self) ?? .method)
  }

  private static func replace(_ fields: RecipeFields) throws(RefactoringError) -> Recipe.Step.Replace {
    guard let own = try fields.fields("replace", known: ["text", "pattern", "with", "words", "ignore_case"]) else {
      throw fields.missing("replace", such: "{text: old, with: new}")
    }
    let (text, pattern) = (try own.text("text"), try own.text("pattern"))
    guard let search = text ?? pattern, text == nil || pattern == nil else {
      throw fields.fault("replace", "needs one of text and pattern (a regular expression)")
    }
    guard let replacement = try own.anyText("with") else { throw own.missing("with", such: "new") }
    if pattern != nil, Placeholders.names(in: search).isEmpty {
      try Recipe.check(search) { own.fault("pattern", $0) }
    }
    return Replace(
      search: search, isPattern: pattern != nil, replacement: replacement,
      matchesWords: try own.flag("words") ?? false, ignoresCase: try own.flag("ignore_case") ?? false)
  }

  /// One rule or a list of them.
  private static func rules(_ fields: RecipeFields, _ file: String) throws(RefactoringError) -> [JSONValue] {
    guard let node = fields.node("ast-grep") else { return [] }
    var rules: [JSONValue] = []
    for node in node.sequence.map(Array.init) ?? [node] {
      let rule = YAMLNode.json(node)
      for (key, example) in [("language", "python"), ("rule", "{pattern: $A == None}"), ("fix", "$A is None")]
      where rule[key] == nil {
        throw RecipeFields.fault(
          file, node.mark?.line ?? fields.line, "a rule of ast-grep needs \(key), such as `\(key): \(example)`")
      }
      rules.append(rule)
    }
    guard !rules.isEmpty else { throw fields.fault("ast-grep", "must be a rule or a list of rules") }
    return rules
  }
}
