internal import SourceText
internal import YAML
internal import Yams

extension CampaignDefinition {
  private static let sizeLimit = 8 << 20

  /// Reads a campaign's file; `schemas/campaign.schema.json` describes it.
  ///
  /// - Parameter path: absolute; recipes, lists and folders in it count from its folder.
  /// - Throws: `RefactoringError` with the file, the line and what to write.
  package init(path: String) throws(RefactoringError) {
    let text = try CampaignFile.text(of: path, limit: Self.sizeLimit)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    try self.init(text, file: path, folder: folder.isEmpty ? "/" : folder)
  }

  /// - Parameters:
  ///   - text: the file's content.
  ///   - file: what messages call it.
  ///   - folder: what relative paths in it count from: absolute.
  init(_ text: String, file: String, folder: String) throws(RefactoringError) {
    let fields = try CampaignFields(
      try Self.root(text, file), of: "the campaign",
      known: [
        "name", "description", "run", "units", "concurrency", "retries", "retry_delay_seconds", "limits",
      ], in: file)
    guard let name = try fields.text("name"), Self.isName(name) else {
      throw fields.fault("name", "must be said: at most 60 letters, digits, -, _ and ., a letter or digit first")
    }
    self.init(
      name: name, description: try fields.text("description") ?? "", work: try Self.work(fields, folder),
      query: try Self.query(fields, folder), concurrency: try fields.number("concurrency", in: 1...256) ?? 1,
      retries: try fields.number("retries", in: 0...10) ?? 1,
      retryDelay: .seconds(try fields.number("retry_delay_seconds", in: 0...3_600) ?? 5),
      limits: try Self.limits(fields))
  }

  private static func isName(_ name: String) -> Bool {
    func isPlain(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
    // Branches are called after it, and git refuses names that end so.
    guard let first = name.utf8.first, isPlain(first), name.utf8.count <= 60, !name.hasSuffix("."),
      !name.hasSuffix(".lock"), !name.contains("..")
    else { return false }
    return name.utf8.allSatisfy { isPlain($0) || "-_.".utf8.contains($0) }
  }

  private static func root(_ text: String, _ file: String) throws(RefactoringError) -> Node {
    do throws(YAMLError) {
      if let root = try YAMLText.root(of: Array(text.utf8), limit: sizeLimit, holdsBlocks: true) { return root }
    } catch {
      throw RefactoringError(error, in: file)
    }
    throw RefactoringError(.recipe, "\(file) is empty; docs/Campaigns.md says what a campaign holds")
  }

  private static func work(_ fields: CampaignFields, _ folder: String) throws(RefactoringError) -> CampaignWork {
    guard let run = try fields.fields("run", known: ["recipe", "parameters", "goal", "paths", "options"]) else {
      throw fields.fault("run", "must say what is done to each unit, such as {recipe: recipes/rename-loader.yml}")
    }
    var recipe = try run.text("recipe")
    let goal = try run.text("goal")
    guard (recipe == nil) != (goal == nil) else {
      throw fields.fault("run", "needs a recipe or a goal, and not both")
    }
    if let named = recipe, !named.hasPrefix("/"),
      named.contains("/") || [".yml", ".yaml"].contains(where: named.hasSuffix)
    {
      recipe = "\(folder)/\(named)"
    }
    let parameters = try run.values("parameters")
    if recipe == nil, !parameters.isEmpty { throw run.fault("parameters", "belong to a recipe, and a goal has none") }
    let options = try run.words("options")
    if let own = options.first(where: { option in
      option == "--" || CampaignWork.ownOptions.contains { option == $0 || option.hasPrefix($0 + "=") }
    }) {
      throw run.fault("options", "must not hold \(own), which the campaign says itself")
    }
    let paths = try run.words("paths")
    for path in paths {
      do throws(SourceTextError) { _ = try RelativePath(path) } catch {
        throw run.fault("paths", "must hold paths inside of each unit: \(error)")
      }
    }
    return CampaignWork(recipe: recipe, parameters: parameters, goal: goal, paths: paths, options: options)
  }

  private static func query(_ fields: CampaignFields, _ folder: String) throws(RefactoringError) -> UnitQuery {
    let kinds = CampaignUnit.Kind.allCases.map(\.rawValue).joined(separator: ", ")
    let known = ["kind", "below", "list", "list_file", "include", "exclude", "depth"]
    guard let units = try fields.fields("units", known: known) else {
      throw fields.fault(
        "units", "must say what is worked on, such as {kind: repository, below: .., include: [\"**\"]}")
    }
    guard let kind = try units.text("kind").flatMap(CampaignUnit.Kind.init(rawValue:)) else {
      throw units.fault("kind", "must be one of \(kinds)")
    }
    let below = try units.text("below") ?? "."
    var query = UnitQuery(kind: kind, folder: below.hasPrefix("/") ? below : "\(folder)/\(below)")
    query.paths = try units.words("list")
    // Lists lie beside the campaign, the units below their own folder.
    query.lists = try units.oneOrMoreWords("list_file").map { $0.hasPrefix("/") ? $0 : "\(folder)/\($0)" }
    query.included = try patterns("include", units)
    query.excluded = try patterns("exclude", units)
    if let depth = try units.number("depth", in: 1...64) { query.depth = depth }
    guard !query.paths.isEmpty || !query.lists.isEmpty || !query.included.isEmpty else {
      throw fields.fault("units", "needs list, list_file or include: which \(kind.rawValue) is worked on")
    }
    return query
  }

  private static func patterns(_ key: String, _ fields: CampaignFields) throws(RefactoringError) -> [GlobPattern] {
    var patterns: [GlobPattern] = []
    for text in try fields.oneOrMoreWords(key) {
      do throws(SourceTextError) {
        patterns.append(try GlobPattern(text))
      } catch {
        throw fields.fault(key, "holds a pattern that cannot be read: \(error)")
      }
    }
    return patterns
  }

  private static func limits(_ fields: CampaignFields) throws(RefactoringError) -> Limits {
    var limits = Limits()
    guard let own = try fields.fields("limits", known: ["unit_seconds", "seconds", "dollars", "failures"]) else {
      return limits
    }
    if let seconds = try own.number("unit_seconds", in: 1...604_800) { limits.unit = .seconds(seconds) }
    limits.whole = try own.number("seconds", in: 1...2_592_000).map { .seconds($0) }
    limits.cost = try own.microdollars("dollars")
    limits.failures = try own.number("failures", in: 1...1_000_000)
    return limits
  }
}
