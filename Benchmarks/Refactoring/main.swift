import Editing
import Git
import Processes
import Refactoring
import SourceText
import TestSupport
import Verification

// What a step costs beside its gates, in a repository of 10,000 files: edits, journal, commit, reference. No gate is asked
// but the parser, so that all of the time is ours. `make bench` runs this; ../README.md says what the figures mean.

/// Puts a word in the place of another, a step for each of some files.
struct WordEngine: EditEngine {
  let name = "words"
  let count: Int

  func propose(_ scope: EditScope) async throws -> Proposal {
    let steps = try scope.files.filter { $0.fileExtension == "txt" }.prefix(count).map { file in
      let bytes = try scope.area.content(of: file, limit: 1 << 20) ?? []
      return ProposedStep(
        title: "Change \(file)",
        operations: [
          FileOperation(
            file, .edit(base: ContentHash(of: bytes), [FileOperation.Replacement(0..<4, Array("word".utf8))]))
        ])
    }
    return Proposal(steps: steps)
  }
}

SandboxLauncher.takeOverIfAsked()
let folder = try TemporaryFolder()
let builder = try RepositoryBuilder()
for number in 0..<10_000 {
  let lines = (0..<60).map { "line \($0) of file \(number), with some text to read\n" }
  try builder.write("src/d\(number % 100)/e\(number % 7)/f\(number).txt", lines.joined())
}
_ = try builder.commit("files")
try builder.git("gc", "--quiet")
let sandbox = try await Sandbox.prepared(choice: .external)
for count in [0, 20, 200, 1_000] {
  let place = RunPlace(
    repository: try await RepositoryOpener.open(at: builder.path),
    writer: try await RepositoryOpener.openForWriting(at: builder.path), state: "\(folder.path)/state",
    sandbox: sandbox,
    environment: [:], folders: [])
  let plan = ChangePlan(name: "bench-\(count)", summary: "Changes words.", engines: [WordEngine(count: count)])
  let options = RunOptions(
    gates: [.parse], author: "Ada <ada@example.org>",
    steps: StepOptions(batchLimit: 1, message: try CommitMessage()) { 1_700_000_000_000 })
  let start = ContinuousClock.now
  let report = try await RefactoringRun(plan, options, in: place).run()
  let time = ContinuousClock.now - start
  let peak = ResidentMemory.peak
  print(
    "\(report.done.count) steps: \(time / .milliseconds(1)) ms"
      + (count > 0 ? ", \(time / .milliseconds(1) / Double(count)) ms a step with the start" : "")
      + "; peak memory \(peak >> 20) MiB")
}
