import AgentKernel
import ArgumentParser
import CommandLineSupport
import Git
import JSON
import Models
import Processes
import Review

struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Review a range, a commit, the staged changes, the work tree or a patch.",
    discussion: """
      Exit codes: 0 done; 1 blocking findings, or findings at or above --fail-on; 2 usage or configuration; \
      3 the model's provider failed; 4 a budget or the deadline was reached; 7 a part was not reviewed; \
      8 no repository or no such revision.
      """)

  @Option(
    help: ArgumentHelp("What lies between two revisions: A..B, or A...B from their merge base.", valueName: "A..B"))
  var range: String?

  @Option(help: ArgumentHelp("One commit, against its first parent.", valueName: "revision"))
  var commit: String?

  @Flag(help: "What is staged, against HEAD.")
  var staged = false

  @Flag(name: .customLong("worktree"), help: "What lies in the work tree, staged or not, new files too, against HEAD.")
  var workTree = false

  @Option(help: ArgumentHelp("A patch, as git diff or diff -u writes it; - for the standard input.", valueName: "file"))
  var patch: String?

  @Flag(help: "Print the first request that would go to the model, without the key, and send nothing.")
  var showPayload = false

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var cassettes: CassetteOptions
  @OptionGroup var imports: ImportOptions
  @OptionGroup var linters: LinterOptions
  @OptionGroup var events: EventOptions
  @OptionGroup var transcripts: TranscriptOptions
  @OptionGroup var models: ModelOptions
  @OptionGroup var configuration: ConfigurationOptions

  func run() async throws {
    let named = [
      range.map(ReviewTarget.range), commit.map(ReviewTarget.commit), staged ? .staged : nil,
      workTree ? .workTree : nil,
      try patch.map { .patch(try PatchSource.read($0), name: $0 == PatchSource.standardInput ? "on stdin" : $0) },
    ]
    let targets = named.compactMap { $0 }
    // Checked here and not in `validate`, which would hide a misspelt option behind this message.
    let resumed = targets.isEmpty ? try await resumedTarget() : nil
    guard let target = targets.first ?? resumed, targets.count <= 1 else {
      throw ValidationError(
        "name one change to review: --range A..B, --commit REVISION, --staged, --worktree or --patch FILE; "
          + "`code-review --commit HEAD` reviews the last commit")
    }
    guard events.events == nil || !showPayload else {
      throw ValidationError("--events and --show-payload cannot go together: both write to the standard output")
    }
    // Only git sets the variable, for the hooks of a commit.
    let environment = ProcessEnvironment.currentVariables
    let isInHook = environment["GIT_INDEX_FILE"] != nil
    let session = ReviewSession(
      repository: isInHook ? repository.inHook(environment) : repository, models: models, configuration: configuration,
      cassettes: cassettes.cassettes, imports: imports, linters: linters, output: output,
      events: events, transcripts: transcripts, payload: showPayload ? CapturingTransport() : nil)
    let verdict = try await session.run(target)
    if let failure = verdict.reportFailure { throw failure }
    if verdict.status != .success { throw verdict.status }
  }

  /// What the run that is taken up again reviewed; nil when none is, or when only its caller has it.
  private func resumedTarget() async throws -> ReviewTarget? {
    guard transcripts.namesRun else { return nil }
    let location = try await repository.open().location
    let origin = try transcripts.origin(
      in: TranscriptPlace.folder(environment: ProcessEnvironment.currentVariables),
      place: location.workTree ?? location.gitFolder)
    return (origin?.transcripts.run?.runStart?.target).flatMap(ReviewTarget.init)
  }
}
