internal import SourceText

extension PermissionRule {
  /// Whether a call is one of those that the rule is about.
  ///
  /// In doubt it is: a path that cannot be read matches each pattern, and a search through a folder matches if something
  /// below that folder could. For an `allow`, which must mean the whole call, in doubt it is not.
  package func matches(_ facts: CallFacts) -> Bool {
    guard concerns(facts.tool), matchesCommand(of: facts.subject) else { return false }
    if paths.isEmpty { return true }
    let places = facts.subject.paths.map(includes) + facts.subject.trees.map(reaches)
    return verdict == .allow ? !places.isEmpty && !places.contains(false) : places.contains(true)
  }

  func concerns(_ name: String) -> Bool {
    guard let path = try? RelativePath(name) else { return verdict > .allow }
    return tool.matches(path)
  }

  private func matchesCommand(of subject: CallSubject) -> Bool {
    guard let command else { return true }
    return subject.command.map(command.matches) ?? false
  }

  private func includes(_ text: String) -> Bool {
    guard let path = try? RelativePath(text) else { return verdict > .allow }
    if paths.contains(where: { $0.matches(path) }) { return true }
    guard verdict > .allow, let folded = try? RelativePath(Self.folded(text)) else { return false }
    return foldedPaths.contains { $0.matches(folded) }
  }

  private func reaches(_ tree: String) -> Bool {
    if verdict == .allow { return !tree.isEmpty && includes(tree) }
    if tree.isEmpty { return true }
    guard let folder = try? RelativePath(Self.folded(tree)) else { return true }
    return foldedPaths.contains { $0.mayMatch(below: folder) } || includes(tree)
  }
}
