internal import SourceText
internal import Yams

/// An agent as its Markdown file describes it: who it is, what it may use, and every word that it says to a model.
///
/// The file starts with YAML front matter between two lines of `---`. Each line that starts with `# ` opens a section,
/// whose text is a `PromptTemplate`.
public struct AgentDefinition: Sendable {
  /// The agent's name, for messages and rules.
  public let name: String

  /// The names of its tools, in the order in which the model sees them.
  public let tools: [String]

  /// The tool by which the agent gives its answer; nil when its answer is its last words.
  public let finalTool: String?

  /// What a run may cost.
  public let limits: AgentLimits

  /// The most tokens that one answer may have.
  public let maximumOutputTokens: Int

  /// The greatest risk that any of its calls may have.
  public let ceiling: Risk

  /// The freest mode that it may run in; nil when that is the user's to say.
  public let permissionMode: PermissionMode?

  /// A hash of the whole file, which tells one version from another.
  package let contentHash: String

  /// The first digits of that hash, as reports name the words that led to them.
  package var version: String { String(contentHash.prefix(12)) }

  /// What the sections say, by heading.
  private let sections: [String: PromptTemplate]

  /// Reads a definition.
  ///
  /// - Parameters:
  ///   - text: the whole file.
  ///   - source: where it comes from, for messages.
  /// - Throws: `AgentKernelError` with code `.invalidDefinition`.
  public init(parsing text: String, source: String) throws(AgentKernelError) {
    let (header, body) = try Self.split(text, source: source)
    let matter: FrontMatter
    do {
      // Without the resolver that guesses types: its regular expressions cost 2 MiB at each start, and are not needed.
      matter = try FrontMatter(node: try Yams.compose(yaml: header, .basic))
    } catch {
      throw AgentKernelError(.invalidDefinition, "\(source): the front matter is wrong: \(error)")
    }
    contentHash = ContentHash(of: text).hexadecimal
    name = matter.name
    tools = matter.tools
    finalTool = matter.finalTool
    limits = matter.limits
    maximumOutputTokens = matter.maximumOutputTokens
    ceiling = matter.ceiling ?? PermissionMatrix.ceilings[matter.name] ?? PermissionMatrix.standardCeiling
    permissionMode = matter.permissionMode
    sections = try Self.sections(of: body, source: source)
    if let most = PermissionMatrix.ceilings[name], ceiling > most {
      throw AgentKernelError(
        .invalidDefinition,
        "\(source): ceiling \(ceiling.rawValue) is above \(most.rawValue), the most that the agent \(name) may have")
    }
    if let finalTool, !tools.contains(finalTool) {
      throw AgentKernelError(.invalidDefinition, "\(source): final_tool \(finalTool) is not among its tools")
    }
  }

  /// The text of a section with its placeholders filled.
  ///
  /// - Parameters:
  ///   - heading: the section's name, as its line `# Heading` has it.
  ///   - values: what takes the place of `{{name}}`, by the name; those without a placeholder are passed over.
  /// - Throws: `AgentKernelError`: `.invalidDefinition` when there is no such section, `.invalidTemplate` when a
  ///   placeholder has no value.
  public func section(_ heading: String, _ values: [String: String] = [:]) throws(AgentKernelError) -> String {
    guard let template = sections[heading] else {
      throw AgentKernelError(.invalidDefinition, "the agent \(name) has no section \"\(heading)\"")
    }
    return try template.filled(with: values)
  }

  /// Whether the definition has a section.
  public func hasSection(_ heading: String) -> Bool { sections[heading] != nil }

  private static func split(
    _ text: String, source: String
  ) throws(AgentKernelError) -> (header: String, body: [Substring]) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      throw AgentKernelError(.invalidDefinition, "\(source) does not start with front matter between two lines of ---")
    }
    return (lines[1..<end].joined(separator: "\n"), Array(lines[(end + 1)...]))
  }

  private static func sections(
    of lines: [Substring], source: String
  ) throws(AgentKernelError) -> [String: PromptTemplate] {
    var texts: [String: [Substring]] = [:]
    var heading: String?
    var inFence = false
    for line in lines {
      if line.hasPrefix("```") { inFence.toggle() }
      if !inFence, line.hasPrefix("# ") {
        let name = String(line.dropFirst(2))
        guard texts[name] == nil else {
          throw AgentKernelError(.invalidDefinition, "\(source) has two sections \"\(name)\"")
        }
        texts[name] = []
        heading = name
      } else if let heading {
        texts[heading, default: []].append(line)
      }
    }
    var sections: [String: PromptTemplate] = [:]
    for (name, lines) in texts {
      sections[name] = try PromptTemplate(trimmed(lines).joined(separator: "\n"), source: "\(source), section \(name)")
    }
    return sections
  }

  private static func trimmed(_ lines: [Substring]) -> ArraySlice<Substring> {
    var slice = lines[...]
    while slice.first?.allSatisfy(\.isWhitespace) == true { slice.removeFirst() }
    while slice.last?.allSatisfy(\.isWhitespace) == true { slice.removeLast() }
    return slice
  }
}
