import ArgumentParser
import CommandLineSupport
import Git
import JSON
import Processes
import Review
import Store

/// What was learnt of how often rules and agents are right in a repository.
struct TrustCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust",
    abstract: "Show or change what is known of how often rules and agents are right in this repository.",
    discussion: """
      A rule that was wrong has its findings shown later, or held back; what blocks a push is never touched. Nothing of \
      it leaves the machine, and no project can set it.
      """,
    subcommands: [List.self, Record.self, Reset.self], defaultSubcommand: List.self)

  /// The ledger of the repository that the options name.
  static func ledger(of options: RepositoryOptions) async throws -> ProjectTrust {
    guard let folder = StateFolder.path(environment: ProcessEnvironment.currentVariables) else {
      throw CommandLineError(
        .configuration, "there is no place for what is remembered: set HOME or XDG_STATE_HOME to an absolute path")
    }
    return ProjectTrust(of: try await options.open().location, in: folder)
  }
}

extension TrustCommand {
  struct List: AsyncParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
      case text
      case json
    }

    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Show what is known of each rule and each category of the reviewing agent.")

    @Option(help: "The list's form.")
    var format = Format.text

    @OptionGroup var repository: RepositoryOptions

    func run() async throws {
      let table = TrustTable(try await TrustCommand.ledger(of: repository).all())
      try StandardStream.output.write(format == .text ? table.text : table.json.serialized(.indented) + "\n")
    }
  }

  struct Record: AsyncParsableCommand {
    enum Verdict: String, CaseIterable, ExpressibleByArgument {
      case right
      case wrong
    }

    static let configuration = CommandConfiguration(
      commandName: "record", abstract: "Say that a finding was right, or that it was wrong.",
      discussion:
        "Ten that were right make up for one that was wrong. What was said loses half of its weight in 90 days.")

    @Argument(
      help: ArgumentHelp(
        "The name in brackets behind a finding: a rule, review/CATEGORY, or LINTER/RULE.", valueName: "subject"))
    var subject: String

    @Argument(help: "What it was.")
    var verdict: Verdict

    @OptionGroup var repository: RepositoryOptions

    func run() async throws {
      let subject = try TrustNames.subject(subject)
      let ledger = try await TrustCommand.ledger(of: repository)
      try ledger.record([TrustEvent(subject, isRight: verdict == .right, weight: Trust.Weight.grave)])
      let known = try ledger.all().filter { $0.key == subject }
      try StandardStream.output.write(TrustTable(known).text)
    }
  }

  struct Reset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reset", abstract: "Forget what is known of a rule, or of all of this repository.")

    @Argument(help: "What to forget, as trust list names it.")
    var subject: String?

    @Flag(help: "Forget all that is known of this repository.")
    var all = false

    @OptionGroup var repository: RepositoryOptions

    func run() async throws {
      guard (subject == nil) == all else {
        throw ValidationError("name what to forget: a subject, or --all")
      }
      let count = try await TrustCommand.ledger(of: repository).forget(subject)
      let what = subject.map { count > 0 ? "\($0) is forgotten." : "nothing was known of \($0)." }
      StandardStream.error.say("code-review: " + (what ?? "\(count) subjects are forgotten."))
    }
  }
}
