import AgentKernel
import Testing

struct AgentDefinitionTests {
  private let good = """
    ---
    name: sample
    tools: [read_file, report]
    final_tool: report
    turns: 3
    tokens: 1000
    ---

    # System

    You are {{role}}.

    ```
    # not a heading
    ```

    # Missing answer

    Report.
    """

  @Test func `a definition gives its limits, tools and sections`() throws {
    let agent = try AgentDefinition(parsing: good, source: "sample.md")
    #expect(agent.name == "sample")
    #expect(agent.tools == ["read_file", "report"])
    #expect(agent.finalTool == "report")
    #expect(agent.limits.turns == 3)
    #expect(agent.limits.tokens == 1000)
    #expect(try agent.section("System", ["role": "x"]) == "You are x.\n\n```\n# not a heading\n```")
    #expect(agent.hasSection("Missing answer"))
    #expect(!agent.hasSection("not a heading"))
  }

  @Test func `a value with a placeholder in it is not filled again`() throws {
    let agent = try AgentDefinition(parsing: good, source: "sample.md")
    #expect(try agent.section("System", ["role": "{{secret}}", "secret": "x"]).hasPrefix("You are {{secret}}."))
  }

  @Test(arguments: [
    ("no front matter", "does not start with front matter"),
    ("---\nname: x\n", "does not start with front matter"),
    ("---\ntools: []\n---\n", "the key name is missing"),
    ("---\nname: x\ncolor: red\n---\n", "unknown key color"),
    ("---\nname: x\nturns: many\n---\n", "turns must be a number above 0"),
    ("---\nname: x\nturns: 0\n---\n", "turns must be a number above 0"),
    ("---\nname: x\ntools: read\n---\n", "tools must be a list"),
    ("---\nname: [\n---\n", "the front matter is wrong"),
    ("---\nname: x\nfinal_tool: y\n---\n", "final_tool y is not among its tools"),
    ("---\nname: x\n---\n# A\n\n# A\n", "two sections"),
    ("---\nname: x\n---\n# A\n\n{{open\n", "has no }}"),
  ])
  func `a definition that cannot be used says why`(text: String, message: String) {
    let error = #expect(throws: AgentKernelError.self) { try AgentDefinition(parsing: text, source: "x.md") }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }

  @Test func `a missing section or value is named`() throws {
    let agent = try AgentDefinition(parsing: good, source: "sample.md")
    #expect(throws: AgentKernelError.self) { try agent.section("Task") }
    #expect(throws: AgentKernelError.self) { try agent.section("System") }
  }
}
