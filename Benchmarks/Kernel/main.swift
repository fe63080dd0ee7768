import AgentKernel
import Git
import JSON
import Models
import SourceText
import TestSupport
import Tools

// Times of the kernel's own work, without a provider. `make bench` runs this; ../README.md says what the figures mean.

/// Prints how long some work takes, as the median of several runs after one that does not count.
func measure(_ title: String, runs: Int = 5, _ work: () async throws -> Void) async throws {
  try await work()
  var times: [Duration] = []
  for _ in 0..<runs {
    times.append(try await ContinuousClock().measure { try await work() })
  }
  let median = times.sorted()[runs / 2]
  print("\(title): \(median / .milliseconds(1)) ms, median of \(runs)")
}

// 1,000 reads of files through the scheduler and the tool layer, ten at a time as a model would ask for them.
let builder = try RepositoryBuilder()
for number in 0..<1000 {
  let lines = (0..<60).map { "line \($0) of file \(number), with some text to read\n" }
  try builder.write("src/d\(number % 20)/f\(number).txt", lines.joined())
}
let head = try builder.commit("files")
try builder.git("gc", "--quiet")
let repository = try LibraryRepository.open(at: builder.path)
let view = RepositoryView(repository: repository, base: .empty, head: .commit(head), change: ChangeSet())
let scheduler = ToolScheduler(Toolbox([ReadFileTool(view)]))
try await measure("1,000 reads through the tool layer") {
  for batch in 0..<100 {
    let calls = (0..<10).map { index in
      let number = batch * 10 + index
      return ToolCall(
        id: "\(number)", name: "read_file", arguments: #"{"path": "src/d\#(number % 20)/f\#(number).txt"}"#)
    }
    let answers = await scheduler.run(calls)
    precondition(answers.allSatisfy { !$0.result.isError })
  }
}

// What the kernel does between an answer and the next request, early and late in a conversation: the new entries of the log,
// redaction, and the bytes of the whole request.
for codec in ["Messages", "Responses", "Chat Completions"] {
  var medians: [Int: Duration] = [:]
  for length in [10, 100, 1000] {
    var times: [Duration] = []
    for _ in 0..<5 {
      var turns = TurnBenchmark(codec: codec)
      for _ in 0..<length / 2 - 4 { await turns.turn() }
      for _ in 0..<8 { times.append(await ContinuousClock().measure { await turns.turn() }) }
    }
    let median = times.sorted()[times.count / 2]
    medians[length] = median
    print(
      "\(codec), a turn at message \(length), from the answer to the request's bytes: \(median / .milliseconds(1)) ms")
  }
  if let early = medians[10], let late = medians[1000] {
    print("\(codec), the last against the first: \(late / early)")
  }
}

// Whole turns of a run over a connection: answer, one call, next request.
try await measureRun(turns: 520)
