internal import AgentKernel
internal import Models
internal import ProjectContext
internal import SourceText
internal import Synchronization
internal import Tools

/// Has the reviewing agent look at a change, and keeps those of its candidates that can be anchored.
struct CandidateStage {
  let model: ReviewModel
  let task: ReviewTask
  let view: RepositoryView

  /// Takes a note that the agent proposes; nil when it may propose none.
  let proposeNote: ReviewContext.NoteProposal?

  /// Which of the review's ranges it is, from 1.
  let number: Int

  /// How long it may take; nil for no bound.
  let time: Duration?

  /// What it draws from.
  let budget: SharedBudget

  let observe: @Sendable (ReviewProgress) -> Void

  func run() async throws -> Candidates {
    let shown = Mutex<Set<RelativePath>>([])
    let desk = CandidateDesk(QuoteAnchor(task.change), model: model)
    let agent = model.reviewer
    let tell: @Sendable (RunNotice) -> Void = { observe(.reviewer($0)) }
    let outputs = SpilledOutputs()
    let sending = try model.subAgentTool(
      choosing: ReviewTools.reading(view, outputs: outputs, shown: { _ in }), budget: budget, time: time,
      outputs: outputs)
    let toolbox = try model.toolbox(
      of: agent,
      choosing: ReviewTools.reading(view, outputs: outputs, shown: { path in shown.withLock { _ = $0.insert(path) } })
        + [sending, ReportFindingsTool { await desk.receive($0) }],
      adding: noteTool)
    let runtime = try model.runtime(
      for: agent, toolbox: toolbox, time: time, budget: budget, outputs: outputs, observe: tell)
    let system = try task.system(agent)
    let rest = try task.message(agent, diff: PromptDiff(task.change, sizeLimit: 0))
    let limit = model.diffLimit(
      PromptDiff.sizeLimit, for: agent, toolbox: toolbox, besides: system.map(\.text) + [rest])
    let diff = PromptDiff(task.change, sizeLimit: limit)
    shown.withLock { $0.formUnion(diff.shown) }
    let recording = try model.recording?.agent(
      agent, job: "review \(number)", subject: task.change.contentHash, models: model.models, toolbox: toolbox,
      system: system)
    if let past = recording?.past {
      await desk.replay(past)
      shown.withLock { $0.formUnion(Self.shown(in: past, of: task.change)) }
    }
    let run = await runtime.run(task: try task.message(agent, diff: diff), system: system, recording: recording)
    let (accepted, unanchored) = await desk.candidates
    return Candidates(
      findings: accepted, unanchored: unanchored, run: run, shown: shown.withLock { $0 })
  }

  /// The tool that proposes notes, if the user wants proposals.
  private var noteTool: [any Tool] {
    guard let proposeNote else { return [] }
    let source = "the review of \(task.range.title)"
    return [RememberTool { await proposeNote($0, source) }]
  }
}

/// What came of a reviewing agent's run.
struct Candidates: Sendable {
  /// The anchored candidates; empty unless the run ended with a report.
  let findings: [Finding]

  /// Candidates whose quotation does not stand in the change.
  let unanchored: Int

  let run: AgentRun

  /// The files whose diff the model has seen.
  let shown: Set<RelativePath>

  /// What the model proposed.
  var proposed: Int { findings.count + unanchored }
}

/// Takes the reviewer's report: anchors it, and sends it back once if some of it cannot be placed.
actor CandidateDesk {
  private(set) var candidates: (anchored: [Finding], unanchored: Int) = ([], 0)

  private let anchor: QuoteAnchor
  private let model: ReviewModel
  private var hasComplained = false

  init(_ anchor: QuoteAnchor, model: ReviewModel) {
    self.anchor = anchor
    self.model = model
  }

  /// Why the report goes back; nil when it is accepted.
  ///
  /// What could be placed the first time is kept, so that the second report need not repeat it.
  func receive(_ report: [CandidateFinding]) -> String? {
    var anchored = candidates.anchored
    var complaints: [String] = []
    for (index, candidate) in report.enumerated() {
      switch anchor.place(candidate) {
      case .anchored(let location, let quote):
        let finding = Finding(candidate, at: location, quote: quote)
        // Several reports may come at once, and each finding costs a verifier's run.
        if anchored.count < ReportFindingsTool.limit,
          !anchored.contains(where: { $0.location == location && $0.title == finding.title })
        {
          anchored.append(finding)
        }
      case .unanchored(let reason):
        complaints.append("- finding \(index + 1) (\(candidate.title)): \(reason)")
      }
    }
    candidates = (anchored, complaints.count)
    guard !complaints.isEmpty, !hasComplained else { return nil }
    hasComplained = true
    let values = ["placed": String(anchored.count), "complaints": complaints.joined(separator: "\n")]
    return try? model.reviewer.section("Unanchored", values)
  }
}

extension Finding {
  /// A model's candidate, at its place in the change, not yet verified.
  fileprivate init(_ candidate: CandidateFinding, at location: Location, quote: String) {
    self.init(
      rule: "review/\(candidate.category.rawValue)", category: candidate.category, severity: candidate.severity,
      confidence: 0, location: location, quote: quote, title: Self.cut(candidate.title, to: 200),
      explanation: Self.cut(candidate.explanation, to: 3000),
      suggestion: candidate.suggestion.map { Self.cut($0, to: 3000) }, origin: .model)
  }

  /// No model's flood of words fills a report.
  private static func cut(_ text: String, to limit: Int) -> String {
    let scalars = text.unicodeScalars
    return scalars.count <= limit ? text : String(String.UnicodeScalarView(scalars.prefix(limit))) + "…"
  }
}
