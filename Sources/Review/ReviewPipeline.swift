internal import AgentKernel
internal import Evidence
package import Git
internal import HTTP
internal import Models
internal import ProjectContext
internal import Reporting
internal import SourceText
internal import Tools

/// A review from what was asked to what is reported: ranges, change, evidence, candidates, verification, ranking.
///
/// The rules always run and need no network. A model, where there is one, comes after them and only adds to what they
/// found: whatever happens to it, their findings stand.
package struct ReviewPipeline: Sendable {
  private let repository: any Repository
  private let options: ReviewOptions
  private let model: ReviewModel?
  private let observe: @Sendable (ReviewProgress) -> Void

  /// The rules' ids, and whether each runs when nobody has said so.
  package static var rules: [(id: String, isOnByDefault: Bool)] {
    EvidenceRules.descriptions.map { ($0.id, $0.isOnByDefault) }
  }

  /// The ids of all rules.
  package static var ruleIDs: [String] { rules.map(\.id) }

  /// The ids of the rules whose findings stop a push, and which nothing makes quieter.
  package static var blockingRuleIDs: Set<String> {
    Set(EvidenceRules.descriptions.filter(\.isBlocking).map(\.id))
  }

  /// - Parameters:
  ///   - repository: where the change is.
  ///   - options: how much is reported and how long it may take.
  ///   - model: who reviews besides the rules; nil for the rules alone.
  ///   - observe: is told how the review goes on.
  package init(
    repository: any Repository, options: ReviewOptions, model: ReviewModel?,
    observe: @escaping @Sendable (ReviewProgress) -> Void = { _ in }
  ) {
    self.repository = repository
    self.options = options
    self.model = model
    self.observe = observe
  }

  /// Reviews.
  ///
  /// - Parameter ranges: the changes to review, as `ReviewTarget.ranges` gives them.
  /// - Throws: `GitError` when a change cannot be read at all. Trouble with the model does not throw: the result says what
  ///   was not done.
  package func run(_ ranges: [ReviewRange]) async throws -> ReviewResult {
    let start = ContinuousClock.now
    var reviews: [RangeReview] = []
    let budget = model?.budget { observe(.spent($0)) }
    for (index, range) in ranges.enumerated() {
      reviews.append(try await review(range, number: index + 1, budget: budget))
    }
    let distinct = Self.distinct(reviews.flatMap(\.findings))
    let imports = (reviews.isEmpty ? [] : options.imports.reports).enumerated().map { index, report in
      ReviewReport.ImportSummary(report.name, fates: reviews.map { $0.importFates[index] })
    }
    let linted = (options.linters?.names ?? []).compactMap { name -> ReviewReport.ImportSummary? in
      let fates = reviews.flatMap(\.linterFates).filter { $0.name == name }.map(\.fates)
      return fates.isEmpty ? nil : ReviewReport.ImportSummary(name, fates: [fates.flatMap { $0 }])
    }
    let doubtful = Set(distinct.filter { !$0.isBlocking }.map(\.rule)).subtracting(Self.blockingRuleIDs)
    let factors = doubtful.isEmpty ? [:] : await options.confidenceFactors(doubtful)
    let policy = RankingPolicy(
      maximumFindings: options.maximumFindings, confidenceFactors: factors.filter { doubtful.contains($0.key) })
    let ranking = policy.rank(distinct)
    return ReviewResult(
      reviews: reviews, findings: ranking.shown, heldBack: ranking.heldBack, doubts: ranking.doubts,
      gravestSeverity: distinct.map(\.severity).max(),
      imports: imports + linted, time: start.duration(to: .now), models: await modelUses(of: budget),
      spending: await budget?.spending ?? Spending(),
      agents: [model?.reviewer, model?.verifier].compactMap { agent in
        agent.map { ReviewReport.Agent(name: $0.name, version: $0.version) }
      })
  }

  private func modelUses(of budget: SharedBudget?) async -> [ReviewReport.ModelUse] {
    var uses: [ReviewReport.ModelUse] = []
    let answersByModel = await budget?.spending.answersByModel ?? []
    for (index, model) in (model?.models ?? []).enumerated() {
      let answers = answersByModel.indices.contains(index) ? answersByModel[index] : 0
      let circuit: ReviewReport.ModelUse.Circuit =
        switch await model.breaker.state {
        case .closed: .closed
        case .open: .open
        case .halfOpen: .halfOpen
        }
      uses.append(ReviewReport.ModelUse(name: model.name, answers: answers, circuit: circuit))
    }
    return uses
  }

  private func review(
    _ range: ReviewRange, number: Int, budget: SharedBudget?
  ) async throws -> RangeReview {
    observe(.comparing(range.title))
    let change = try await change(of: range)
    observe(.checking(files: change.files.count))
    var review = RangeReview(range: range, change: change)
    let evidence = try await evidence(in: change, of: range)
    // Linters take their time: what the rules have found is told before.
    if let linters = options.linters {
      observe(.found(evidence.findings.map(\.withMaskedSecrets).assigningFingerprints()))
      observe(.linting(linters.names))
    }
    let runs = try await LinterStage(
      runner: options.linters, change: change, range: range, isExcluded: isExcluded, deadline: options.deadline,
      isBeforeModel: model != nil
    ).run(in: repository)
    let imported = options.imports.adding(runs).selection(
      in: change, excluding: isExcluded,
      alreadySaid: { Deduplication.isSaid(imported: $0, by: evidence.findings) })
    review.take(imported.fates, ofImports: options.imports.reports.count, and: runs)
    review.findings = (evidence.findings + imported.findings).map(\.withMaskedSecrets).assigningFingerprints()
    observe(.found(options.linters == nil ? review.findings : review.findings.filter { $0.origin == .imported }))
    let reviewed = reviewedPart(of: change)
    let notes = (range.notes + review.linterWarnings).map { Omission(path: nil, reason: $0) }
    review.omissions = reviewed.omissions + Self.withoutText(reviewed) + evidence.omissions + notes
    let omitted = Set(review.omissions.compactMap(\.path))
    review.reviewedFiles = reviewed.files.map(\.path).filter { !omitted.contains($0.string) }
    review.isPartial =
      evidence.isPartial || reviewed.omissions.contains { $0.reason != Self.exclusion && !Self.isGenerated($0) }
    guard let model, let budget, !review.reviewedFiles.isEmpty else { return review }
    try await add(model, to: &review, change: reviewed, number: number, budget: budget)
    return review
  }

  /// The change of a range: what is new against its base and against all that was merged into it.
  private func change(of range: ReviewRange) async throws -> ChangeSet {
    var change = try await repository.changes(from: range.base, to: range.head, limits: options.diffLimits)
    for merged in range.merged where !change.files.isEmpty || !change.omissions.isEmpty {
      try Task.checkCancellation()
      let other = try await repository.changes(from: merged, to: range.head, limits: options.diffLimits)
      change = change.combined(with: other, contextLines: options.diffLimits.contextLines)
    }
    return change
  }

  /// What the rules find: in the change, in what could not be compared, and in single commits.
  private func evidence(
    in change: ChangeSet, of range: ReviewRange
  ) async throws -> (findings: [Finding], omissions: [Omission], isPartial: Bool) {
    let rules = EvidenceRules.all.filter { !options.disabledRules.contains(type(of: $0).description.id) }
    // No pattern hides what the blocking rules find, also where a single finding of theirs does not block.
    let blocking = rules.filter { type(of: $0).description.isBlocking }
    let unhidable = Set(blocking.map { type(of: $0).description.id })
    let files = change.files.map(ChangedFile.init)
    let ofWholeChange = try await WholeChangeStage(files: files, range: range, disabledRules: options.disabledRules)
      .run(in: repository)
    var findings = (EvidenceScan.run(files, rules: rules) + ofWholeChange.findings).filter { finding in
      unhidable.contains(finding.rule) || !isExcluded(finding.location.path)
    }
    findings += try await UnreadStage(change: change).findings(of: blocking, in: repository)
    guard rules.contains(where: { $0 is HardCodedSecret }) else { return (findings, ofWholeChange.omissions, false) }
    let earlier = try await HistoryStage(range: range, limits: options.diffLimits, deadline: options.deadline)
      .secretsTakenAway(besides: findings, of: change, in: repository)
    return (
      findings + earlier.findings, ofWholeChange.omissions + earlier.omissions, !earlier.omissions.isEmpty
    )
  }

  /// Has the model review, and adds what survives verification.
  private func add(
    _ model: ReviewModel, to review: inout RangeReview, change: ChangeSet, number: Int, budget: SharedBudget
  ) async throws {
    let (instructions, brief) = try await ContextStage(
      context: options.context, range: review.range, change: change, model: model, deadline: options.deadline
    ).run(in: repository)
    review.instructions = instructions
    var view = RepositoryView(
      repository: repository, base: review.range.base, head: review.range.head, change: change)
    // The servers end when nobody holds the view any more.
    view.intelligence = await options.codeIntelligence(view)
    let task = ReviewTask(
      range: review.range, change: change, evidence: review.findings, instructions: instructions, brief: brief)
    // Verification needs its share of the time: a candidate that nobody checked is not posted.
    let candidates = try await CandidateStage(
      model: model, task: task, view: view, proposeNote: options.context.proposeNote, number: number,
      time: remainingTime().map { $0 * 2 / 3 }, budget: model.reviewerBudget(within: budget), observe: observe
    ).run()
    review.add(candidates)
    let fresh = Deduplication.removingRepetitions(from: candidates.findings, alreadySaid: review.findings)
    review.counts.repeated = candidates.findings.count - fresh.count
    guard !fresh.isEmpty else { return }
    let verified = try await VerificationStage(
      model: model, range: review.range, view: view, memory: brief.memory, time: remainingTime(), budget: budget,
      observe: observe
    ).run(fresh)
    review.add(verified)
  }

  /// The change without the files that the configuration excludes; each is named among the omissions.
  private func reviewedPart(of change: ChangeSet) -> ChangeSet {
    var part = change
    part.files.removeAll { isExcluded($0.path) }
    part.omissions.removeAll { omission in
      omission.path.flatMap { try? RelativePath($0) }.map(isExcluded) ?? false
    }
    for file in change.files where isExcluded(file.path) {
      part.omissions.append(Omission(path: file.path.string, reason: Self.exclusion))
    }
    return part
  }

  /// Whether a part that was left out is one that nobody would read: it does not make a review less than whole.
  private static func isGenerated(_ omission: Omission) -> Bool {
    omission.path.flatMap { try? RelativePath($0) }.map { FileInterest($0) == .none } ?? false
  }

  private static let exclusion = "excluded by configuration"

  /// What changes without lines to read: nothing in it can be found, and no report may look as if it had been searched.
  ///
  /// A single NUL makes a file binary, as git sees it, also one that was text before.
  private static func withoutText(_ change: ChangeSet) -> [Omission] {
    change.files.compactMap { file in
      guard let new = file.new, new.blob != file.old?.blob else { return nil }
      if new.mode == .submodule {
        return Omission(path: file.path.string, reason: "a submodule, which is not looked into")
      }
      return file.isBinary
        ? Omission(path: file.path.string, reason: "binary, so that its content was not searched") : nil
    }
  }

  private func isExcluded(_ path: RelativePath) -> Bool {
    options.excluded.contains { $0.matches(path) }
  }

  private func remainingTime() -> Duration? {
    options.deadline.map { max(.zero, ContinuousClock.now.duration(to: $0)) }
  }

  /// The findings of all ranges, each once: two pushed branches often bring the same commits.
  private static func distinct(_ findings: [Finding]) -> [Finding] {
    var seen: Set<String> = []
    return findings.filter { seen.insert($0.fingerprint).inserted }
  }
}
