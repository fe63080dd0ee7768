import Editing
import Git
import OwnThread
import Processes
import Refactoring
import SourceText
import Verification

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A program of the tests that refactors a repository, so that it can be killed in between and started again.
///
///     refactor-probe REPOSITORY STATE [branch|patch|apply|built]
///
/// Unless the project is to be built, it starts no children, so that its calls have the same numbers each time. Commits are
/// signed where the repository says so. A patch goes to the file `STATE.patch`.
@main
enum RefactorProbe {
  static func main() {
    SandboxLauncher.takeOverIfAsked()
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count == 2 || words.count == 3 else { exit(64) }
    OwnThread.run {
      do {
        let report = try await report(words[0], state: words[1], words.count == 3 ? words[2] : "branch")
        print("\(report.done.count) done, \(report.left.count) left, \(report.head)")
      } catch {
        // The standard error as such is shared state, which Swift 6 does not let through.
        let line = "refactor-probe: \(error)\n"
        _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
        exit(1)
      }
    }
  }

  private static func report(_ repository: String, state: String, _ way: String) async throws -> RefactoringReport {
    let place = RunPlace(
      repository: try await RepositoryOpener.open(at: repository),
      writer: try await RepositoryOpener.openForWriting(at: repository), state: state,
      sandbox: try await Sandbox.prepared(choice: .external), environment: ["PATH": "/usr/bin:/bin"], folders: [],
      projects: [try commands()])
    let plan = ChangePlan(
      name: "probe", summary: "Says new in place of old.",
      engines: [WordEngine(old: "old", new: "new"), WordEngine(old: "new", new: "newer")])
    let options = RunOptions(
      result: way == "patch" ? .patch : way == "apply" ? .apply : .branch,
      gates: way == "built" ? [.parse, .build, .affectedTests, .tests] : [.parse], testRuns: 1, resumes: true,
      author: "Ada <ada@example.org>", steps: StepOptions(message: try CommitMessage()) { 1_700_000_000_000 })
    let report = try await RefactoringRun(plan, options, in: place).run()
    let delivery = RunDelivery(of: place)
    if way == "apply" { _ = try await delivery.apply(report) }
    if way == "patch" { try RunDelivery.write(try await delivery.series(of: report), to: "\(state).patch") }
    try await delivery.forget(report)
    return report
  }

  /// Builds and tests that take no time: a file that holds `broken` does not build.
  private static func commands() throws -> ProjectCommands {
    let test = "mkdir -p out; echo '<testsuite><testcase name=\"a\"/></testsuite>' > out/junit.xml"
    return ProjectCommands(
      name: "words", mark: try RelativePath("project.mark"),
      build: ConfiguredCommand(name: "build", words: ["/bin/sh", "-c", "! grep -rq broken src"]),
      test: ConfiguredCommand(name: "test", words: ["/bin/sh", "-c", test]), results: try RelativePath("out/junit.xml"))
  }
}

/// Puts one word in the place of another, a step for each file; a file whose name begins with `bad` would not parse, one
/// called `worse` would not build, and one named `moved.txt` is moved too.
private struct WordEngine: EditEngine {
  let old: String
  let new: String

  var name: String { "word-\(new)" }

  func propose(_ scope: EditScope) async throws -> Proposal {
    var proposal = Proposal()
    for file in scope.files {
      guard let bytes = try scope.area.content(of: file, limit: 1 << 20) else { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      guard let place = text.firstRange(of: old) else { continue }
      let start = text.utf8.distance(from: text.startIndex, to: place.lowerBound)
      let word = file.name.hasPrefix("bad") ? "func (" : file.name.hasPrefix("worse") ? "broken" : new
      let hash = ContentHash(of: bytes)
      var operations = [
        FileOperation(
          file, .edit(base: hash, [FileOperation.Replacement(start..<(start + old.utf8.count), Array(word.utf8))]))
      ]
      if file.name == "moved.txt" {
        operations.append(FileOperation(file, .move(base: hash, to: try RelativePath("made/\(new).txt"))))
      }
      proposal.steps.append(ProposedStep(title: "Say \(new) in \(file)", operations: operations))
    }
    return proposal
  }
}
