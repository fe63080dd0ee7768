import ArgumentParser
import CommandLineSupport
import Refactoring

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract:
      "Carry a recipe out or reach a goal, step by step; each step is held against gates and committed by itself.",
    discussion: """
      All is done in a copy of the repository, in the sandbox and without network; your checkout, index, hooks and settings \
      stay as they are. The result is the branch refactor/NAME, patches, or with --apply a change of your clean work tree. \
      A run that was killed goes on with --resume.
      Exit codes: 0 done, or nothing to do; 1 --check, and something would change; 2 usage, no such recipe, or a goal without \
      a model; 3 the disk refuses, or the model's provider fails; 4 a budget or the time was up; 5 no sandbox; 7 some steps were left; 8 red before it began, a dirty \
      work tree, a branch that is in the way.
      """)

  @Option(
    help: ArgumentHelp("A recipe's name (`refactor recipes list`), or the path of its file.", valueName: "recipe"))
  var recipe: String?

  @Option(help: ArgumentHelp("What to reach, in words; needs a model.", valueName: "words"))
  var goal: String?

  @Option(
    name: [.customShort("p"), .customLong("param"), .customLong("set")],
    help: ArgumentHelp("A parameter of the recipe; may be repeated.", valueName: "name=value"))
  var parameters: [String] = []

  @Argument(
    help: ArgumentHelp("What may be changed, below the repository's root; all of it if not given.", valueName: "path"))
  var paths: [String] = []

  @Flag(help: "Print the plan and the whole difference; build, test and commit nothing.")
  var dryRun = false

  @Flag(help: "Exit with 1 if something would change; build, test and commit nothing.")
  var check = false

  @Option(help: ArgumentHelp("The revision that the first step stands on.", valueName: "revision"))
  var base = "HEAD"

  @Option(help: ArgumentHelp("The branch for the commits; refactor/NAME if not given.", valueName: "name"))
  var branch: String?

  @Option(help: ArgumentHelp("Write the commits as patches into a file, - for the standard output.", valueName: "file"))
  var patch: String?

  @Flag(help: "Write the result into the work tree, which must be clean.")
  var apply = false

  @Flag(help: "Go on with a run that did not come to its end.")
  var resume = false

  @Flag(help: "Go on with a run that did come to its end, and try again what it left.")
  var retryLeft = false

  @Option(
    help: ArgumentHelp(
      "What a step must pass: parse, format, build, affected-tests, tests, interface, coverage, behaviour; - before a name "
        + "leaves it out.",
      valueName: "names"))
  var gates: String?

  @Option(help: ArgumentHelp("How often the tests are run first, to find those that are flaky.", valueName: "count"))
  var testRuns = 2

  @Flag(help: "Begin although tests fail, and compare what fails before and after.")
  var allowRed = false

  @Flag(help: "Stop at the first step that is left.")
  var failFast = false

  @Option(help: ArgumentHelp("Try at most so many steps together.", valueName: "count"))
  var batch = 16

  @Option(
    help: ArgumentHelp(
      "What each commit of several that were tried together must pass by itself: tests (it builds, and the tests that it "
        + "reaches pass), build, or nothing. Steps that hold only together become one commit.",
      valueName: "what"))
  var eachCommit = StepOptions.EachCommit.tests

  @Option(help: ArgumentHelp("Begin nothing new after so many seconds.", valueName: "seconds"))
  var deadlineSeconds: Int?

  @Option(
    help: ArgumentHelp(
      "The commits' message, with ${step}, ${recipe}, ${summary}, ${engine}, ${verification}.", valueName: "text"))
  var message: String?

  @Option(help: ArgumentHelp("Who makes the commits: NAME <ADDRESS>; git's own if not given.", valueName: "author"))
  var author: String?

  @Flag(help: "Commit without the commit hooks that the repository has.")
  var skipHooks = false

  @Option(help: "The report's form: text, json.")
  var format = Format.text

  @Option(help: ArgumentHelp("Write the report into a file in place of the standard output.", valueName: "file"))
  var output: String?

  @Flag(help: "Say nothing about what is going on.")
  var quiet = false

  @Flag(help: "Print the first request that would go to the model, without the key, and send nothing.")
  var showPayload = false

  @Flag(help: "Ask the model also what it has answered before, and pay for it again.")
  var askAnew = false

  @Flag(help: "Keep no transcript of what the model says.")
  var noTranscript = false

  @OptionGroup var models: ModelOptions
  @OptionGroup var cassettes: CassetteOptions
  @OptionGroup var repository: RepositoryOptions

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  func validate() throws {
    guard (recipe == nil) != (goal == nil) else { throw ValidationError("name --recipe or --goal, one of them") }
    guard [apply, patch != nil, branch != nil].count(where: { $0 }) <= 1 else {
      throw ValidationError("--apply, --patch and --branch exclude each other")
    }
    guard !(dryRun && check) else { throw ValidationError("--dry-run and --check exclude each other") }
    guard !((dryRun || check) && (apply || patch != nil || resume || retryLeft)) else {
      throw ValidationError(
        "--dry-run and --check change nothing; leave --apply, --patch, --resume and --retry-left out")
    }
    guard testRuns > 0, batch > 0, deadlineSeconds ?? 1 > 0 else {
      throw ValidationError("counts are numbers from 1 on")
    }
    let isModelNamed = showPayload || cassettes.cassettes != ConfiguredModel.Cassettes()
    guard goal != nil || !isModelNamed else {
      throw ValidationError("--record, --replay and --show-payload are about a model, which a recipe needs none of")
    }
    guard goal == nil || parameters.isEmpty else {
      throw ValidationError("--param is a recipe's; say in the goal what is wanted")
    }
    guard !(goal?.allSatisfy(\.isWhitespace) ?? false) else { throw ValidationError("the goal says nothing") }
    for parameter in parameters where !parameter.contains("=") {
      throw ValidationError("--param takes NAME=VALUE, not \(parameter)")
    }
    _ = try chosenGates(from: Gate.usual)
  }

  func run() async throws {
    try await RunSession(command: self).run()
  }

  /// The gates that are asked.
  ///
  /// - Parameter usual: those that are asked if nothing is said.
  func chosenGates(from usual: Set<Gate>) throws -> Set<Gate> {
    guard let gates else { return usual }
    var (chosen, removed): (Set<Gate>, Set<Gate>) = ([], [])
    for word in gates.split(separator: ",").map({ $0.drop { $0 == " " } }) {
      guard let gate = Gate(rawValue: String(word.hasPrefix("-") ? word.dropFirst() : word)) else {
        throw ValidationError(
          "there is no gate \(word); there are \(Gate.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      if word.hasPrefix("-") { removed.insert(gate) } else { chosen.insert(gate) }
    }
    // Whether a file parses is asked in any case.
    return (chosen.isEmpty ? usual : chosen).subtracting(removed).union([.parse])
  }
}

extension StepOptions.EachCommit: ExpressibleByArgument {}
