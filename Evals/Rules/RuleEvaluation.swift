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

  @Option(help: "A file that lists commits; with several, there is a table for each and one for all.")
  var corpus = ["Evals/Rules/corpus.txt", "Evals/Rules/holdout.txt"]

  @Option(help: "What people made of the firings.")
  var labels = "Evals/Rules/labels.tsv"

  @Option(help: "Where the firings go, as one JSON object a line.")
  var firings: String?

  func run() async throws {
    let labels = try Labels(reading: labels)
    var changes: [CorpusChange] = []
    var all: [Firing] = []
    for file in corpus {
      let own = try CorpusCommit.reading(file).flatMap(\.changes)
      let found = try await Self.firings(on: own, in: folder)
      print("## \(file)\n\n\(RuleTable(changes: own, firings: found, labels: labels).text)\n")
      changes += own
      all += found
    }
    all = Firing.ranked(all)
    if corpus.count > 1 {
      print("## All\n\n\(RuleTable(changes: changes, firings: all, labels: labels).text)\n")
    }
    let stale = labels.stale(all, on: changes)
    if !stale.isEmpty { print("Labels that no firing bears any more: \(stale.count)") }
    if let firings {
      try write(all.map { $0.json(label: labels[$0]).serialized() + "\n" }.joined(), to: firings)
    }
  }

  private static func firings(on changes: [CorpusChange], in folder: String) async throws -> [Firing] {
    var firings: [Firing] = []
    var open: (name: String, repository: LibraryRepository)?
    for change in changes {
      let name = change.commit.repository
      if open?.name != name {
        open = (name, try LibraryRepository.open(at: "\(folder)/\(name)", trustingOwner: true))
      }
      guard let repository = open?.repository else { continue }
      do {
        firings += try await change.firings(in: repository)
      } catch let error as GitError {
        print("Not read, and counted all the same: \(name) \(change.commit.id) \(change.direction): \(error)")
      }
    }
    return firings
  }
}
