import Foundation
import Testing
import Tools

/// That the page of the mechanisms and the catalogue know the same tools.
@Suite struct ToolCatalogueTests {
  @Test func `each tool that the page names for a word of the list is one, and none that works on files is left out`()
    throws
  {
    let page = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/Mechanisms.md"),
      encoding: .utf8)
    let list = try #require(page.components(separatedBy: "Which tools stand for").last).components(
      separatedBy: "\n## ")[0]
    let named = list.components(separatedBy: "`").enumerated().compactMap { $0.offset % 2 == 1 ? $0.element : nil }
    let tools = named.filter { !["gen-tests", "mcp__SERVER__TOOL"].contains($0) }
    #expect(Set(tools).isSubset(of: ToolCatalogue.names))
    // These have rows of their own, or end a run.
    let others = [
      "outline", "plan_refactoring", "propose_change", "propose_test_code", "propose_tests", "read_output", "remember",
      "report_findings", "report_verdict", "todo", "web_fetch",
    ]
    #expect(Set(ToolCatalogue.names).subtracting(tools).isSubset(of: others + ["coverage", "run_tests"]))
  }
}
