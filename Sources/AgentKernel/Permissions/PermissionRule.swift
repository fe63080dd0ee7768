package import SourceText

/// One rule about calls: for which tools, files and commands, and what it says of them.
///
/// The strictest of all rules that match, and of the matrix, counts. So a rule can forbid a call, or have a person asked;
/// `allow` loosens nothing, it states what is meant and is told where nothing stricter is.
package struct PermissionRule: Hashable, Sendable {
  package let verdict: PermissionVerdict

  /// Which tools, by name.
  package let tool: GlobPattern

  /// Which files; empty for any, also none.
  package let paths: [GlobPattern]

  /// Which commands; nil for any, also none.
  package let command: CommandPattern?

  /// Where it is written, for messages; empty when it has no place.
  package let source: String

  /// The paths' patterns folded, since some file systems take both letter cases for one.
  let foldedPaths: [GlobPattern]

  /// Reads a rule and checks its examples.
  ///
  /// An example is a tool's name and, behind a space, a path; or a command with its arguments if the rule has a pattern for
  /// commands.
  ///
  /// - Parameters:
  ///   - verdict: what it says of the calls that it matches.
  ///   - tool: a glob pattern for names of tools.
  ///   - paths: glob patterns for files; empty for any.
  ///   - command: a `CommandPattern`; nil for any.
  ///   - matches: examples that it must match.
  ///   - rejects: examples that it must not match.
  ///   - tools: the names of all tools there are: a rule that can match none of them is a mistake.
  ///   - source: where it is written, for messages.
  /// - Throws: `AgentKernelError` with code `.invalidRule`, which names the rule and the example.
  package init(
    _ verdict: PermissionVerdict, tool: String, paths: [String] = [], command: String? = nil, matches: [String] = [],
    rejects: [String] = [], tools: [String], source: String = ""
  ) throws(AgentKernelError) {
    self.verdict = verdict
    self.source = source
    do throws(SourceTextError) {
      self.tool = try GlobPattern(tool)
      self.paths = try paths.map { path throws(SourceTextError) in try GlobPattern(path) }
      foldedPaths = try paths.map { path throws(SourceTextError) in try GlobPattern(Self.folded(path)) }
    } catch {
      throw AgentKernelError(.invalidRule, "a permission rule: \(error)")
    }
    self.command = try command.map { text throws(AgentKernelError) in try CommandPattern(text) }
    guard tools.contains(where: concerns) else {
      throw AgentKernelError(
        .invalidRule,
        "the rule \"\(self)\" can never match: no tool is named \(tool); the tools are: \(tools.joined(separator: ", "))"
      )
    }
    for (examples, isMatch) in [(matches, true), (rejects, false)] {
      for example in examples {
        guard self.matches(try facts(of: example, tools: tools)) == isMatch else {
          throw AgentKernelError(
            .invalidRule,
            "the rule \"\(self)\" \(isMatch ? "does not match" : "matches") its example \"\(example)\", which it must"
              + (isMatch ? "" : " not"))
        }
      }
    }
  }

  /// A path without differences of letter case, also such as that of the long s.
  static func folded(_ path: String) -> String { path.uppercased().lowercased() }

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

extension PermissionRule: CustomStringConvertible {
  /// The rule in one line: `deny write_file on Generated/**`.
  package var description: String {
    var words = "\(verdict.rawValue) \(tool)"
    if let command { words += " running \(command)" }
    if !paths.isEmpty { words += " on " + paths.map(\.string).joined(separator: ", ") }
    return words
  }
}
