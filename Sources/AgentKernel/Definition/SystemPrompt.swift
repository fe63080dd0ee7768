package import Models

/// What an agent is told besides its definition, in the order in which it stands in the system prompt.
///
/// A provider's cache holds beginnings, so what changes least stands first: the definition's own words are the same in all
/// runs, the user's instructions in all of a user's, the project's instructions and the notes in most runs on a project; where
/// the repository stands and what the change is about differ from run to run.
package enum PromptPart: String, Hashable, Sendable, CaseIterable {
  case userInstructions = "User instructions"
  case projectInstructions = "Project instructions"
  case memory = "Memory"
  case environment = "Environment"
  case repositoryMap = "Repository map"

  /// The heading of the section of the definition that introduces it.
  package var heading: String { rawValue }

  /// What the definition's section calls the text: `{{text}}`.
  static let placeholder = "text"

  /// Whether it is the same in many runs on one project.
  package var isStable: Bool {
    switch self {
    case .userInstructions, .projectInstructions, .memory: true
    case .environment, .repositoryMap: false
    }
  }
}

extension AgentDefinition {
  /// The headings of what is the same in all runs, in the order in which they stand.
  ///
  /// Who the agent is, what it can do and how, what it must and must not do, and how it puts its answers; `System` is all of
  /// it in one.
  static let staticHeadings = ["System", "Identity", "Capabilities", "Rules", "Style"]

  /// The system prompt: the definition's own words, then the parts for which it has a section, in their fixed order.
  ///
  /// Two sections end what a provider's cache should hold: the definition's words, and the last part that is the same in many
  /// runs.
  ///
  /// - Parameter parts: the texts; an empty one is left out, and so is one for which the definition has no section.
  /// - Throws: `AgentKernelError` when the definition has none of its own words, or a section with a placeholder other than
  ///   `{{text}}`.
  package func systemPrompt(_ parts: [PromptPart: String] = [:]) throws(AgentKernelError) -> [SystemSection] {
    var own: [String] = []
    for heading in Self.staticHeadings where hasSection(heading) { own.append(try section(heading)) }
    guard !own.isEmpty else {
      throw AgentKernelError(
        .invalidDefinition,
        "the agent \(name) has no words of its own; write a section \"Identity\" or \"System\"")
    }
    var sections = [SystemSection(text: own.joined(separator: "\n\n"), endsCacheablePrefix: true)]
    for part in PromptPart.allCases {
      guard let text = parts[part], !text.isEmpty, hasSection(part.heading) else { continue }
      // What users wrote of their own calls the project's instructions as it used to be.
      let words = try section(part.heading, [PromptPart.placeholder: text, "instructions": text])
      if part.isStable, sections.count > 1 { sections[sections.count - 1].endsCacheablePrefix = false }
      sections.append(SystemSection(text: words, endsCacheablePrefix: part.isStable))
    }
    return sections
  }
}
