import ArgumentParser
import Git
import JSON
import Review

/// Runs every rule over the commits of a corpus, both ways, and says how often each rule fires and how often it is right.
@main
struct RuleEvaluation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rule-evaluation", abstract: "Measure the rules on real commits.")

  @Argument(help: "The folder with the repositories: each at owner/name, a bare clone will do.")
  var folder: String

  @Option(help: "The commits.")
  var corpus = "Evals/Rules/corpus.txt"

  @Option(help: "What people made of the firings.")
  var labels = "Evals/Rules/labels.tsv"

  @Option(help: "Where the firings go, as one JSON object a line.")
  var firings: String?

  func run() async throws {
    let commits = try CorpusCommit.reading(corpus)
    let labels = try Labels(reading: labels)
    let changes = commits.flatMap(\.changes)
    var all: [Firing] = []
    var unread: [String] = []
    var open: (name: String, repository: LibraryRepository)?
    for change in changes {
      let name = change.commit.repository
      if open?.name != name {
        open = (name, try LibraryRepository.open(at: "\(folder)/\(name)", trustingOwner: true))
      }
      guard let repository = open?.repository else { continue }
      do {
        all += try await change.firings(in: repository)
      } catch let error as GitError {
        unread.append("\(change.commit.repository) \(change.commit.id) \(change.direction): \(error)")
      }
    }
    all = Firing.ranked(all)
    if let firings {
      try write(all.map { $0.json(label: labels[$0]).serialized() + "\n" }.joined(), to: firings)
    }
    let rules = ReviewPipeline.ruleIDs
    print(RuleTable(rules: rules, changes: changes, firings: all, labels: labels).text)
    if !unread.isEmpty { print("\nNot read, and still counted among the changes:\n" + unread.joined(separator: "\n")) }
    let stale = labels.stale(all)
    if !stale.isEmpty { print("\nLabels that no firing bears any more: \(stale.count)") }
  }
}
