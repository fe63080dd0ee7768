import AgentKernel
import JSON
import Models
import Testing
import Tools

struct ReportFindingsToolTests {
  private func answer(_ arguments: String, complaint: String? = nil) async -> ToolAnswer {
    let tool = ReportFindingsTool { _ in complaint }
    return await ToolScheduler(Toolbox([tool])).run([
      ToolCall(id: "1", name: "report_findings", arguments: arguments)
    ])[0]
  }

  @Test func `an empty report ends the run`() async {
    #expect(await answer(#"{"findings": []}"#).finalAnswer == ["count": 0])
  }

  @Test func `a report that is not accepted goes back as an error`() async {
    let answer = await answer(#"{"findings": []}"#, complaint: "look again")
    #expect(answer.finalAnswer == nil)
    #expect(answer.result == ToolResult(callID: "1", text: "look again", isError: true))
  }

  @Test(arguments: [
    ("{}", "lacks the member `findings`"),
    (#"{"findings": [{"path": "a"}]}"#, "`findings[0]` lacks the member `quote`"),
    (
      #"{"findings": [{"path": "a", "quote": "q", "title": "t", "explanation": "e", "category": "style", "severity": "low"}]}"#,
      "`findings[0].category` must be one of"
    ),
    (#"{"findings": [], "extra": 1}"#, "unknown member `extra`"),
    ("", "lacks the member `findings`"),
  ])
  func `a report of another shape is not run`(arguments: String, message: String) async {
    let answer = await answer(arguments)
    #expect(answer.finalAnswer == nil)
    #expect(answer.result.isError)
    #expect(answer.result.text.contains(message), "\(answer.result.text)")
  }
}
