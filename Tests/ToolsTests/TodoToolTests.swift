import AgentKernel
import JSON
import Models
import Testing
import Tools

struct TodoToolTests {
  private let scheduler = ToolScheduler(Toolbox([TodoTool()]))

  private func call(_ arguments: JSONValue) async -> ToolResult {
    await scheduler.run([ToolCall(id: "1", name: "todo", arguments: arguments.serialized())])[0].result
  }

  private static func item(_ text: String, _ state: String) -> JSONValue {
    ["text": .string(text), "state": .string(state)]
  }

  @Test func `the list is given whole, comes back, and can be asked for`() async {
    #expect(await call([:]).text == "the list is empty")
    let list: JSONValue = [
      "items": [Self.item("read", "done"), Self.item("edit\nnow", "doing"), Self.item("test", "open")]
    ]
    let shown = "1 of 3 done\n[x] read\n[>] edit\\nnow\n[ ] test\n"
    #expect(await call(list) == ToolResult(callID: "1", text: shown))
    #expect(await call([:]).text == shown)
    #expect(await call(["items": []]).text == "the list is empty")
  }

  @Test(
    arguments: [
      (["items": [item("a", "doing"), item("b", "doing")]], "more than one item is doing"),
      (["items": [item("a", "open"), item("a", "done")]], "an item is there twice"),
      (["items": [item("  ", "open")]], "an item says nothing"),
      (["items": [item("", "open")]], "`items[0].text`"),
      (["items": [item(String(repeating: "a", count: 161), "open")]], "`items[0].text`"),
      (["items": [item("a", "started")]], "`items[0].state`"),
      (["items": .array((0...30).map { item("\($0)", "open") })], "`items`"),
      (["items": ["a"]], "`items[0]`"), (["items": "a"], "`items`"), (["list": []], "unknown member `list`"),
    ] as [(JSONValue, String)])
  func `a list that makes no sense leaves the old one`(arguments: JSONValue, words: String) async {
    _ = await call(["items": [Self.item("old", "open")]])
    let result = await call(arguments)
    #expect(result.isError)
    #expect(result.text.contains(words), "\(result.text)")
    #expect(await call([:]).text == "0 of 1 done\n[ ] old\n")
  }
}
