import ArgumentParser
import CommandLineSupport
import Git
import Processes
import Review

struct PrePushCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pre-push",
    abstract: "Review what git is about to push; the installed hook runs this.",
    discussion: """
      Reads git's lines about the pushed references from the standard input. A conflict marker, a secret and findings at \
      or above fail_on block the push. Trouble with the model or the network lets it through and says so, unless \
      --strict is given. To push without a review: FULCRUM_SKIP=1 git push, or git -c fulcrum.skip=true push.
      """)

  @Option(help: ArgumentHelp("A hook to run after the review, with the same input.", valueName: "path"))
  var chained: String?

  @Flag(help: "Block the push also when the review could not be finished.")
  var strict = false

  @Argument(help: "The remote's name, as git passes it.")
  var remote: String = ""

  @Argument(help: "The remote's address, as git passes it.")
  var address: String = ""

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var cassettes: CassetteOptions
  @OptionGroup var imports: ImportOptions
  @OptionGroup var linters: LinterOptions
  @OptionGroup var events: EventOptions
  @OptionGroup var models: ModelOptions
  @OptionGroup var configuration: ConfigurationOptions

  func run() async throws {
    guard events.events == nil || chained == nil else {
      throw ValidationError("--events and --chained cannot go together: the hook would write into the events")
    }
    let push = PushReview(
      session: ReviewSession(
        repository: repository.inHook(ProcessEnvironment.currentVariables), models: models,
        configuration: configuration,
        cassettes: cassettes.cassettes, imports: imports, linters: linters, output: output,
        events: events),
      remote: remote, address: address, chained: chained, isStrict: strict)
    let status = await push.run()
    if status != .success { throw status }
  }
}
