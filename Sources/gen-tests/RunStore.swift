import CommandLineSupport
import Git
import SourceText
import TestGeneration

/// The pages of last runs, one for each repository, in the state folder.
struct RunStore {
  private let folder: String

  /// Nil without a place.
  init?(environment: [String: String]) {
    guard let state = StateFolder.path(environment: environment) else { return nil }
    folder = "\(state)/gen-tests"
  }

  /// Keeps the pages of a run in the place of the run before.
  func keep(_ reports: [GenerationReport], of repository: any Repository) async throws {
    guard !reports.isEmpty else { return }
    try PrivateDocument.write(HTMLGenerationReport.text(of: reports), to: try await path(for: repository))
  }

  /// Where the page of a repository's last run lies.
  func path(for repository: any Repository) async throws -> String {
    "\(folder)/\(ContentHash(of: await repository.location.commonFolder).hexadecimal.prefix(32)).html"
  }
}
