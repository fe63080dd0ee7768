import AgentKernel
import CommandLineSupport
import Evidence
import Git
import Logging
import Models
import Processes
import Reporting
import Review
import SourceText

/// One review from the command line: configuration, repository, pipeline, report, exit status.
struct ReviewSession {
  let repository: RepositoryOptions
  let models: ModelOptions
  let configuration: ConfigurationOptions
  let cassettes: ConfiguredModel.Cassettes
  let imports: ImportOptions
  let linters: LinterOptions
  let output: OutputOptions
  let events: EventOptions

  /// What is kept, and what the run goes on from; nil for what is configured.
  var transcripts: TranscriptOptions?

  /// Takes the first request to the model, which is shown and not sent; nil for a review.
  var payload: CapturingTransport?

  var environment: [String: String] { ProcessEnvironment.currentVariables }

  /// How a review ended, for the exit status.
  struct Verdict: Sendable {
    /// A blocking finding, or one at or above the level that the user set.
    let isThresholdMissed: Bool

    /// What kept the review from being whole; nil when nothing did.
    let trouble: Outcome?

    /// Whether a part of the change could not be read.
    let isPartial: Bool

    /// Whether the configuration asks the hook to refuse a push that could not be reviewed.
    let isStrict: Bool

    /// What was wrong with the configuration, the key or a linter's report, so that less was reviewed; nil outside a hook.
    let setupFailure: (any Error)?

    /// Why the linters that the user named were not run; nil when they were, or none was named.
    var linterFailure: ProcessError? = nil

    /// Why the report could not be written; nil when it was, and when nobody reads it any more.
    let reportFailure: CommandLineError?

    /// What comes of a push that brings no commit.
    static let nothingToSay = Verdict(
      isThresholdMissed: false, trouble: nil, isPartial: false, isStrict: false, setupFailure: nil, reportFailure: nil)

    /// The status outside a hook.
    var status: ExitStatus {
      if isThresholdMissed { return .threshold }
      switch trouble {
      case nil, .answered, .completed:
        if linterFailure != nil { return .sandbox }
        return isPartial ? .partial : .success
      case .budgetReached, .incomplete: return .budget
      case .providerFailed, .refused, .invalidOutput, .wentInCircles: return .infrastructure
      case .denied: return .denied
      case .interrupted: return .interrupted
      }
    }
  }

  /// Reviews, and writes the report.
  ///
  /// - Parameters:
  ///   - target: what to review.
  ///   - stream: where the report goes unless a file was named.
  ///   - isBounded: whether the configured deadline counts even if the user did not set one, as in a hook.
  ///   - found: is told what the rules found, before the review is over.
  func run(
    _ target: ReviewTarget, reportingTo stream: StandardStream = .output, isBounded: Bool = false,
    found: @escaping @Sendable ([Finding]) -> Void = { _ in }
  ) async throws -> Verdict {
    let start = ContinuousClock.now
    let terminal = Terminal(environment: environment)
    let progress = ProgressLine(terminal: terminal)
    defer { progress.finish() }
    let logger = output.logger(program: "code-review", progress: progress)
    let opened = try await open(for: target)
    let ranges = try await target.ranges(in: opened)
    for sentence in try await target.unreviewed(in: opened) { logger.warning("\(sentence)") }
    // A deletion, or a tag of what is there already: a hook has nothing to say.
    if ranges.isEmpty, isBounded { return .nothingToSay }
    if ranges.isEmpty { logger.notice("there is nothing to review") }
    var settings = Configuration()
    var imported = Imports()
    var model: ReviewModel?
    var context = ReviewContext()
    var setupFailure: (any Error)?
    var importFailure: (any Error)?
    do {
      settings = try await self.settings(for: ranges, in: opened, logger: logger)
      model = try await self.model(settings, logger: logger)
      if model != nil { context = try await self.context(settings, of: opened, target, logger) }
    } catch {
      // In a hook the rules stand guard also when the configuration or the key is broken.
      guard isBounded, !(error is CancellationError) else { throw error }
      setupFailure = error
      model = nil
    }
    do {
      imported = try imports.read(root: await opened.location.workTree)
    } catch {
      guard isBounded else { throw error }
      importFailure = error
    }
    if model == nil, transcripts?.namesRun == true {
      throw CommandLineError(.usage, "--resume and --fork go on with what a model said; configure the model")
    }
    if model != nil || EventStream.ofProcess.isOpen || events.trace != nil {
      let origin = try origin(at: await opened.location)
      let recording = try recording(
        of: target, at: await opened.location, from: origin, isKept: model != nil, settings, logger)
      model?.recording = recording
    }
    let trust = await trust(of: opened, target)
    var linting = Linting()
    do {
      if setupFailure == nil { linting = try await self.linting(settings, workTree: await opened.location.workTree) }
    } catch {
      guard isBounded, !(error is CancellationError) else { throw error }
      setupFailure = error
    }
    if let failure = linting.failure { logger.warning("the linters were not run: \(failure)") }
    let isTimed = isBounded || settings.deadline.origin != .builtIn
    let disabled = ReviewPipeline.rules.filter { !settings.isEnabled(rule: $0.id, isOnByDefault: $0.isOnByDefault) }
    for id in settings.rules.keys.sorted() where !ReviewPipeline.ruleIDs.contains(id) {
      logger.warning("there is no rule \(id); the rules are: \(ReviewPipeline.ruleIDs.joined(separator: ", "))")
    }
    var options = ReviewOptions(
      maximumFindings: settings.maximumFindings.value,
      deadline: isTimed ? start.advanced(by: settings.deadline.value) : nil,
      disabledRules: Set(disabled.map(\.id)), excluded: settings.exclude.map { $0.value }, imports: imported,
      linters: linting.runner, context: context, confidenceFactors: { factors(of: $0, trust, logger) })
    if let servers = try await CommitServers.assembled(from: settings, for: opened, environment: environment) {
      options.codeIntelligence = { servers.intelligence(over: $0) }
    }
    let quiet = output.quiet || payload != nil
    let spent = SpentSoFar()
    let pipeline = ReviewPipeline(
      repository: opened, options: options, model: model,
      observe: { news in
        if case .found(let findings) = news { found(findings) }
        EventStream.ofProcess.send(news)
        if let details = news.details { logger.debug("\(details)") }
        if !quiet { Self.tell(news, besides: spent, on: progress, logger) }
      })
    let result = try await pipeline.run(ranges)
    progress.finish()
    if let payload {
      try show(payload)
      return .nothingToSay
    }
    record(result.verdicts, trust, logger)
    for warning in result.linterWarnings { logger.warning("\(warning)") }
    if !quiet { for summary in result.imports { logger.notice("\(summary.text)") } }
    let location = await opened.location
    let report = result.report(
      repository: location.workTree ?? location.gitFolder, model: model?.models.first?.name,
      setupFailure: setupFailure.map { "\($0)" }, importFailure: importFailure.map { "\($0)" },
      linterFailure: linting.failure.map { "\($0)" }, sandbox: linting.sandbox
    ).withoutSecrets
    let isColored = output.output == nil && terminal.usesColor(settings.color.value, on: stream)
    let width = output.output == nil && stream.isTerminal ? terminal.width : 80
    let text = output.format.text(of: report, version: Version.text, isColored: isColored, width: width)
    let reportFailure = tell(report, text, to: stream)
    let level = settings.failOn.value
    let isThresholdMissed =
      result.findings.contains { $0.isBlocking }
      || level.map { level in result.gravestSeverity.map { $0 >= level } ?? false } ?? false
    return Verdict(
      isThresholdMissed: isThresholdMissed, trouble: result.trouble,
      isPartial: result.reviews.contains { $0.isPartial },
      isStrict: settings.strict.value, setupFailure: setupFailure ?? importFailure, linterFailure: linting.failure,
      reportFailure: reportFailure)
  }

  private func open(for target: ReviewTarget) async throws -> any Repository {
    guard case .patch(let patch, _) = target else { return try await repository.open() }
    return try await PatchedRepository(patch, over: try await repository.openIfThere())
  }

  /// What was found counts whether or not it can be told.
  func write(_ report: String, to stream: StandardStream) -> CommandLineError? {
    do throws(CommandLineError) {
      try output.write(report, to: stream)
      return nil
    } catch {
      return error.code == .closedOutput ? nil : error
    }
  }

  private static func tell(
    _ news: ReviewProgress, besides spent: SpentSoFar, on progress: ProgressLine, _ logger: Logger
  ) {
    switch news.words {
    case .passing(let text): progress.update(text + spent.text)
    case .running(let text): spent.text = "; \(text)"
    case .lasting(let text): logger.notice("\(text)")
    }
  }

  private func settings(
    for ranges: [ReviewRange], in repository: any Repository, logger: Logger
  ) async throws -> Configuration {
    var warnings: [String] = []
    var project: ConfigurationFile?
    if let base = ranges.first?.base {
      project = try await ProjectFile.reading(at: base, in: repository, warnings: &warnings)
    }
    let settings = try self.settings(project: project, warnings: &warnings)
    for warning in warnings { logger.warning("\(warning)") }
    return settings
  }

  /// What the user has set, without the project's part.
  func userSettings() throws -> Configuration {
    var warnings: [String] = []
    return try settings(project: nil, warnings: &warnings)
  }

  private func settings(project: ConfigurationFile?, warnings: inout [String]) throws -> Configuration {
    let layers = Configuration.Layers(
      userFile: try ConfigurationFile.user(environment: environment), projectFile: project, environment: environment,
      flags: try configuration.flags(with: models))
    return try Configuration(layers, warnings: &warnings)
  }

  private func model(_ settings: Configuration, logger: Logger) async throws -> ReviewModel? {
    guard !models.noModel else {
      guard payload == nil else {
        throw CommandLineError(.configuration, "--show-payload shows what a model would get; leave --no-model out")
      }
      return nil
    }
    let configured = try await ConfiguredModel.assembled(
      from: settings, environment: environment, cassettes: cassettes, payload: payload)
    guard let configured else { return nil }
    for warning in configured.warnings { logger.warning("\(warning)") }
    var warnings: [String] = []
    let extensions = await AgentExtensions.assembled(from: settings, environment: environment, warnings: &warnings)
    for warning in warnings { logger.warning("\(warning)") }
    func chosen<Value>(_ setting: Setting<Value>) -> Value? { setting.origin == .builtIn ? nil : setting.value }
    let reviewer = try AgentFiles.definition(named: "review", environment: environment)
    let verifier = try AgentFiles.definition(named: "verify", environment: environment)
    // Neither may call MCP servers; a definition that names their tools is a mistake that is told before it costs a run.
    let servers = MCPAssembly(settings, environment: environment, workTree: nil, program: "code-review")
    for agent in [reviewer, verifier] { _ = try servers.servers(for: agent) }
    return ReviewModel(
      models: configured.models,
      reviewer: reviewer, verifier: verifier,
      subAgents: [try AgentFiles.definition(named: "explore", environment: environment)],
      limits: ReviewModel.Limits(
        turns: chosen(settings.maximumTurns), tokens: chosen(settings.maximumTokens),
        money: configured.maximumCost, outputTokens: chosen(settings.maximumOutputTokens),
        thinkingTokens: settings.thinkingTokens.value > 0 ? settings.thinkingTokens.value : nil),
      permissions: settings.permissions, extensions: extensions,
      compaction: try AgentFiles.compactionWords(environment: environment))
  }
}
