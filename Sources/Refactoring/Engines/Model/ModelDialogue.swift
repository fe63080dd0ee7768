internal import AgentKernel
internal import Models
internal import SourceText
internal import Tools

/// One conversation with the model, from a message to what it hands over.
struct ModelDialogue {
  let model: RefactoringModel
  let files: AreaFiles

  /// Why the model handed nothing over, though it was asked and may be asked about something else.
  struct Fault: Hashable, Sendable {
    let reason: String

    /// The limit that was reached; nil when none was.
    var limit: BudgetLimit?
  }

  /// Asks until the model hands something over by a tool.
  ///
  /// - Parameters:
  ///   - job: what it is about, for the transcript.
  ///   - final: the tool; the others that hand something over are left out.
  /// - Returns: nil when the tool has taken something.
  /// - Throws: `RefactoringError` with code `.budget`, `.provider` or `.denied` when nothing more can be asked for now;
  ///   `CancellationError`.
  func hold(_ message: String, job: String, endingWith final: any Tool) async throws -> Fault? {
    let outputs = SpilledOutputs()
    let others = Set([PlanRefactoringTool { _ in }.name, ProposeChangeTool { _ in }.name]).subtracting([final.name])
    let toolbox = try model.terms.toolbox(
      of: model.agent,
      choosing: [
        ReadFileTool(files), ListFilesTool(files), GlobTool(files), GrepTool(files), OutlineTool(files),
        ReadOutputTool(outputs), TodoTool(), final,
      ], without: others)
    let time = model.deadline.map { max(.seconds(1), ContinuousClock.now.duration(to: $0)) }
    let runtime = try model.terms.runtime(
      for: model.agent, endingWith: final.name, toolbox: toolbox, time: time, budget: model.budget, outputs: outputs)
    let system = try model.agent.systemPrompt([.userInstructions: model.userInstructions])
    let recording = try model.recording?.agent(
      model.agent, job: job, subject: ContentHash(of: message).hexadecimal, models: model.terms.models,
      toolbox: toolbox, system: system)
    let run = await runtime.run(task: message, system: system, recording: recording)
    switch run.outcome {
    case .answered, .completed, .incomplete: return nil
    case .interrupted: throw CancellationError()
    case .budgetReached(let limit):
      guard limit == .turns || limit == .context else { throw RefactoringError(.budget, "\(run.outcome)") }
      return Fault(reason: "\(run.outcome)", limit: limit)
    case .providerFailed: throw RefactoringError(.provider, "\(run.outcome)")
    case .denied: throw RefactoringError(.denied, "\(run.outcome)")
    case .refused, .invalidOutput, .wentInCircles: return Fault(reason: "\(run.outcome)")
    }
  }
}
