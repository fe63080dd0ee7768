import AgentDefinitions
import AgentKernel
import Models
import Testing

struct SystemPromptTests {
  private func agent(_ sections: String) throws -> AgentDefinition {
    try AgentDefinition(parsing: "---\nname: test\n---\n\(sections)", source: "test")
  }

  private static let all = """
    # Repository map

    map: {{text}}

    # Style

    style

    # Identity

    identity

    # Memory

    memory: {{text}}

    # Rules

    rules

    # Environment

    environment: {{text}}

    # Capabilities

    capabilities

    # Project instructions

    project: {{instructions}}

    # User instructions

    user: {{text}}

    """

  @Test func `sections stand in one order, whatever the file's`() throws {
    let parts = Dictionary(uniqueKeysWithValues: PromptPart.allCases.map { ($0, "<\($0)>") })
    let sections = try agent(Self.all).systemPrompt(parts)
    #expect(
      sections.map(\.text) == [
        "identity\n\ncapabilities\n\nrules\n\nstyle", "user: <userInstructions>", "project: <projectInstructions>",
        "memory: <memory>", "environment: <environment>", "map: <repositoryMap>",
      ])
  }

  @Test func `the cache holds the agent's words, and all that is the same in many runs`() throws {
    let parts = Dictionary(uniqueKeysWithValues: PromptPart.allCases.map { ($0, "x") })
    #expect(
      try agent(Self.all).systemPrompt(parts).map(\.endsCacheablePrefix) == [true, false, false, true, false, false])
    #expect(
      try agent(Self.all).systemPrompt([.userInstructions: "x", .environment: "x"]).map(\.endsCacheablePrefix)
        == [true, true, false])
    #expect(try agent(Self.all).systemPrompt([.environment: "x"]).map(\.endsCacheablePrefix) == [true, false])
    #expect(try agent(Self.all).systemPrompt().map(\.endsCacheablePrefix) == [true])
  }

  @Test func `an empty part, and one without a section, is left out`() throws {
    let agent = try agent("# System\n\nwords\n\n# Memory\n\n{{text}}\n")
    #expect(try agent.systemPrompt([.memory: "", .environment: "x"]).map(\.text) == ["words"])
    #expect(try agent.systemPrompt([.memory: "{{text}}"]).map(\.text) == ["words", "{{text}}"])
  }

  @Test func `an agent without words of its own is a mistake`() throws {
    #expect(throws: AgentKernelError.self) { try agent("# Task\n\nx\n").systemPrompt() }
  }

  @Test func `the version is the content's hash`() throws {
    let version = try agent("# System\n\na\n").version
    #expect(version.count == 12)
    #expect(try agent("# System\n\na\n").version == version)
    #expect(try agent("# System\n\nb\n").version != version)
  }

  @Test(arguments: ["review", "verify"]) func `the built-in agents have all static sections`(name: String) throws {
    let text = try #require(AgentDefinitions.texts[name])
    let agent = try AgentDefinition(parsing: text, source: name)
    for heading in ["Identity", "Capabilities", "Rules", "Style"] { #expect(agent.hasSection(heading)) }
    #expect(agent.hasSection("Memory"))
    if name == "review" { for part in PromptPart.allCases { #expect(agent.hasSection(part.heading)) } }
  }
}
