import ArgumentParser
import CommandLineSupport
import Refactoring

struct CampaignMergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join the journals of a campaign's shards into one report.",
    discussion: """
      Shards without a journal, units that two journals have, and journals that contradict each other are named.
      Exit codes: 0 all units are done; 1 the journals are of --check and something would change; 2 usage; 7 units \
      failed or were not worked on, a shard is missing, or journals contradict each other; 8 nothing to join.
      """)

  @Argument(help: ArgumentHelp("Journals, or folders that hold some.", valueName: "journal"))
  var journals: [String]

  @Option(help: "The report's form: text, json, html.")
  var format = CampaignFormat.text

  @Option(help: ArgumentHelp("Write the report into a file in place of the standard output.", valueName: "file"))
  var output: String?

  func run() async throws {
    var states: [(path: String, state: CampaignState)] = []
    for name in journals {
      for path in try CampaignFolder.journals(at: WorkingFolder.absolute(name)) {
        var state = CampaignState()
        try CampaignJournal.read(path) { state.apply($0) }
        states.append((path, state))
      }
    }
    let report = try CampaignMerge.report(of: states)
    try OutputOptions.write(format.text(of: report), into: output, else: .output)
    if let status = report.status { throw status }
  }
}

extension CampaignReport {
  /// What the program ends with; nil for success.
  var status: ExitStatus? {
    guard isWhole else { return .partial }
    return count(.wouldChange) > 0 ? .threshold : nil
  }
}
