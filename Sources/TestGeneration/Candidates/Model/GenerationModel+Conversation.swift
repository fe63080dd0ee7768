internal import AgentKernel
internal import SourceText
internal import Tools

extension GenerationModel {
  /// Holds one conversation with the agent that writes.
  ///
  /// - Parameters:
  ///   - message: what it is told first.
  ///   - number: of the conversation, from 1.
  ///   - paths: the files that it is about: the project's instructions for them are told too.
  ///   - tool: takes the tests.
  ///   - end: when the conversation is ended; nil for no such moment.
  /// - Throws: `CancellationError`, and what no model is to blame for.
  func converse(
    _ message: String, number: Int, about paths: [RelativePath], proposing tool: any Tool,
    until end: ContinuousClock.Instant?
  ) async throws -> AgentRun {
    let outputs = SpilledOutputs()
    let toolbox = try toolbox(proposing: tool, outputs: outputs)
    let time = end.map { max(.seconds(1), ContinuousClock.now.duration(to: $0)) }
    let runtime = try runtime(toolbox, time: time, outputs: outputs) { _ in }
    let system = try writer.systemPrompt([
      .userInstructions: userInstructions, .projectInstructions: try await projectInstructions(paths),
    ])
    let recording = try recording?.agent(
      writer, job: "tests \(number)", subject: ContentHash(of: message).hexadecimal, models: models,
      toolbox: toolbox, system: system)
    let run = await runtime.run(task: message, system: system, recording: recording)
    if run.outcome == .interrupted { throw CancellationError() }
    return run
  }
}
