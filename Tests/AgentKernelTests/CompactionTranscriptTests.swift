import JSON
import Models
import TestSupport
import Testing

@testable import AgentKernel

struct CompactionTranscriptTests {
  @Test(arguments: Sweep.seeds(sample: 12, full: 200))
  func `what a transcript keeps of a compaction makes the same conversation again`(seed: UInt64) throws {
    var habits = CompactionWorld.Habits()
    habits.window = 4000
    habits.resultSize = seed.isMultiple(of: 2) ? 100 : 4000
    habits.compacts = seed.isMultiple(of: 3)
    habits.goodSummaries = Int(seed % 11)
    var world = try CompactionWorld(habits, turns: 60, seed: seed)
    world.run()
    var again = Conversation()
    for entry in world.state.log {
      let line = try JSONValue.parse(JSONValue.object(entry.members).serialized())
      again.append(try #require(LogEntry(type: entry.type, line)))
    }
    #expect(again == world.state.conversation)
    #expect(world.state.log.contains { $0.type == "compaction" })
  }

  @Test func `a compaction of a kind that is not known is none`() {
    #expect(LogEntry(type: "compaction", ["way": "magic", "text": "t", "kept": 1]) == nil)
    #expect(LogEntry(type: "compaction", ["way": "summary", "text": "t"]) == nil)
    #expect(LogEntry(type: "compaction", ["way": "provider", "text": "t", "kept": 1]) == nil)
  }
}
