import AgentKernel
import JSON
import Models
import Synchronization
import Testing
import Tools

struct RememberToolTests {
  @Test func `a note is handed on, three times in a run`() async throws {
    let notes = Mutex<[String]>([])
    let tool = RememberTool { note in
      notes.withLock { $0.append(note) }
      return "proposed"
    }
    let toolbox = Toolbox([tool])
    let scheduler = ToolScheduler(toolbox, permissions: PermissionPolicy())
    for number in 0..<4 {
      let arguments: JSONValue = ["note": .string("note \(number)")]
      let answers = await scheduler.run([
        .init(id: "c\(number)", name: "remember", arguments: arguments.serialized())
      ])
      #expect(answers.first?.result.isError == (number == 3))
    }
    #expect(notes.withLock { $0 } == ["note 0", "note 1", "note 2"])
  }
}
