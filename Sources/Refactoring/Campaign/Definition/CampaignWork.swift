internal import SourceText

/// What is done to each unit: the arguments of `refactor run`.
package struct CampaignWork: Hashable, Sendable {
  /// The name of a built-in recipe, or the absolute path of a recipe's file.
  package var recipe: String?

  package var parameters: [String: String]

  package var goal: String?

  /// Which paths of a repository or a package are worked on; all when empty.
  package var paths: [String]

  /// Further options of `refactor run`, handed on as they are.
  package var options: [String]

  package init(
    recipe: String? = nil, parameters: [String: String] = [:], goal: String? = nil, paths: [String] = [],
    options: [String] = []
  ) {
    self.recipe = recipe
    self.parameters = parameters
    self.goal = goal
    self.paths = paths
    self.options = options
  }

  /// Options of `refactor run` that a campaign says itself.
  static let ownOptions: Set = [
    "--apply", "--branch", "--check", "--dry-run", "--format", "--goal", "--output", "--param", "--patch", "--quiet",
    "--recipe", "--repository", "--resume", "--retry-left", "-p",
  ]

  /// The arguments for one unit.
  ///
  /// - Parameters:
  ///   - unit: what is worked on.
  ///   - campaign: the campaign's name, of which the branch's is made.
  ///   - output: where the report goes: absolute.
  ///   - changes: false to look only whether something would change.
  ///   - resumes: whether an earlier run on this unit may have been cut off.
  ///   - retriesLeft: whether it came to its end, and left something that is tried again.
  func arguments(
    for unit: CampaignUnit, of campaign: String, output: String, changes: Bool, resumes: Bool,
    retriesLeft: Bool = false
  ) -> [String] {
    var arguments = ["run", "--format", "json", "--output", output, "--quiet"]
    arguments += target(of: unit)
    arguments += changes ? ["--branch", Self.branch(of: unit, campaign)] : ["--check"]
    arguments += words()
    if changes, resumes { arguments.append(retriesLeft ? "--retry-left" : "--resume") }
    return arguments + options + places(of: unit)
  }

  /// The arguments with which it is only told what a unit would change, as a document on the standard output.
  func previewArguments(for unit: CampaignUnit) -> [String] {
    ["run", "--format", "json", "--quiet"] + target(of: unit) + ["--dry-run"] + words() + options + places(of: unit)
  }

  private func target(of unit: CampaignUnit) -> [String] { ["--repository", unit.repository ?? unit.path] }

  private func words() -> [String] {
    var arguments: [String] = []
    if let recipe { arguments += ["--recipe", recipe] }
    if let goal { arguments += ["--goal", goal] }
    for (name, value) in parameters.sorted(by: { $0.key < $1.key }) { arguments += ["--param", "\(name)=\(value)"] }
    return arguments
  }

  private func places(of unit: CampaignUnit) -> [String] {
    let places: [String]
    switch (unit.pathInRepository, paths.isEmpty) {
    case (nil, _): places = paths
    case (let path?, true): places = [path]
    case (let path?, false): places = unit.kind == .file ? [path] : paths.map { "\(path)/\($0)" }
    }
    return places.isEmpty ? [] : ["--"] + places
  }

  /// The branch that a unit's commits go to: each of several units in one repository has its own, and so have the linked
  /// work trees of one.
  static func branch(of unit: CampaignUnit, _ campaign: String) -> String {
    unit.pathInRepository == nil && !unit.isLinked ? "refactor/\(campaign)" : "refactor/\(campaign)-\(unit.fileName)"
  }

  /// What makes this work different from another.
  func identifyingFields() throws(RefactoringError) -> [String] {
    var fields = [recipe ?? "", goal ?? ""]
    if let recipe, recipe.hasPrefix("/") {
      // By its content: the same campaign may lie elsewhere on the next machine.
      fields[0] = ContentHash(of: try CampaignFile.bytes(of: recipe, limit: 1 << 20)).hexadecimal
    }
    for (name, value) in parameters.sorted(by: { $0.key < $1.key }) { fields += [name, value] }
    return fields + ["paths"] + paths + ["options"] + options
  }
}
