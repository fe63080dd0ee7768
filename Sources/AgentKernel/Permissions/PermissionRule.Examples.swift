extension PermissionRule {
  /// What a rule must match and what it must not, as whoever wrote it sees it.
  ///
  /// An example is a tool's name and, behind a space, a path; or a command with its arguments if the rule has a pattern for
  /// commands.
  package struct Examples: Hashable, Sendable {
    package var matches: [String]
    package var rejects: [String]

    package init(matches: [String] = [], rejects: [String] = []) {
      self.matches = matches
      self.rejects = rejects
    }
  }

  /// Tries the rule on its examples.
  ///
  /// - Parameter tools: the names of all tools there are.
  /// - Throws: `AgentKernelError` with code `.invalidRule`, which names the rule and the example.
  package func check(_ examples: Examples, tools: [String]) throws(AgentKernelError) {
    for (texts, isMatch) in [(examples.matches, true), (examples.rejects, false)] {
      for example in texts where try matches(facts(of: example, tools: tools)) != isMatch {
        throw AgentKernelError(
          .invalidRule,
          "the rule \"\(self)\" \(isMatch ? "does not match" : "matches") its example \"\(example)\", which it must"
            + (isMatch ? "" : " not"))
      }
    }
  }

  private func facts(of example: String, tools: [String]) throws(AgentKernelError) -> CallFacts {
    let parts = example.split(separator: " ", maxSplits: 1)
    guard let tool = parts.first.map(String.init), tools.contains(tool) else {
      throw AgentKernelError(
        .invalidRule, "the example \"\(example)\" of the rule \"\(self)\" does not begin with the name of a tool")
    }
    var facts = CallFacts(tool: tool, risk: .safe)
    guard parts.count == 2 else { return facts }
    if command == nil {
      facts.subject.paths = [String(parts[1])]
    } else {
      facts.subject = CallSubject(running: parts[1].split(separator: " ").map(String.init))
    }
    return facts
  }
}
