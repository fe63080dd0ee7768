import AgentKernel
import Testing

struct ConversationSummaryTests {
  @Test(arguments: [
    CompactionWorld.summary,
    #"{"goal":"Do the task.","decisions":["Read first."],"files":["a.swift: read"],"findings":["a.swift:1 is wrong"],"open_steps":["report"]}"#,
    #"Here it is: {"goal":"Do the task.","decisions":["Read first."],"files":["a.swift: read"],"findings":["a.swift:1 is wrong"],"open_steps":["report"]} That is all."#,
  ])
  func `a summary is read alone, in a fence and between words`(answer: String) throws {
    let summary = try ConversationSummary(parsing: answer)
    #expect(summary.goal == "Do the task.")
    #expect(summary.openSteps == ["report"])
  }

  @Test(arguments: [
    "", "no", "}{", "[]", "{}", #"{"goal":"g"}"#,
    #"{"goal":"","decisions":[],"files":[],"findings":[],"open_steps":[]}"#,
    #"{"goal":"  ","decisions":[],"files":[],"findings":[],"open_steps":[]}"#,
    #"{"goal":"g","decisions":"d","files":[],"findings":[],"open_steps":[]}"#,
    #"{"goal":"g","decisions":[1],"files":[],"findings":[],"open_steps":[]}"#,
    #"{"goal":"g","decisions":[],"files":[],"findings":[],"open_steps":[],"more":1}"#,
    #"{"goal":"g","decisions":[],"files":[],"findings":[],"open_st"#,
  ])
  func `what is not as asked for is no summary`(answer: String) {
    #expect(throws: AgentKernelError.self) { try ConversationSummary(parsing: answer) }
  }

  @Test(arguments: ["Instruction", "Summary", "Extract", "Cleared"])
  func `words that lack a section are refused`(section: String) throws {
    let sections = ["Instruction", "Summary", "Extract", "Cleared"].filter { $0 != section }
    let text = "---\nname: compaction\n---\n" + sections.map { "# \($0)\n\nwords\n" }.joined(separator: "\n")
    let definition = try AgentDefinition(parsing: text, source: "test")
    #expect(throws: AgentKernelError.self) { try CompactionWords(definition) }
  }
}
