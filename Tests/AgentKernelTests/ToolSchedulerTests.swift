import AgentKernel
import HTTP
import JSON
import Models
import Synchronization
import TestSupport
import Testing

struct ToolSchedulerTests {
  /// The scheduler against a checker that knows only the definition: of two calls that conflict, the later starts after
  /// the earlier has ended.
  @Test(arguments: Sweep.seeds(sample: 60, full: 600))
  func `conflicting calls keep their order`(seed: UInt64) async {
    var random = SeededGenerator(seed: seed)
    let touches = (0..<Int.random(in: 1...25, using: &random)).map { Touch(id: $0, using: &random) }
    let history = History()
    let answers = await ToolScheduler(Toolbox([TouchTool(history: history)])).run(touches.map(\.call))
    #expect(answers.map(\.result.callID) == touches.map { "\($0.id)" })
    #expect(answers.allSatisfy { !$0.result.isError })
    for later in touches {
      for earlier in touches[..<later.id] where earlier.conflicts(with: later) {
        let (ended, started) = (history.time(of: .ended(earlier.id)), history.time(of: .started(later.id)))
        #expect(ended < started, "\(later) started before \(earlier) ended")
      }
    }
    #expect(history.peak <= ToolScheduler.concurrencyLimit)
  }

  @Test func `ten readers run together and no more`() async {
    let gate = Gate(expected: 10)
    let calls = (0..<25).map { Sample.call("\($0)", "wait") }
    let answers = await ToolScheduler(Toolbox([WaitTool(gate: gate)])).run(calls)
    #expect(answers.allSatisfy { !$0.result.isError })
    #expect(await gate.peak == 10)
  }

  @Test(arguments: [
    ("nothing", "{}", "no tool named `nothing`"),
    ("touch", "{\"reads\": [", "not run: not JSON"),
    ("touch", "{\"reads\": 3}", "`reads` must be an array"),
    ("touch", "{\"color\": \"red\"}", "unknown member `color`"),
    ("touch", "{\"id\": 1.5}", "`id` must be an integer"),
    ("touch", "[]", "must be an object"),
  ])
  func `a call that cannot be run gives an error result`(name: String, arguments: String, message: String) async {
    let history = History()
    let answers = await ToolScheduler(Toolbox([TouchTool(history: history)])).run([
      Sample.call("1", name, arguments), Sample.call("2", "touch", #"{"id": 0}"#),
    ])
    #expect(answers[0].result.isError)
    #expect(answers[0].result.text.contains(message))
    #expect(!answers[1].result.isError)
    #expect(history.events.count == 2)
  }

  @Test func `a tool that fails three times in a row by itself is refused, and no other`() async {
    let tool = FailingTool()
    let scheduler = ToolScheduler(Toolbox([tool, TouchTool(history: History())]))
    var texts: [String] = []
    for number in 0..<5 {
      // What a tool words for the model is no failure of its own.
      if number == 1 {
        for _ in 0..<4 { _ = await scheduler.run([Sample.call("w", "fail", #"{"worded": true}"#)]) }
      }
      texts.append(await scheduler.run([Sample.call("\(number)", "fail")])[0].result.text)
    }
    #expect(texts[0...3].allSatisfy { $0.contains("broken") })
    #expect(texts[4].contains("`fail` was not run: it has failed 3 times in a row"))
    #expect(await !scheduler.run([Sample.call("1", "touch", #"{"id": 0}"#)])[0].result.isError)
  }

  @Test func `a watcher is told when a tool is left alone, also when it words its failures for the model`() async {
    let notices = Mutex<[RunNotice]>([])
    let scheduler = ToolScheduler(
      Toolbox([FailingTool()]), observe: { notice in notices.withLock { $0.append(notice) } })
    for number in 0..<4 {
      _ = await scheduler.run([Sample.call("\(number)", "fail", #"{"worded": true, "own": true}"#)])
    }
    let told = notices.withLock { $0.filter { if case .toolCircuitChanged = $0 { true } else { false } } }
    #expect(told.count == 1)
    guard case .toolCircuitChanged(.open(until: _), tool: "fail")? = told.first else {
      Issue.record("told \(told)")
      return
    }
    #expect(told.first?.type == "circuit_changed")
    #expect(told.first?.members == ["tool": "fail", "state": "open"])
  }

  @Test func `what a call cost is not forgotten when a hook keeps its result back`() async {
    let spent = Spending(requests: 1, usage: Usage(input: 7, output: 3))
    let hook = ScriptedHook(.afterTool) { _ in HookVerdict(denial: "no") }
    let scheduler = ToolScheduler(Toolbox([SpendingTool(spending: spent)]), hooks: AgentHooks([hook]))
    let answers = await scheduler.run([Sample.call("1", "spend")])
    #expect(answers.first?.denial != nil)
    #expect(answers.first?.spending == spent)
  }

  @Test func `cancelling ends the batch with a result for every call`() async {
    let gate = Gate(expected: 100)
    let calls = (0..<3).map { Sample.call("\($0)", "wait") }
    let task = Task { await ToolScheduler(Toolbox([WaitTool(gate: gate)])).run(calls) }
    await gate.waitForArrivals(3)
    task.cancel()
    let answers = await task.value
    #expect(answers.map(\.result.callID) == ["0", "1", "2"])
    #expect(answers.allSatisfy { $0.result.isError })
  }
}
