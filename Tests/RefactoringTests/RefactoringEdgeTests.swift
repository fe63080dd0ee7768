import Editing
import Foundation
import Git
import SourceText
import Store
import TestSupport
import Testing
import Verification

@testable import Refactoring

/// Repositories and moments in which a run must say clearly what is the matter, and lose nothing.
@Suite(.timeLimit(.minutes(2))) struct RefactoringEdgeTests {
  private let plan = ChangePlan(ReplacingEngine(old: "old", new: "new"))

  private func failure(
    in bench: RefactoringWorkbench, _ change: (inout RunOptions) -> Void = { _ in }
  ) async throws -> String {
    let before = try bench.checkout()
    var text = "no error"
    do {
      _ = try await bench.run(plan, change)
    } catch {
      text = "\(error)"
    }
    #expect(try bench.checkout() == before)
    return text
  }

  @Test func `a work tree that is not clean is not changed by --apply, and no part of a branch`() async throws {
    let bench = try await RefactoringWorkbench()
    try bench.builder.write("src/a.txt", "old edited\n")
    try bench.builder.write("unknown.txt", "nobody minds\n")
    let text = try await failure(in: bench) { $0.result = .apply }
    #expect(text.hasPrefix("--apply needs a clean work tree, and \"src/a.txt\" is not committed"))
    let report = try await bench.run(plan)
    #expect(report.notes.contains { $0.contains("What is not committed is no part of it: \"src/a.txt\"") })
    #expect(try bench.files(of: report.head.hexadecimal)["src/a.txt"] == "new a")
    try bench.builder.git("checkout", "--", "src/a.txt")
    try bench.builder.write("src/b.txt", "staged\n")
    try bench.builder.git("add", "src/b.txt")
    try bench.builder.write("src/b.txt", "old b\n")
    #expect(try await failure(in: bench) { $0.result = .apply }.contains("\"src/b.txt\" is not committed"))
  }

  @Test func `a result is applied to the files alone, or handed over as patches, and no branch is made`() async throws {
    let bench = try await RefactoringWorkbench()
    let place = try await bench.place()
    let report = try await bench.run(plan) { $0.result = .patch }
    let series = try await RunDelivery(of: place).series(of: report)
    #expect(String(decoding: series, as: UTF8.self).contains("Subject: [PATCH 1/3] Replace old in src/a.txt"))
    let clone = bench.builder.sibling("clone")
    try bench.builder.git("clone", "--quiet", bench.builder.path, clone)
    try bench.builder.git(arguments: ["am", "--quiet", "--keep-cr"], in: clone, input: series)
    #expect(
      try bench.builder.git(arguments: ["rev-parse", "HEAD^{tree}"], in: clone)
        == bench.builder.git("rev-parse", "\(report.head)^{tree}"))
    try await RunDelivery(of: place).forget(report)
    let applied = try await bench.run(plan) { $0.result = .apply }
    #expect(try await RunDelivery(of: place).apply(applied) == 3)
    try await RunDelivery(of: place).forget(applied)
    #expect(try String(contentsOfFile: "\(bench.builder.path)/src/c.txt", encoding: .utf8) == "new c\n")
    #expect(try bench.builder.git("status", "--porcelain") == " M src/a.txt\n M src/b.txt\n M src/c.txt")
    #expect(try bench.builder.git("for-each-ref", "--format=%(refname)") == "refs/heads/main")
  }

  @Test(arguments: [RunOptions.Result.patch, .apply])
  func `what was left is tried again on top of what was handed over`(result: RunOptions.Result) async throws {
    let bench = try await RefactoringWorkbench()
    var failing = ReplacingEngine(old: "old", new: "new")
    failing.exceptions = ["src/b.txt": "BROKEN"]
    let delivery = RunDelivery(of: try await bench.place())
    let first = try await bench.run(ChangePlan(failing)) { $0.result = result }
    if result == .apply { #expect(try await delivery.apply(first) == 2) }
    try await delivery.forget(first)
    let reference = try #require(first.reference)
    #expect(try bench.builder.id(of: reference) == first.head)
    // Whoever took it away, the commits are there.
    try bench.builder.git("update-ref", "-d", reference)
    let again = try await bench.run(plan) {
      $0.result = result
      $0.retriesLeft = true
    }
    #expect(again.isWhole && again.done.count == 3, "\(again)")
    if result == .apply {
      #expect(try await delivery.apply(again) == 1)
      #expect(try bench.builder.git("status", "--porcelain") == " M src/a.txt\n M src/b.txt\n M src/c.txt")
    } else {
      #expect(String(decoding: try await delivery.series(of: again), as: UTF8.self).contains("[PATCH 3/3]"))
    }
    try await delivery.forget(again)
    #expect(try bench.builder.git("for-each-ref", "--format=%(refname)") == "refs/heads/main")
  }

  @Test func `index.lock, another base and a bare repository are named before --apply begins`() async throws {
    let bench = try await RefactoringWorkbench()
    let lock = "\(bench.builder.path)/.git/index.lock"
    _ = FileManager.default.createFile(atPath: lock, contents: Data())
    #expect(try await failure(in: bench) { $0.result = .apply }.contains("git is at work in"))
    // A branch needs no index.
    let report = try await bench.run(plan)
    #expect(report.done.count == 3 && FileManager.default.fileExists(atPath: lock))
    try FileManager.default.removeItem(atPath: lock)
    _ = try bench.builder.commit("more")
    let other = try await failure(in: bench) {
      $0.result = .apply
      $0.base = "HEAD~1"
    }
    #expect(other.contains("HEAD~1 is another commit"))
  }

  @Test func `a bare repository gets a branch, and --apply is refused there`() async throws {
    let bench = try await RefactoringWorkbench()
    let bare = bench.builder.sibling("bare.git")
    try bench.builder.git("clone", "--quiet", "--bare", bench.builder.path, bare)
    let place = RunPlace(
      repository: try await RepositoryOpener.open(at: bare),
      writer: try await RepositoryOpener.openForWriting(at: bare),
      state: bench.state, sandbox: bench.sandbox, environment: ["PATH": "/usr/bin:/bin"], folders: [],
      projects: [bench.commands])
    let report = try await RefactoringRun(plan, bench.options(), in: place).run()
    #expect(report.done.count == 3)
    #expect(try bench.builder.git("--git-dir", bare, "rev-parse", "refactor/new-words") == report.head.hexadecimal)
    let error = await #expect(throws: RefactoringError.self) {
      try await RefactoringRun(plan, bench.options { $0.result = .apply }, in: place).run()
    }
    #expect(error?.description.contains("is bare, and has no files for --apply") == true)
  }

  @Test func `protected branches, checked out ones and those that are there already are left alone`() async throws {
    let bench = try await RefactoringWorkbench()
    #expect(try await failure(in: bench) { $0.branch = "main" }.contains("a branch that others build on"))
    #expect(try await failure(in: bench) { $0.branch = "release/1" }.contains("a branch that others build on"))
    try bench.builder.git("branch", "refactor/new-words")
    #expect(try await failure(in: bench).contains("there is a branch \"refactor/new-words\" already"))
    try bench.builder.git("checkout", "--quiet", "-b", "topic")
    #expect(try await failure(in: bench) { $0.branch = "topic" }.contains("is checked out"))
  }

  @Test func `a detached head, submodules and a sparse checkout are told`() async throws {
    let bench = try await RefactoringWorkbench()
    let other = try RepositoryBuilder()
    try other.write("file.txt", "old\n")
    _ = try other.commit("other")
    try bench.builder.git("submodule", "--quiet", "add", other.path, "module")
    _ = try bench.builder.commit("a submodule")
    try bench.builder.git("checkout", "--quiet", "--detach")
    try bench.builder.git("sparse-checkout", "set", "src")
    let report = try await bench.run(plan)
    #expect(report.done.count == 3)
    #expect(report.notes.contains { $0.hasPrefix("No branch is checked out") })
    #expect(report.notes.contains("Submodules are left alone: \"module\"."))
    #expect(report.notes.contains { $0.hasPrefix("This is a sparse checkout") })
  }

  @Test func `hooks are refused unless the user leaves them out`() async throws {
    let bench = try await RefactoringWorkbench()
    try bench.builder.writeScript("\(bench.builder.path)/.git/hooks/pre-commit", "#!/bin/sh\nexit 1\n")
    let text = try await failure(in: bench)
    #expect(text.hasPrefix("the repository has commit hooks (pre-commit in"))
    #expect(text.contains("--skip-hooks commits without them"))
    #expect(try await bench.run(plan) { $0.skipsHooks = true }.done.count == 3)
  }

  @Test func `commits are signed by git where the user wants that, and a key that cannot be used is named`()
    async throws
  {
    let bench = try await RefactoringWorkbench()
    let signer = bench.builder.sibling("signer")
    try bench.builder.writeScript(
      signer,
      """
      #!/bin/sh
      cat > /dev/null; test ! -e '\(signer).broken' || exit 1
      echo '[GNUPG:] SIG_CREATED D' >&2
      printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nfake\\n-----END PGP SIGNATURE-----\\n'
      """)
    for (key, value) in [("commit.gpgsign", "true"), ("gpg.program", signer), ("user.signingkey", "ada")] {
      try bench.builder.git("config", key, value)
    }
    _ = FileManager.default.createFile(atPath: "\(signer).broken", contents: Data())
    #expect(try await failure(in: bench).contains("the commit is to be signed (commit.gpgsign)"))
    try FileManager.default.removeItem(atPath: "\(signer).broken")
    let report = try await bench.run(plan) { $0.resumes = true }
    #expect(report.isResumed && report.done.count == 3)
    for commit in report.commits {
      #expect(
        try bench.builder.git("cat-file", "-p", commit.hexadecimal).contains("gpgsig -----BEGIN PGP SIGNATURE-----"))
    }
    #expect(try bench.builder.git("log", "-1", "--format=%at %an", report.head.hexadecimal) == "1700000001 Ada")
  }

  @Test func `a branch that is moved by somebody stays where it is, and no commit is lost`() async throws {
    let bench = try await RefactoringWorkbench()
    let mover = MovingEngine(repository: bench.builder.path, home: bench.builder.home)
    let plan = ChangePlan(ReplacingEngine(old: "old", new: "new"), mover)
    let text = await #expect(throws: RefactoringError.self) { try await bench.run(plan) }
    #expect(text?.code == .precondition)
    #expect(text?.description.contains("somebody moved it to") == true, "\(text?.description ?? "")")
    #expect(try bench.builder.id(of: "refactor/new-words") == bench.builder.id(of: "main"))
    let kept = try bench.builder.git("for-each-ref", "--format=%(objectname)", "refs/fulcrum/refactor/")
    #expect(try bench.files(of: kept)["src/c.txt"] == "new c")
    // Going on does not help, and says the same.
    let again = await #expect(throws: RefactoringError.self) { try await bench.run(plan) { $0.resumes = true } }
    #expect(again?.description.contains("somebody moved it to") == true)
  }

  @Test func `a second run beside is refused, one on another branch is not`() async throws {
    let bench = try await RefactoringWorkbench()
    let run = try await RefactoringRun(plan, bench.options(), in: bench.place())
    let (folder, _) = try await run.openedFolder()
    let error = await #expect(throws: EditingError.self) { try await bench.run(plan) }
    #expect(error?.code == .busy)
    #expect(try await bench.run(plan) { $0.branch = "refactor/other" }.done.count == 3)
    withExtendedLifetime(folder) {}
  }

  @Test func `a run that stopped goes on, and one with another recipe does not`() async throws {
    let bench = try await RefactoringWorkbench()
    var stopping = ReplacingEngine(old: "old", new: "new")
    stopping.exceptions = ["src/b.txt": "BROKEN"]
    let first = try await bench.run(ChangePlan(stopping)) { $0.steps.failsFast = true }
    #expect(first.stop == .failedFast && first.done.count == 1)
    #expect(
      try await failure(in: bench).contains("1 step is in refs/heads/refactor/new-words. --resume goes on with it"))
    let other = try await failure(in: bench) {
      $0.resumes = true
      $0.fingerprint = "another"
    }
    #expect(other.contains("was begun with another recipe"))
    let report = try await bench.run(plan) { $0.resumes = true }
    #expect(report.isResumed && report.done.count == 2 && report.left.count == 1)
    #expect(report.steps.map(\.title) == ["a", "b", "c"].map { "Replace old in src/\($0).txt" })
    #expect(try bench.builder.git("rev-list", "--count", "main..refactor/new-words") == "2")
    // What is finished is told again.
    let again = try await bench.run(plan) { $0.resumes = true }
    #expect(again.head == report.head && again.steps.map(\.ending) == report.steps.map(\.ending))
  }

  @Test func `steps outside of what the run may change are left`() async throws {
    let bench = try await RefactoringWorkbench()
    let scope = try RelativePath("src/a.txt")
    #expect(try await bench.run(plan) { $0.steps.scope = [scope] }.files == [scope])
    await #expect {
      let nowhere = try RelativePath("nowhere")
      _ = try await bench.run(plan) {
        $0.steps.scope = [nowhere]
        $0.branch = "refactor/none"
      }
    } throws: { "\($0)".contains("no file lies at \"nowhere\"") }
  }

  @Test func `trust in a plan is kept, and counted once for a run that went on`() async throws {
    let bench = try await RefactoringWorkbench()
    _ = try await bench.run(plan)
    _ = try await bench.run(plan) { $0.resumes = true }
    let key = RepositoryKey(commonFolder: "\(bench.builder.path)/.git")
    let trust = try Store(in: bench.state).trust(in: key)[TrustSubject(.recipe, "new-words")]
    #expect(trust?.rightCount == 3 && trust?.wrongCount == 0)
  }
}

/// An engine that moves the run's branch back, as somebody else would, and then proposes a step.
private struct MovingEngine: EditEngine {
  let repository: String
  let home: String
  let name = "mover"

  func propose(_ scope: EditScope) async throws -> Proposal {
    _ = try await ProgramRunner(path: "/usr/bin/env").run(
      ["git", "branch", "--force", "refactor/new-words", "main"], in: repository,
      environment: ["PATH": "/usr/bin:/bin", "HOME": home])
    return try await ReplacingEngine(old: "new", new: "newer").propose(scope)
  }
}
