import Git
import Review
import SourceText

/// A commit of the corpus: repository, id and what it was chosen as.
struct CorpusCommit: Hashable {
  /// `owner/name`.
  let repository: String

  let id: String

  let isFix: Bool

  /// The commits that a corpus file lists, one a line: repository, id, `fix` or `ordinary`.
  static func reading(_ path: String) throws -> [CorpusCommit] {
    try read(path).split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let fields = line.split(separator: " ").map(String.init)
      guard fields.count == 3, ["fix", "ordinary"].contains(fields[2]) else {
        throw EvaluationError("\(path): not a commit: \(line)")
      }
      return CorpusCommit(repository: fields[0], id: fields[1], isFix: fields[2] == "fix")
    }
  }

  /// The commit as it is, a clean control; a fix also turned round, so that it brings the fault back.
  var changes: [CorpusChange] {
    let clean = CorpusChange(commit: self, direction: .clean)
    return isFix ? [clean, CorpusChange(commit: self, direction: .reversed)] : [clean]
  }
}

/// A commit of the corpus, read in one of two directions.
struct CorpusChange: Hashable {
  let commit: CorpusCommit
  let direction: Direction

  enum Direction: String, Hashable {
    case clean
    case reversed
  }

  /// What the rules say about the change, all of them switched on, no finding held back.
  func firings(in repository: LibraryRepository) async throws -> [Firing] {
    let commit = try await repository.commit(named: commit.id)
    guard let parent = commit.parents.first else { throw EvaluationError("\(commit.id) has no parent") }
    let (base, head) = direction == .clean ? (parent, commit.id) : (commit.id, parent)
    let range = ReviewRange(base: .commit(base), head: .commit(head), title: "\(base.short)..\(head.short)")
    let pipeline = ReviewPipeline(
      repository: repository, options: ReviewOptions(maximumFindings: .max), model: nil)
    return try await pipeline.run([range]).findings.map { Firing(change: self, finding: $0) }
  }
}
