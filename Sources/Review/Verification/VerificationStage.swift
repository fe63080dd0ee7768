internal import AgentKernel
internal import JSON
internal import Models
internal import ProjectContext
internal import SourceText
internal import Tools

/// Has each candidate looked at again, with fresh context and the task to refute it.
struct VerificationStage {
  /// How many candidates are looked at at once.
  private static let concurrencyLimit = 4

  let model: ReviewModel
  let range: ReviewRange
  let view: RepositoryView

  /// The notes about the repository; empty for none.
  let memory: String

  /// How long it may take; nil for no bound.
  let time: Duration?

  /// What all verifiers draw from.
  let budget: SharedBudget

  let observe: @Sendable (ReviewProgress) -> Void

  func run(_ candidates: [Finding]) async throws -> [Verified] {
    var verified = [Verified?](repeating: nil, count: candidates.count)
    try await withThrowingTaskGroup(of: (Int, Verified).self) { group in
      var next = 0
      func startNext() {
        guard next < candidates.count else { return }
        let index = next
        next += 1
        group.addTask { (index, try await verify(candidates[index])) }
      }
      for _ in 0..<Self.concurrencyLimit { startNext() }
      var ended = 0
      while let (index, result) = try await group.next() {
        verified[index] = result
        ended += 1
        observe(.verified(ended, of: candidates.count))
        startNext()
      }
    }
    return verified.compactMap { $0 }
  }

  private func verify(_ candidate: Finding) async throws -> Verified {
    let agent = model.verifier
    let toolbox = try model.toolbox(
      of: agent, choosing: ReviewTools.reading(view, shown: { _ in }) + [ReportVerdictTool()])
    let runtime = try model.runtime(
      for: agent, toolbox: toolbox, time: time, budget: budget,
      observe: { observe(.verifier($0, claim: candidate.title)) })
    let system = try agent.systemPrompt([.memory: memory])
    let rest = try message(for: candidate, diff: PromptDiff(part: ChangeSet(), sizeLimit: 0))
    let limit = model.diffLimit(
      Self.diffSizeLimit, for: agent, toolbox: toolbox, besides: system.map(\.text) + [rest])
    let diff = diff(for: candidate.location.path, sizeLimit: limit)
    let recording = try model.recording?.agent(
      agent, job: Self.job(candidate), subject: view.change.contentHash, models: model.models, toolbox: toolbox,
      system: system)
    let run = await runtime.run(
      task: try message(for: candidate, diff: diff), system: system, recording: recording)
    var finding = candidate
    if let answer = run.outcome.answer,
      let verdict = answer["verdict"]?.string.flatMap(Finding.Verification.Verdict.init(rawValue:))
    {
      finding.verification = Finding.Verification(verdict: verdict, reason: answer["reason"]?.string ?? "")
      finding.confidence = Self.confidence(verdict)
      // Only who has followed the case can say how grave it is.
      if verdict == .confirmed, let severity = answer["severity"]?.string.flatMap(Severity.init(rawValue:)) {
        finding.severity = severity
      }
    }
    return Verified(finding: finding, run: run)
  }

  /// The name of a candidate's verification: the same in a resumed run for the same claim.
  private static func job(_ candidate: Finding) -> String {
    let lines = candidate.location.lines.map { "\($0.first)-\($0.last)" } ?? ""
    let claim = ContentHash(ofFields: [
      candidate.location.path.string, lines, candidate.title, candidate.quote, candidate.explanation,
    ])
    return "verify \(claim.hexadecimal.prefix(16))"
  }

  /// Bytes of diff in a verifier's first message; of a larger change it gets the file that the claim is about.
  private static let diffSizeLimit = 24 << 10

  private func message(for candidate: Finding, diff: PromptDiff) throws -> String {
    let path = candidate.location.path
    let side = candidate.location.side == .old ? " (before the change)" : ""
    let lines = candidate.location.lines.map { " lines \($0.first) to \($0.last)\(side)" } ?? ""
    let claim = [
      "place": path.string + lines,
      "title": candidate.title,
      "severity": candidate.severity.rawValue,
      "quote": candidate.quote,
      "explanation": candidate.explanation,
    ]
    let task = ReviewTask(
      range: range, change: view.change, evidence: [], instructions: InstructionFiles(), brief: ProjectBrief())
    let facts = try task.facts(model.verifier, diff: diff)
    return try model.verifier.section("Task", facts.merging(claim) { fact, _ in fact })
  }

  private func diff(for path: RelativePath, sizeLimit: Int) -> PromptDiff {
    let whole = PromptDiff(view.change, sizeLimit: sizeLimit)
    if whole.isWhole { return whole }
    let file = view.change.files.first { $0.path == path || $0.oldPath == path }
    return PromptDiff(part: file.map { ChangeSet(files: [$0]) } ?? ChangeSet(), sizeLimit: sizeLimit)
  }

  /// How sure a verdict makes us.
  ///
  /// A refuted candidate is dropped, so its value is never shown.
  private static func confidence(_ verdict: Finding.Verification.Verdict) -> Double {
    switch verdict {
    case .confirmed: 0.9
    case .uncertain: 0.5
    case .refuted: 0
    }
  }
}

/// A candidate after the second look.
struct Verified: Sendable {
  /// The candidate; its verification is nil when the look did not come to a verdict.
  let finding: Finding

  let run: AgentRun

  /// Whether the finding may be posted: confirmed, or grave enough to be told although it could not be settled.
  var isPosted: Bool {
    switch finding.verification?.verdict {
    case .confirmed: true
    case .uncertain: finding.severity >= .high
    case .refuted, nil: false
    }
  }
}
