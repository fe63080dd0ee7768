import Editing
import Git
import SourceText
import TestSupport

// How long it takes to bring a worktree of the pool to a commit: into a new slot, again with nothing to do, and after all
// files of one folder were edited. `make bench` runs this; ../README.md says what the figures mean.

func measure(_ title: String, _ work: () async throws -> Worktree.Work) async throws {
  let start = ContinuousClock.now
  let work = try await work()
  let time = ContinuousClock.now - start
  print("\(title): \(time / .milliseconds(1)) ms; \(work.written) written, \(work.kept) kept, \(work.removed) removed")
}

func measure(_ title: String, _ repository: String, _ commit: ObjectID, state: String) async throws {
  let writer = try await RepositoryOpener.openForWriting(at: repository)
  let pool = try await WorktreePool(state: state, of: writer)
  let start = ContinuousClock.now
  let worktree = try await pool.claim(commit: commit, run: "benchmark")
  print("\(title), new slot: \((ContinuousClock.now - start) / .milliseconds(1)) ms")
  try await worktree.release()
  let second = ContinuousClock.now
  let again = try await pool.claim(commit: commit, run: "benchmark")
  print("\(title), second claim: \((ContinuousClock.now - second) / .milliseconds(1)) ms")
  try await measure("\(title), nothing to do") { try await again.bring(to: commit) }
  let some = try await writer.files(of: commit).entries.filter { $0.mode == .regular }.prefix(20).map(\.path)
  try await measure("\(title), 20 paths put back") { try await again.restore(some) }
  try await again.release()
  let removal = ContinuousClock.now
  try pool.remove(slot: "0")
  print("\(title), removed: \((ContinuousClock.now - removal) / .milliseconds(1)) ms")
}

let folder = try TemporaryFolder()
let builder = try RepositoryBuilder()
for number in 0..<10_000 {
  let lines = (0..<60).map { "line \($0) of file \(number), with some text to read\n" }
  try builder.write("src/d\(number % 100)/e\(number % 7)/f\(number).txt", lines.joined())
}
let head = try builder.commit("files")
try builder.git("gc", "--quiet")
try await measure("10,000 files", builder.path, head, state: "\(folder.path)/state")
if CommandLine.arguments.count > 1 {
  let path = CommandLine.arguments[1]
  let repository = try await RepositoryOpener.open(at: path)
  let commit = try await repository.commit(named: "HEAD").id
  try await measure("the repository's HEAD", path, commit, state: "\(folder.path)/state")
}
