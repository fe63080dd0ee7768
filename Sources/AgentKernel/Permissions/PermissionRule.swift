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

  /// Reads a rule.
  ///
  /// - Parameters:
  ///   - verdict: what it says of the calls that it matches.
  ///   - tool: a glob pattern for names of tools.
  ///   - paths: glob patterns for files; empty for any.
  ///   - command: a `CommandPattern`; nil for any.
  ///   - tools: the names of all tools there are: a rule that can match none of them is a mistake.
  ///   - source: where it is written, for messages.
  /// - Throws: `AgentKernelError` with code `.invalidRule`, which names the rule.
  package init(
    _ verdict: PermissionVerdict, tool: String, paths: [String] = [], command: String? = nil, tools: [String],
    source: String = ""
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
  }

  /// A path without differences of letter case, also such as that of the long s.
  static func folded(_ path: String) -> String { path.uppercased().lowercased() }
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
