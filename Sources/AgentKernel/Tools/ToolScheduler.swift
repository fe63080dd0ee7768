package import Models

/// Runs a batch of tool calls: together where their effects allow it, otherwise in call order.
package struct ToolScheduler: Sendable {
  /// How many calls run at once, at the most.
  ///
  /// Ten is what production agents use.
  package static let concurrencyLimit = 10

  private let toolbox: Toolbox
  private let limit: Int

  package init(_ toolbox: Toolbox, limit: Int = ToolScheduler.concurrencyLimit) {
    self.toolbox = toolbox
    self.limit = max(1, limit)
  }

  /// Runs the calls and gives their answers in call order.
  ///
  /// A call that cannot be run (no such tool, arguments that its schema refuses) or that throws gives an error result.
  /// When the task is cancelled, the calls that have not ended give an error result that says so.
  package func run(_ calls: [ToolCall]) async -> [ToolAnswer] {
    var answers = [ToolAnswer?](repeating: nil, count: calls.count)
    var prepared: [(index: Int, call: PreparedCall)] = []
    for (index, call) in calls.enumerated() {
      do {
        prepared.append((index, try PreparedCall(call, in: toolbox)))
      } catch {
        answers[index] = ToolAnswer(ToolResult(callID: call.id, text: "\(error)", isError: true))
      }
    }
    for (index, answer) in await run(prepared.map(\.call)).enumerated() {
      answers[prepared[index].index] = answer
    }
    return zip(calls, answers).map { call, answer in answer ?? ToolAnswer.cancelled(call) }
  }

  private func run(_ calls: [PreparedCall]) async -> [ToolAnswer?] {
    let graph = HazardGraph(calls.map(\.effects))
    var answers = [ToolAnswer?](repeating: nil, count: calls.count)
    var started: Set<Int> = []
    var done: Set<Int> = []
    await withTaskGroup(of: (Int, ToolAnswer).self) { group in
      while done.count < calls.count, !Task.isCancelled {
        for index in graph.ready(started: started, done: done).prefix(limit - (started.count - done.count)) {
          started.insert(index)
          let call = calls[index]
          group.addTask { (index, await Self.answer(call)) }
        }
        guard let (index, answer) = await group.next() else { return }
        answers[index] = answer
        done.insert(index)
      }
    }
    return answers
  }

  private static func answer(_ prepared: PreparedCall) async -> ToolAnswer {
    do {
      let output = try await prepared.run()
      let result = ToolResult(callID: prepared.call.id, text: output.text)
      return ToolAnswer(result, finalAnswer: output.finalAnswer)
    } catch is CancellationError {
      return ToolAnswer.cancelled(prepared.call)
    } catch {
      return ToolAnswer(ToolResult(callID: prepared.call.id, text: "\(error)", isError: true))
    }
  }
}
