import ArgumentParser
import CommandLineSupport
import Models
import TestGeneration
import Verification

struct GenerateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write tests for a module, a folder, a file, a type, a function or what a change touched.",
    discussion: """
      Everything is built and run in copies of the repository, in the sandbox and without network; your checkout stays as it \
      is unless you say --apply. The report goes to the standard output; the tests go where --apply, --branch or --patch says, \
      and are in the report of --format json as a patch.
      Exit codes: 0 done; 1 below --min-coverage or --min-mutation, or nothing was measured that they are about; 2 usage or configuration; 3 the model's provider \
      failed; 4 a budget or the time was up; 5 no sandbox; 8 not a repository, it does not build, no toolchain, or nothing to test.
      """)

  @Argument(help: ArgumentHelp("A path, a module, Type, Type.function or function.", valueName: "what"))
  var target: String?

  @Option(
    help: ArgumentHelp(
      "Only what a change touched: A..B or A...B, where B is what lies here, or one revision for it against the work tree.",
      valueName: "range"))
  var changed: String?

  @Option(
    help: ArgumentHelp(
      "The project's folder, from the repository's top; the nearest package above what is named, if not given.",
      valueName: "folder"))
  var project: String?

  @Flag(help: "Say what would be done, and build nothing.")
  var dryRun = false

  @Flag(help: "Say how the project was recognised.")
  var explain = false

  @Flag(help: "Write the tests into the work tree.")
  var apply = false

  @Option(
    help: ArgumentHelp(
      "Commit the tests onto a new branch of this name; the work tree must have no changes.", valueName: "name"))
  var branch: String?

  @Option(help: ArgumentHelp("Write the change as a patch into a file, - for the standard output.", valueName: "file"))
  var patch: String?

  @Option(help: ArgumentHelp("Exit with 1 when fewer lines are covered afterwards.", valueName: "percent"))
  var minCoverage: Double?

  @Option(help: ArgumentHelp("Exit with 1 when fewer mutants are noticed afterwards.", valueName: "percent"))
  var minMutation: Double?

  @Option(help: "What to write for: swift-testing or xctest; what the package uses if not given.")
  var framework: Framework?

  @Flag(help: "Make no mutants: faster, and tests earn their place by coverage alone.")
  var noMutation = false

  @Flag(help: "Write no tests that start a process for calls that trap.")
  var noExitTests = false

  @Option(
    help: ArgumentHelp(
      "What the module is there to use, so that tests may: clock, random, files (to read those of this machine); repeatable.",
      valueName: "resource"))
  var contract: [GenerationOptions.Resource] = []

  @Option(help: ArgumentHelp("Try at most so many mutants, a fair sample.", valueName: "count"))
  var maxMutants: Int?

  @Option(help: ArgumentHelp("Try at most so many calls.", valueName: "count"))
  var maxCalls = 1_500

  @Option(help: ArgumentHelp("Begin nothing new after so many seconds.", valueName: "seconds"))
  var deadlineSeconds: Int?

  @Option(help: "The report's form: text, json, junit, html.")
  var format = GenerationFormat.text

  @Option(help: ArgumentHelp("Write the report into a file in place of the standard output.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Write the mutants into a file, in Stryker's form for viewers of mutation tests.", valueName: "file"))
  var mutationReport: String?

  @Flag(help: "Say nothing about what is going on.")
  var quiet = false

  @Flag(help: "Print the first request that would go to the model, without the key, and send nothing.")
  var showPayload = false

  @Flag(help: "Keep no transcript of what the model says.")
  var noTranscript = false

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var models: ModelOptions
  @OptionGroup var cassettes: CassetteOptions
  @OptionGroup var events: EventOptions

  enum Framework: String, ExpressibleByArgument, CaseIterable {
    case swiftTesting = "swift-testing"
    case xctest

    var value: ProjectLayout.TestFramework { self == .xctest ? .xctest : .swiftTesting }
  }

  func validate() throws {
    guard target == nil || changed == nil else {
      throw ValidationError("name what to write tests for, or --changed, not both")
    }
    guard [apply, branch != nil, patch != nil].count(where: { $0 }) <= 1 else {
      throw ValidationError("--apply, --branch and --patch exclude each other")
    }
    if events.events != nil {
      for (isGiven, name) in [
        (patch == "-", "--patch -"), (showPayload, "--show-payload"), (dryRun, "--dry-run"), (explain, "--explain"),
      ] where isGiven {
        throw ValidationError("--events and \(name) both write to the standard output; leave one out")
      }
    }
    for (name, share) in [("--min-coverage", minCoverage), ("--min-mutation", minMutation)] {
      if let share, !(0...100).contains(share) { throw ValidationError("\(name) is a number from 0 to 100") }
    }
    if noMutation, mutationReport != nil {
      throw ValidationError("--mutation-report needs mutants; leave --no-mutation out")
    }
    if noMutation, minMutation != nil { throw ValidationError("--min-mutation needs mutants; leave --no-mutation out") }
    guard maxCalls > 0, maxMutants ?? 1 > 0, deadlineSeconds ?? 1 > 0 else {
      throw ValidationError("limits are numbers from 1 on")
    }
  }

  func run() async throws {
    do {
      try await GenerationSession(command: self, payload: showPayload ? CapturingTransport() : nil).run()
    } catch {
      if let fault = FullDisk(error) { throw fault }
      throw error
    }
  }

  var options: GenerationOptions {
    var options = GenerationOptions(
      candidateLimit: maxCalls, mutantLimit: maxMutants, measuresMutation: !noMutation, allowsExitTests: !noExitTests,
      framework: framework?.value, deadline: deadlineSeconds.map { .seconds($0) })
    options.contract = Set(contract)
    return options
  }
}

extension GenerationOptions.Resource: ExpressibleByArgument {}
