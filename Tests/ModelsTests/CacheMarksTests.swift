import JSON
import Models
import TestSupport
import Testing

/// What the marks of the Messages protocol find in a provider's cache.
struct CacheMarksTests {
  private func lookUp(_ messages: [Message], settled: [Int] = [1], in cache: inout SimulatedPromptCache) throws
    -> SimulatedPromptCache.Lookup
  {
    var request = Samples.request
    request.messages = messages
    request.settledMessages = settled
    let found = cache.take(try JSONValue.parse(MessagesCodec.encode(request)))
    #expect(found.marks <= 4)
    return found
  }

  private func turn(_ number: Int, calls: Int) -> [Message] {
    let ids = (0..<calls).map { "call_\(number)_\($0)" }
    return [
      Message(
        role: .assistant,
        content: [.thinking(text: "t", signature: "s"), .text("turn \(number)")]
          + ids.map { .toolCall(ToolCall(id: $0, name: "read_file", arguments: "{}")) }),
      Message(role: .user, content: ids.map { .toolResult(ToolResult(callID: $0, text: "result of \($0)")) }),
    ]
  }

  @Test(arguments: Sweep.seeds(sample: 40, full: 400))
  func `each request finds all of the one before, however many blocks a turn brings`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var cache = SimulatedPromptCache()
    var messages = [Message(role: .user, content: [.text("task")])]
    var before = try lookUp(messages, in: &cache).blocks
    for number in 0..<Int.random(in: 2..<12, using: &random) {
      switch Int.random(in: 0..<6, using: &random) {
      case 0:
        // The provider interrupted its own turn, which is sent back as it is.
        messages.append(Message(role: .assistant, content: [.text("so far \(number)")]))
      case 1:
        // An empty answer is not kept; a word of the kernel's follows.
        messages.append(Message(role: .user, content: [.text("no answer \(number)")]))
      case 2: messages += turn(number, calls: 256)
      default: messages += turn(number, calls: Int.random(in: 1..<60, using: &random))
      }
      let found = try lookUp(messages, in: &cache)
      #expect(found.reused == before)
      before = found.blocks
    }
  }

  @Test func `after old results were cleared, what comes before them is found, and then all that was cleared`() throws {
    var cache = SimulatedPromptCache()
    let task = Message(role: .user, content: [.text("task")])
    let turns = (0..<9).map { turn($0, calls: 30) }
    func cleared(_ turn: [Message]) -> [Message] {
      [turn[0], Message(role: .user, content: turn[1].content.map { _ in .text("cleared") })]
    }
    for count in 0...4 { _ = try lookUp([task] + turns[..<count].joined(), in: &cache) }
    // Tool, two system sections, task.
    let first = [task] + turns[..<3].flatMap(cleared) + turns[3]
    #expect(try lookUp(first, settled: [7, 1], in: &cache).reused == 4)
    for count in 5...7 {
      let messages = [task] + turns[..<3].flatMap(cleared) + turns[3..<count].joined()
      _ = try lookUp(messages, settled: [7, 1], in: &cache)
    }
    let second = [task] + turns[..<6].flatMap(cleared) + turns[6]
    let settledBlocks = try lookUp(Array(first.prefix(7)), settled: [7, 1], in: &cache).blocks
    #expect(try lookUp(second, settled: [13, 7], in: &cache).reused == settledBlocks)
  }

  @Test func `after a summary the task is found`() throws {
    var cache = SimulatedPromptCache()
    let turns = (0..<4).map { turn($0, calls: 30) }
    for count in 0...4 {
      _ = try lookUp([Message(role: .user, content: [.text("task")])] + turns[..<count].joined(), in: &cache)
    }
    let summarised = [Message(role: .user, content: [.text("task"), .text("summary")])] + turns[3]
    #expect(try lookUp(summarised, in: &cache).reused == 4)
  }

  @Test func `other runs find the system prompt`() throws {
    var cache = SimulatedPromptCache()
    _ = try lookUp([Message(role: .user, content: [.text("task")])], in: &cache)
    // The last system section is not marked; it is within the look-back of no mark either.
    #expect(try lookUp([Message(role: .user, content: [.text("another")])], in: &cache).reused == 2)
  }
}
