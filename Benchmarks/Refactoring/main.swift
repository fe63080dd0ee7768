import Editing
import Git
import Processes
import Refactoring
import SourceText
import TestSupport
import Verification

// What a step costs beside its gates, in a repository of 10,000 files: edits, journal, commit, reference, and the look at
// all files after a build. `make bench` runs this; ../README.md says what the figures mean.

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
try builder.write("project.mark", "")
for number in 0..<10_000 {
  let lines = (0..<60).map { "line \($0) of file \(number), with some text to read\n" }
  try builder.write("src/d\(number % 100)/e\(number % 7)/f\(number).txt", lines.joined())
}
_ = try builder.commit("files")
try builder.git("gc", "--quiet")
let sandbox = try await Sandbox.prepared(choice: .external)
let commands = ProjectCommands(
  name: "files", mark: try RelativePath("project.mark"), build: ConfiguredCommand(name: "build", words: ["/bin/true"]),
  test: ConfiguredCommand(name: "test", words: ["/bin/true"]))
let gates: [Set<Gate>] = [[.parse], [.parse, .build]]
for gates in gates {
  for count in [0, 20, 200, 1_000] {
    let place = RunPlace(
      repository: try await RepositoryOpener.open(at: builder.path),
      writer: try await RepositoryOpener.openForWriting(at: builder.path), state: "\(folder.path)/state",
      sandbox: sandbox, environment: ["PATH": "/usr/bin:/bin"], folders: [], projects: [commands])
    let plan = ChangePlan(
      name: "bench-\(gates.count)-\(count)", summary: "Changes words.", engines: [WordEngine(count: count)])
    let options = RunOptions(
      gates: gates, author: "Ada <ada@example.org>",
      steps: StepOptions(batchLimit: 1, message: try CommitMessage()) { 1_700_000_000_000 })
    let start = ContinuousClock.now
    let report = try await RefactoringRun(plan, options, in: place).run()
    // What the builds themselves took is theirs.
    let builds = report.steps.flatMap(\.gates).filter { $0.gate == .build }.reduce(Duration.zero) { $0 + $1.duration }
    let time = (ContinuousClock.now - start - builds) / .milliseconds(1)
    print(
      "\(gates.contains(.build) ? "with a build: " : "")\(report.done.count) steps: \(time) ms"
        + (count > 0 ? ", \(time / Double(count)) ms a step with the start" : "")
        + "; peak memory \(ResidentMemory.peak >> 20) MiB")
  }
}
