import ArgumentParser
import CommandLineSupport
import Refactoring

struct CampaignRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Work on a campaign, or on one shard of it.",
    discussion: """
      Each unit is worked on by a program of its own, which makes a branch in the unit's repository; one that fails or \
      crashes does not stop the others. What has been done is in a journal: a campaign that was ended or killed goes on \
      with --resume. docs/Campaigns.md describes the file, docs/deploy holds manifests for clusters.
      Exit codes: 0 done; 1 with --check, something would change; 2 usage; 4 the campaign's limit of time or money was \
      reached; 7 some units failed or were not worked on, or what they would change cannot be told; 8 there is an earlier journal, another run works on it, or \
      there is nothing to work on.
      """)

  @Argument(help: ArgumentHelp("The campaign's file.", valueName: "file"))
  var file: String

  @Option(
    help: ArgumentHelp(
      "Work on one part of the units: I/N from 1/N to N/N, or env for what Slurm or GitLab say, env/N for Kubernetes.",
      valueName: "shard"))
  var shard: String?

  @Flag(help: "Go on with what an earlier run did not finish; with no earlier run, begin.")
  var resume = false

  @Flag(help: "Go on, and try again what failed.")
  var retryFailed = false

  @Flag(help: "Throw the journal of an earlier run away and begin anew.")
  var restart = false

  @Flag(help: "Say where the campaign stands, also while it runs, and do nothing.")
  var status = false

  @Flag(help: "Say which units would be worked on, how, and the whole difference; build, test and commit nothing.")
  var dryRun = false

  @Flag(help: "Change nothing; exit with 1 when a unit would change.")
  var check = false

  @Flag(help: "Begin no unit any more once one has failed.")
  var failFast = false

  @Option(help: ArgumentHelp("Work on so many units at the same time; else the file says it.", valueName: "count"))
  var concurrency: Int?

  @Option(
    help: ArgumentHelp("Try a unit so often again after passing trouble; else the file says it.", valueName: "count"))
  var retries: Int?

  @Option(
    help: ArgumentHelp(
      "Keep journal, page and reports in this folder; else in the state folder of this user.", valueName: "folder"))
  var state: String?

  @Option(help: "The report's form: text, json, html.")
  var format = CampaignFormat.text

  @Option(help: ArgumentHelp("Write the report into a file in place of the standard output.", valueName: "file"))
  var output: String?

  @Flag(help: "Say nothing about what is going on.")
  var quiet = false

  func validate() throws {
    let modes = [("--resume", resume), ("--restart", restart), ("--status", status), ("--dry-run", dryRun)]
    let said = modes.filter(\.1).map(\.0)
    if said.count > 1 { throw ValidationError("\(said.joined(separator: " and ")) exclude each other") }
    if retryFailed, let other = said.first(where: { $0 != "--resume" }) {
      throw ValidationError("--retry-failed and \(other) exclude each other")
    }
    if let concurrency, !(1...256).contains(concurrency) {
      throw ValidationError("--concurrency is a number from 1 to 256")
    }
    if let retries, !(0...10).contains(retries) { throw ValidationError("--retries is a number from 0 to 10") }
  }

  func run() async throws {
    try await CampaignSession(command: self).run()
  }

  var mode: CampaignStart.Mode {
    if retryFailed { return .retryFailed }
    if resume { return .resume }
    return restart ? .restart : .fresh
  }
}
