package import SourceText

/// What a review has to say: its findings, what they rest on, and what was left out.
package struct ReviewReport: Hashable, Sendable {
  package var target: Target

  /// The files that were looked at, sorted by path.
  package var files: [ReviewedFile]

  /// What belongs to the change and was not looked at, and why.
  package var omissions: [Omission]

  /// The most important first, each with its fingerprint.
  package var findings: [Finding]

  /// By fingerprint of a finding, the blanks that the source has before the first line of the finding's quotation.
  ///
  /// There is none for a quotation that does not begin as its source line does, as when a secret at its beginning is
  /// masked, or for a line that is not at hand. Blanks hold no secret, so that a report shows no more than the quotation.
  package var indentations: [String: String]

  /// Findings that are true as far as is known, and are not shown since there are more than the limit.
  package var heldBackCount: Int

  /// The rules that were wrong in this repository before, and that found something now.
  package var doubts: [Doubt]

  /// Why the review did not come to its end, a few plain words each (`the deadline of 30 s passed`); empty when it did.
  package var incompleteReasons: [String]

  /// The model that took part; nil when only rules did.
  package var model: String?

  /// The models that could be asked, in their order; empty when only rules reviewed.
  package var models: [ModelUse]

  /// The definitions of the agents that took part, in the order of their work; empty when only rules reviewed.
  package var agents: [Agent]

  /// Milliseconds from start to report.
  package var duration: Int

  package var usage: Usage

  /// What became of a model's candidates; nil when there was no model.
  package var candidates: CandidateCounts?

  /// The instruction files that the model was given, as paths at the base commit.
  package var instructionFiles: [String]

  /// The instruction files that the change itself adds or alters, which have no effect on its own review.
  package var ineffectiveInstructionFiles: [String]

  /// What became of the linters' reports.
  package var imports: [ImportSummary]

  /// The calls of the agents that were denied, a few plain words each, with the reason; in the order of the
  /// alphabet, none twice.
  package var deniedCalls: [String]

  /// What kept the programs that the review ran from the rest of the machine; nil when it ran none.
  package var sandbox: Sandbox?

  package init(
    target: Target, files: [ReviewedFile] = [], omissions: [Omission] = [], findings: [Finding] = [],
    indentations: [String: String] = [:], heldBackCount: Int = 0, doubts: [Doubt] = [],
    incompleteReasons: [String] = [],
    model: String? = nil, models: [ModelUse] = [], agents: [Agent] = [], duration: Int = 0,
    usage: Usage = Usage(), candidates: CandidateCounts? = nil, instructionFiles: [String] = [],
    ineffectiveInstructionFiles: [String] = [], imports: [ImportSummary] = [],
    deniedCalls: [String] = [], sandbox: Sandbox? = nil
  ) {
    self.target = target
    self.files = files
    self.omissions = omissions
    self.findings = findings
    self.indentations = indentations
    self.heldBackCount = heldBackCount
    self.doubts = doubts
    self.incompleteReasons = incompleteReasons
    self.model = model
    self.models = models
    self.agents = agents
    self.duration = duration
    self.usage = usage
    self.candidates = candidates
    self.instructionFiles = instructionFiles
    self.ineffectiveInstructionFiles = ineffectiveInstructionFiles
    self.imports = imports
    self.deniedCalls = deniedCalls
    self.sandbox = sandbox
  }

  /// The models that answered; the one that was to answer if none did.
  var participants: [String] {
    let answering = models.filter { $0.answers > 0 }.map(\.name)
    return answering.isEmpty ? model.map { [$0] } ?? [] : answering
  }

  package var isComplete: Bool { incompleteReasons.isEmpty }

  /// The column at which a finding's quotation begins behind blanks, counted from 1 in Unicode scalars; nil when unknown.
  package func column(of finding: Finding) -> Int? {
    guard finding.location.lines != nil, let indentation = indentations[finding.fingerprint] else { return nil }
    let blanks = finding.quote.unicodeScalars.prefix { $0 == " " || $0 == "\t" }
    return indentation.unicodeScalars.count + blanks.count + 1
  }
}

extension ReviewReport {
  /// What was reviewed.
  package struct Target: Hashable, Sendable {
    /// The repository's folder or name.
    package var repository: String

    /// The range in the user's words: `main..HEAD`, `staged changes`, `push to origin`.
    package var description: String

    /// The state before the change; nil when there is none, as for a first commit.
    package var base: ObjectID?

    /// The state after the change; nil when it is not a commit, as for the index.
    package var head: ObjectID?

    package init(repository: String, description: String, base: ObjectID? = nil, head: ObjectID? = nil) {
      self.repository = repository
      self.description = description
      self.base = base
      self.head = head
    }
  }

  /// A file that was looked at.
  package struct ReviewedFile: Hashable, Sendable {
    package var path: RelativePath
    package var addedLineCount: Int
    package var removedLineCount: Int

    package init(path: RelativePath, addedLineCount: Int, removedLineCount: Int) {
      self.path = path
      self.addedLineCount = addedLineCount
      self.removedLineCount = removedLineCount
    }
  }

  /// What the model cost, in tokens of four kinds that do not overlap, and in requests.
  package struct Usage: Hashable, Sendable {
    package var input: Int
    package var output: Int
    package var cacheRead: Int
    package var cacheWrite: Int

    /// Those of `cacheWrite` that are kept for an hour.
    package var cacheWriteHour: Int

    package var requests: Int

    /// What that is in money.
    package var cost: Cost

    package init(
      input: Int = 0, output: Int = 0, cacheRead: Int = 0, cacheWrite: Int = 0, cacheWriteHour: Int = 0,
      requests: Int = 0, cost: Cost = Cost()
    ) {
      self.input = input
      self.output = output
      self.cacheRead = cacheRead
      self.cacheWrite = cacheWrite
      self.cacheWriteHour = cacheWriteHour
      self.requests = requests
      self.cost = cost
    }

    /// All tokens of prompts.
    package var prompt: Int { input + cacheRead + cacheWrite }

    /// The share of the prompts' tokens that the provider's cache held, from 0 to 1; nil without prompts.
    package var cacheHitShare: Double? { prompt > 0 ? Double(cacheRead) / Double(prompt) : nil }
  }

  /// What the model cost in US dollars, as far as its price is known.
  package struct Cost: Hashable, Sendable {
    /// Millionths of a dollar; nil when no answer was one of a model whose price is known.
    package var microdollars: Int?

    /// Millionths of a dollar that the provider's cache saved, below zero when writing to it cost more; nil as above.
    package var savedMicrodollars: Int?

    /// Tokens of models whose price is not known, which are not in the sum.
    package var unpricedTokens: Int

    /// Tokens of answers that were cut off, which nobody has told: they are estimated.
    package var estimatedTokens: Int

    /// Millionths of a dollar of the sum that are for them.
    package var estimatedMicrodollars: Int

    package init(
      microdollars: Int? = nil, savedMicrodollars: Int? = nil, unpricedTokens: Int = 0, estimatedTokens: Int = 0,
      estimatedMicrodollars: Int = 0
    ) {
      self.microdollars = microdollars
      self.savedMicrodollars = savedMicrodollars
      self.unpricedTokens = unpricedTokens
      self.estimatedTokens = estimatedTokens
      self.estimatedMicrodollars = estimatedMicrodollars
    }
  }

  /// What a model of the chain had to do with a review.
  package struct ModelUse: Hashable, Sendable {
    /// The state of its circuit breaker at the end.
    package enum Circuit: String, Hashable, Sendable {
      case closed
      case open
      case halfOpen = "half_open"
    }

    package var name: String

    /// Answers that it gave.
    package var answers: Int
    package var circuit: Circuit

    package init(name: String, answers: Int, circuit: Circuit) {
      self.name = name
      self.answers = answers
      self.circuit = circuit
    }
  }

  /// What became of the findings that a model proposed: the other numbers add up to `proposed`.
  package struct CandidateCounts: Hashable, Sendable {
    package var proposed = 0

    /// Those whose quotation does not stand in the change.
    package var unplaced = 0

    /// Those that a rule or another candidate had said already.
    package var repeated = 0

    /// Those that a second, independent look refuted.
    package var refuted = 0

    /// Those that the second look could neither refute nor confirm, and that are not grave enough to be told all the same.
    package var unsettled = 0

    /// Those that nobody could look at, because time, budget or provider ran out.
    package var unverified = 0

    /// Those that the report tells, or holds back by its limit.
    package var posted = 0

    package init() {}
  }
}
