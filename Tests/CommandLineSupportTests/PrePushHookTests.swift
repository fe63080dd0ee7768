import CommandLineSupport
import Foundation
import Processes
import Testing

/// Pushes of real repositories to a bare one beside them, with a shell script in place of the program.
@Suite(.timeLimit(.minutes(2))) struct PrePushHookTests {
  private let folder: TemporaryFolder
  private let program: String
  private let hooks: String
  private var hook: String { hooks + "/pre-push" }
  private var kept: String { hooks + "/pre-push.before-fulcrum" }

  init() async throws {
    folder = try TemporaryFolder()
    hooks = "it's \"work\" $HOME/.git/hooks"
    program = try folder.write(
      """
      #!/bin/sh
      out=\(Self.word(folder.path))/program.txt
      for a in "$@"; do printf '[%s]' "$a"; done > "$out"
      input=$(cat); printf '\\n%s' "$input" >> "$out"
      [ "$2" = --chained ] && printf '%s\\n' "$input" | "$3" "$5" "$6"
      exit ${STUB_EXIT:-0}

      """, to: "bin/it's my program", mode: 0o755)
    try await git("init", "-q", "--bare", folder.path + "/remote.git", in: "/")
    try await git("init", "-q", "-b", "main", work, in: "/")
    try await git("commit", "-q", "--allow-empty", "-m", "first")
    try await git("remote", "add", "origin", folder.path + "/remote.git")
  }

  private var work: String { folder.path + "/it's \"work\" $HOME" }

  private static func word(_ text: String) -> String { "'" + text.replacing("'", with: #"'\''"#) + "'" }

  @discardableResult
  private func git(
    _ arguments: String..., in place: String? = nil, environment: [String: String] = [:]
  ) async throws -> ProcessResult {
    let settings = [
      "XDG_CONFIG_HOME": "/nonexistent", "HOME": "/nonexistent", "EMAIL": "a@b.example",
      "STUB_EXIT": environment["STUB_EXIT"] ?? "0",
    ]
    return try await ProcessRunner().run(
      ProcessRequest(
        program: "git", arguments: ["-C", place ?? work, "-c", "user.name=A"] + arguments,
        environment: .clean(adding: settings), deadline: .seconds(60)))
  }

  private func preparedHook() throws -> PrePushHook {
    PrePushHook(location: try HookLocation(commonGitFolder: work + "/.git", workTree: work))
  }

  @discardableResult
  private func install(force: Bool = false) throws -> HookPlan {
    let plan = try preparedHook().installation(of: program, force: force)
    try plan.apply()
    return plan
  }

  private func removeHook() throws {
    try preparedHook().removal().apply()
  }

  private func headID() async throws -> String {
    try await git("rev-parse", "HEAD").standardOutput.text.trimmingCharacters(in: .newlines)
  }

  @Test func `the program gets the remote and the pushed refs`() async throws {
    try install()
    #expect(try await git("push", "-q", "origin", "main").isSuccess)
    let head = try await headID()
    let zero = String(repeating: "0", count: 40)
    #expect(
      folder.read("program.txt")
        == "[pre-push][--][origin][\(folder.path)/remote.git]\nrefs/heads/main \(head) refs/heads/main \(zero)")
    #expect(folder.mode(hook) == 0o755)
  }

  @Test func `the program's exit code stops the push`() async throws {
    try install()
    let result = try await git("push", "-q", "origin", "main", environment: ["STUB_EXIT": "1"])
    #expect(!result.isSuccess)
    #expect(try await !git("rev-parse", "-q", "--verify", "main", in: folder.path + "/remote.git").isSuccess)
  }

  @Test func `a push from a linked work tree is reviewed too`() async throws {
    try install()
    try await git("worktree", "add", "-q", "-b", "side", folder.path + "/linked")
    #expect(try await git("push", "-q", "origin", "side", in: folder.path + "/linked").isSuccess)
    #expect(folder.read("program.txt")?.contains("refs/heads/side") == true)
  }

  @Test func `a hook that was there is kept and run, and comes back exactly`() async throws {
    let earlier = "#!/bin/sh\nprintf '%s %s\\n' \"$1\" \"$(cat)\" > '\(folder.path)/earlier.txt'\n"
    try folder.write(earlier, to: hook, mode: 0o750)
    guard case .chain = try install() else {
      Issue.record("not chained")
      return
    }
    #expect(folder.read(kept) == earlier)
    #expect(folder.mode(kept) == 0o750)
    #expect(try await git("push", "-q", "origin", "main").isSuccess)
    #expect(folder.read("program.txt")?.hasPrefix("[pre-push][--chained][") == true)
    #expect(folder.read("earlier.txt")?.hasPrefix("origin refs/heads/main ") == true)

    try removeHook()
    #expect(folder.read(hook) == earlier)
    #expect(folder.mode(hook) == 0o750)
    #expect(folder.read(kept) == nil)
  }

  @Test func `a symbolic link that was there comes back as a link`() throws {
    try folder.write("#!/bin/sh\n", to: hooks + "/shared", mode: 0o755)
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/\(hook)", withDestinationPath: "shared")
    try install()
    try removeHook()
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder.path)/\(hook)") == "shared")
  }

  @Test func `a missing program lets the push through, loudly`() async throws {
    try install()
    try FileManager.default.removeItem(atPath: program)
    let result = try await git("push", "-q", "origin", "main")
    #expect(result.isSuccess)
    #expect(result.standardError.text.contains("\(program) is missing, so this push is NOT REVIEWED"))
  }

  @Test(arguments: [0, 1])
  func `a missing program does not keep an earlier hook from running`(code: Int) async throws {
    try folder.write("#!/bin/sh\ncat > '\(folder.path)/earlier.txt'; exit \(code)\n", to: hook, mode: 0o755)
    try install()
    try FileManager.default.removeItem(atPath: program)
    #expect(try await git("push", "-q", "origin", "main").isSuccess == (code == 0))
    #expect(folder.read("earlier.txt")?.hasPrefix("refs/heads/main ") == true)
  }

  @Test func `an earlier hook that git would not run is not run`() async throws {
    try folder.write("#!/bin/sh\nexit 1\n", to: hook, mode: 0o644)
    try install()
    #expect(try await git("push", "-q", "origin", "main").isSuccess)
  }

  @Test func `installing twice changes nothing`() throws {
    try folder.write("#!/bin/sh\nexit 0\n", to: hook, mode: 0o755)
    try install()
    let first = folder.read(hook)
    guard case .nothing = try install() else {
      Issue.record("written twice")
      return
    }
    #expect(folder.read(hook) == first)
    #expect(folder.read(kept) == "#!/bin/sh\nexit 0\n")
  }

  @Test func `an outdated script of ours is replaced and what it keeps stays`() throws {
    try folder.write("#!/bin/sh\nexit 0\n", to: hook, mode: 0o755)
    try install()
    let old = try #require(folder.read(hook)) + "# an older version\n"
    try folder.write(old, to: hook, mode: 0o755)
    guard case .write = try install() else {
      Issue.record("not replaced")
      return
    }
    #expect(folder.read(hook)?.contains("an older") == false)
    #expect(folder.read(kept) == "#!/bin/sh\nexit 0\n")
  }

  @Test func `what is not ours is not removed`() throws {
    let foreign = "#!/bin/sh\n# code-review of another kind\n"
    try folder.write(foreign, to: hook, mode: 0o755)
    try removeHook()
    #expect(folder.read(hook) == foreign)
  }

  @Test func `removing without a hook does nothing, and removing ours leaves no trace`() throws {
    try removeHook()
    let before = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/\(hooks)").sorted()
    try install()
    try removeHook()
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/\(hooks)").sorted() == before)
  }

  @Test func `a hook that replaced ours is not chained over the kept one`() throws {
    try folder.write("one", to: hook)
    try install()
    try folder.write("two", to: hook)
    #expect { try install() } throws: { ($0 as? CommandLineError)?.code == .hook }
    #expect(folder.read(kept) == "one")
    #expect(folder.read(hook) == "two")
  }

  @Test func `an obstacle gives a line to add, and force overrides it`() async throws {
    let location = try HookLocation(
      commonGitFolder: work + "/.git", workTree: work, hooksPath: .init(text: ".husky", level: .repository))
    let prePush = PrePushHook(location: location)
    let plan = try prePush.installation(of: program)
    guard case .printLine(_, _, let line) = plan else {
      Issue.record("not printed")
      return
    }
    try plan.apply()
    #expect(!FileManager.default.fileExists(atPath: work + "/.husky"))
    #expect(plan.report.contains(line))

    // The line works in a hook of the user's own, and hands a refusal on.
    try folder.write("#!/bin/sh\n\(line)\necho after > '\(folder.path)/after.txt'\n", to: hook, mode: 0o755)
    #expect(try await !git("push", "-q", "origin", "main", environment: ["STUB_EXIT": "1"]).isSuccess)
    #expect(folder.read("after.txt") == nil)
    #expect(try await git("push", "-q", "origin", "main").isSuccess)
    #expect(folder.read("after.txt") == "after\n")

    try prePush.installation(of: program, force: true).apply()
    #expect(FileManager.default.fileExists(atPath: work + "/.husky/pre-push"))
  }

  @Test(arguments: ["code-review", "./code-review", "/a\nb", "/a\0b", ""])
  func `a program without a plain absolute path is refused`(program: String) throws {
    #expect { try preparedHook().installation(of: program) } throws: { ($0 as? CommandLineError)?.code == .hook }
  }

  @Test func `a folder that cannot be made is an error that names it`() throws {
    let location = try HookLocation(commonGitFolder: "/nonexistent/.git", workTree: nil)
    #expect { try PrePushHook(location: location).installation(of: program).apply() } throws: {
      "\($0)".contains("/nonexistent/.git/hooks/pre-push")
    }
  }
}
