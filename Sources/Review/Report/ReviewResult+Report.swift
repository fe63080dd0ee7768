internal import AgentKernel
internal import Git
internal import Models
internal import ProjectContext
package import Reporting
internal import SourceText

extension ReviewResult {
  /// The result in the words of a report.
  ///
  /// - Parameters:
  ///   - repository: the repository's folder, as the reader knows it.
  ///   - model: the model that took part; nil when only rules did.
  ///   - setupFailure: why nothing but the rules could review, with their built-in settings; nil when all was well.
  ///   - importFailure: why the linters' reports were not read; nil when all was well.
  ///   - linterFailure: why the linters that the user named were not run; nil when they were.
  ///   - sandbox: what the linters ran in; nil when none was run.
  package func report(
    repository: String, model: String?, setupFailure: String? = nil, importFailure: String? = nil,
    linterFailure: String? = nil, sandbox: ReviewReport.Sandbox? = nil
  ) -> ReviewReport {
    let ranges = reviews.map(\.range)
    let only = ranges.count == 1 ? ranges.first : nil
    return ReviewReport(
      target: ReviewReport.Target(
        repository: repository,
        description: ranges.isEmpty ? "nothing new" : ranges.map(\.title).joined(separator: ", "),
        base: only?.base.commit, head: only?.head.commit),
      files: reviewedFiles,
      omissions: distinctOmissions,
      findings: findings,
      indentations: indentations,
      heldBackCount: heldBack,
      doubts: doubts,
      incompleteReasons: (setupFailure.map { ["only the rules reviewed: \($0)"] } ?? [])
        + (importFailure.map { ["no linter's findings were taken in: \($0)"] } ?? [])
        + (linterFailure.map { ["the linters were not run: \($0)"] } ?? []) + incompleteReasons,
      model: model,
      models: models,
      agents: agents,
      duration: Int(time / .milliseconds(1)),
      usage: ReviewReport.Usage(
        input: spending.usage.input, output: spending.usage.output, cacheRead: spending.usage.cacheRead,
        cacheWrite: spending.usage.cacheWrite, cacheWriteHour: spending.usage.cacheWriteHour,
        requests: spending.requests, cost: ReviewReport.Cost(spending)),
      candidates: model == nil ? nil : candidateCounts,
      instructionFiles: Self.distinct(reviews.flatMap { $0.instructions.files.map(\.path.string) }),
      ineffectiveInstructionFiles: Self.distinct(
        reviews.flatMap { $0.change.files.map(\.path).filter(Self.isInstruction).map(\.string) }),
      imports: imports,
      deniedCalls: Self.distinct(reviews.flatMap { $0.denials.map(\.description) }),
      sandbox: sandbox)
  }

  private var reviewedFiles: [ReviewReport.ReviewedFile] {
    var files: [RelativePath: ReviewReport.ReviewedFile] = [:]
    for review in reviews {
      let reviewed = Set(review.reviewedFiles)
      for file in review.change.files where reviewed.contains(file.path) {
        files[file.path] = ReviewReport.ReviewedFile(
          path: file.path, addedLineCount: file.addedLineCount, removedLineCount: file.removedLineCount)
      }
    }
    return files.values.sorted { $0.path < $1.path }
  }

  /// The blanks before quotations, where a quotation begins as its source line does without them.
  private var indentations: [String: String] {
    var indentations: [String: String] = [:]
    for finding in findings {
      guard let source = sourceLine(of: finding.location) else { continue }
      let quote = finding.quote.prefix { !$0.isNewline }
      let blanks = source.prefix(while: Self.isBlank)
      let text = quote.drop(while: Self.isBlank)
      // Behind an ellipsis stands what is masked.
      let head = text.prefix { $0 != "…" }
      guard head.count >= min(4, text.count), !head.isEmpty, source.dropFirst(blanks.count).hasPrefix(head) else {
        continue
      }
      indentations[finding.fingerprint] = text.startIndex == quote.startIndex ? String(blanks) : ""
    }
    return indentations
  }

  /// The first line of a place, as the change has it; nil for a place outside of the change's hunks.
  private func sourceLine(of location: Finding.Location) -> String? {
    guard let number = location.lines?.first else { return nil }
    for file in reviews.flatMap(\.change.files) where file.path == location.path || file.oldPath == location.path {
      for line in file.hunks.lazy.flatMap(\.lines) {
        if (location.side == .new ? line.newNumber : line.oldNumber) == number { return line.text }
      }
    }
    return nil
  }

  private static func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }

  private var distinctOmissions: [Omission] {
    var seen: Set<Omission> = []
    return reviews.flatMap { review in
      review.omissions + review.instructions.warnings.map { Omission(path: nil, reason: $0) }
    }.filter { seen.insert($0).inserted }
  }

  private var incompleteReasons: [String] {
    let unread = reviews.contains { $0.isPartial } ? ["a part of the change could not be reviewed"] : []
    guard let trouble else { return unread }
    let unverified = reviews.reduce(0) { $0 + $1.counts.unverified }
    let rest = unverified > 0 ? ["\(unverified) of the model's findings could not be verified and are not shown"] : []
    return unread + ["the model's review: \(trouble)"] + rest
  }

  private var candidateCounts: ReviewReport.CandidateCounts {
    reviews.reduce(into: ReviewReport.CandidateCounts()) { sum, review in
      sum.proposed += review.counts.proposed
      sum.unplaced += review.counts.unplaced
      sum.repeated += review.counts.repeated
      sum.refuted += review.counts.refuted
      sum.unsettled += review.counts.unsettled
      sum.unverified += review.counts.unverified
      sum.posted += review.counts.posted
    }
  }

  private static func isInstruction(_ path: RelativePath) -> Bool {
    InstructionFiles.names.contains(path.name) || path.string == ".fulcrum.yml"
  }

  private static func distinct(_ texts: [String]) -> [String] { Set(texts).sorted() }
}

extension ReviewReport.Cost {
  /// What is known of the price of some answers.
  fileprivate init(_ spending: Spending) {
    let cost = spending.cost
    let isPriced = cost.unpricedTokens < spending.usage.total
    self.init(
      microdollars: isPriced ? cost.money.microdollars : nil,
      savedMicrodollars: isPriced ? cost.savings.microdollars : nil,
      unpricedTokens: cost.unpricedTokens, estimatedTokens: cost.estimatedTokens,
      estimatedMicrodollars: cost.estimated.microdollars)
  }
}

extension Snapshot {
  fileprivate var commit: ObjectID? {
    if case .commit(let id) = self { id } else { nil }
  }
}
