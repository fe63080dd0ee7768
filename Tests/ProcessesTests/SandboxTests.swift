import Foundation
import Processes
import TestSupport
import Testing

/// What an ordinary child can do in the sandbox, and how its end is told.
@Suite(.timeLimit(.minutes(3))) struct SandboxTests {
  @Test(
    .enabled(if: SandboxFixture.hasBubblewrap, "bubblewrap is not installed, so its level is not tested"))
  func `bubblewrap is chosen where it works`() async throws {
    let sandbox = try await Sandbox.prepared(launcher: SandboxFixture.program)
    #expect(sandbox.level == .bubblewrap, "\(sandbox.report)")
  }

  @Test(arguments: SandboxFixture.levels)
  func `a sandbox has proved itself before it is used`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let report = fixture.sandbox.report
    #expect(
      report.probes.map(\.name) == [
        "write outside", "read outside", "connect", "connect to a local socket", "signal",
      ])
    #expect(report.probes.allSatisfy { $0.isRefused }, "\(report)")
    #expect(report.landlockVersion > 0)
    #expect(report.description.contains("could not: write outside, read outside, connect"))
  }

  @Test(arguments: SandboxFixture.levels, [0, 1, 42, 125, 255] as [Int32])
  func `the exit code is the child's`(level: SandboxLevel, code: Int32) async throws {
    let fixture = try await SandboxFixture(level)
    #expect(try await fixture.shell("exit \(code)").termination == .exited(code))
  }

  @Test(arguments: SandboxFixture.levels, [SIGTERM, SIGKILL, SIGUSR1, SIGPIPE, SIGSEGV])
  func `the signal that ended the child is told`(level: SandboxLevel, signal: Int32) async throws {
    let fixture = try await SandboxFixture(level)
    #expect(try await fixture.shell("kill -\(signal) $$").termination == .signalled(signal))
  }

  @Test(arguments: SandboxFixture.levels + [.external])
  func `the environment is the request's and nothing else`(level: SandboxLevel) async throws {
    setenv("FULCRUM_TEST_CANARY", "canary", 1)
    let fixture = try await SandboxFixture(level)
    let result = try await fixture.run(
      "/usr/bin/env", [],
      environment: ["A": "1", "LD_AUDIT": "", "HOME": "/root", "TMPDIR": "/tmp", "PATH": "/nowhere"])
    var variables: [String: String] = [:]
    for line in result.standardOutput.text.split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      variables[parts[0]] = parts[1]
    }
    #expect(Set(variables.keys) == ["A", "LD_AUDIT", "HOME", "TMPDIR", "PATH", "GIT_CONFIG_NOSYSTEM"])
    #expect(variables["A"] == "1")
    #expect(variables["PATH"]?.hasPrefix("/usr/local/bin:/usr/bin:/bin:") == true)
    #expect(variables["HOME"]?.contains("/state/fulcrum-run-") == true)
    #expect(variables["TMPDIR"]?.contains("/state/fulcrum-run-") == true)
    #expect(!result.standardOutput.text.contains("canary"))
  }

  @Test(arguments: SandboxFixture.levels)
  func `home and temporary folder are private, can be written, and are gone afterwards`(
    level: SandboxLevel
  ) async throws {
    let fixture = try await SandboxFixture(level)
    let script = """
      set -e; stat -c %a "$HOME" "$TMPDIR"; echo x > "$HOME/file"; mkdir -p "$TMPDIR/a/b/c"; echo x > "$TMPDIR/a/b/c/d"
      ln -s \(fixture.outside) "$TMPDIR/a/link"; chmod 000 "$TMPDIR/a/b/c" "$TMPDIR/a/b"; pwd
      """
    let result = try await fixture.shell(script)
    #expect(result.isSuccess, "\(result.standardError.text)")
    #expect(result.standardOutput.text == "700\n700\n\(fixture.inside)\n")
    #expect(try fixture.leftovers.isEmpty)
    #expect(FileManager.default.fileExists(atPath: fixture.sentinel))
  }

  @Test(arguments: SandboxFixture.levels)
  func `folders nested without end are removed too`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let result = try await fixture.misbehave(["nest", "3000"]) { request, _ in request.folder = nil }
    #expect(result.isSuccess, "\(result)")
    #expect(try fixture.leftovers.isEmpty)
  }

  @Test(arguments: SandboxFixture.levels)
  func `a child works in its home unless it is given a folder`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let result = try await fixture.shell(#"[ "$(pwd)" = "$HOME" ] && echo same"#) { request, _ in request.folder = nil }
    #expect(result.standardOutput.text == "same\n")
  }

  @Test(arguments: SandboxFixture.levels)
  func `a child has its three streams and no other descriptor`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    // Not closed at execution, as a careless library leaves them.
    let leaked = open(fixture.sentinel, O_RDONLY)
    defer { close(leaked) }
    let result = try await fixture.shell("for f in 0 1 2; do [ -e /proc/$$/fd/$f ] && echo $f; done; ls /proc/$$/fd")
    #expect(result.standardOutput.text == "0\n1\n2\n0\n1\n2\n")
    #expect(try await fixture.shell("cat; echo end").standardOutput.text == "end\n")
    let fed = try await fixture.shell("cat") { request, _ in request.input = .bytes(Array("given".utf8)) }
    #expect(fed.standardOutput.text == "given")
  }

  @Test(arguments: SandboxFixture.levels)
  func `a child has no capability, no new privileges and no terminal`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let result = try await fixture.shell(
      "grep -E '^(Cap(Inh|Prm|Eff|Bnd|Amb)|NoNewPrivs|Seccomp):' /proc/self/status; : > /dev/tty")
    let lines = result.standardOutput.text.split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(lines.count == 7)
    // Only who has a capability can take it out of the bounding set, which is of no use without new privileges.
    let kept = getuid() == 0 || level == .bubblewrap ? "" : "CapBnd:"
    for line in lines where line[0].hasPrefix("Cap") && line[0] != kept {
      #expect(line[1].allSatisfy { $0 == "0" }, "\(line)")
    }
    #expect(lines.first { $0[0] == "NoNewPrivs:" }?[1] == "1")
    #expect(lines.first { $0[0] == "Seccomp:" }?[1] == "2")
    #expect(!result.isSuccess)
  }

  @Test(arguments: SandboxFixture.levels)
  func `a program is found in folders that the child may read but not write`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let tools = fixture.outside
    for folder in [tools, fixture.inside] {
      try "#!/bin/sh\necho \(folder)\n".write(toFile: folder + "/tool", atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder + "/tool")
    }
    let path = ["PATH": "\(fixture.inside):\(tools)"]
    let found = try await fixture.run("tool", [], environment: path, readable: [tools])
    #expect(found.standardOutput.text == tools + "\n")
    await #expect { try await fixture.run("tool", [], environment: path) } throws: {
      ($0 as? ProcessError)?.code == .notFound
    }
    await #expect { try await fixture.run(tools + "/tool", []) } throws: { ($0 as? ProcessError)?.code == .notFound }
  }

  @Test(arguments: SandboxFixture.levels)
  func `a program whose output looks like a failed launch is not taken for one`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let result = try await fixture.shell("echo 'the sandbox was not put up: x' >&2; exit 125")
    #expect(result.termination == .exited(125))
  }

  @Test func `older kernels' ways still stand their test`() async throws {
    for version in 1...5 {
      let fixture = try await SandboxFixture(.landlock, landlockAtMost: version)
      #expect(fixture.sandbox.report.landlockVersion == version)
      #expect(fixture.sandbox.report.description.contains("lets commands signal other processes"))
      for words in [["truncate", fixture.sentinel], ["truncate-by-opening", fixture.sentinel]] {
        let outcome = try await fixture.attempt(words)
        #expect(outcome == EPERM || outcome == EACCES, "\(words) with Landlock \(version)")
      }
      #expect(try await fixture.attempt(["write", fixture.inside + "/new"]) == 0)
      #expect(try await fixture.shell("echo x > file && echo y > file && cat file").standardOutput.text == "y\n")
    }
  }

  @Test func `a kernel without Landlock is refused in words`() async throws {
    let program = try SandboxFixture.program
    await #expect { try await Sandbox.prepared(launcher: program, landlockAtMost: 0) } throws: {
      let error = $0 as? ProcessError
      return error?.code == .notConfined && error?.description.contains("--sandbox=external") == true
    }
  }

  @Test func `a launcher that does not confine is refused`() async throws {
    // It runs, and ends well, without putting anything up.
    await #expect { try await Sandbox.prepared(choice: .landlock, launcher: "/bin/true") } throws: {
      ($0 as? ProcessError)?.code == .notConfined
    }
  }

  @Test(arguments: SandboxFixture.levels)
  func `what a child must not be given is refused before anything runs`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    try FileManager.default.createSymbolicLink(
      atPath: fixture.inside + "/link", withDestinationPath: fixture.outside)
    let requests: [(inout ProcessRequest, inout SandboxPolicy) -> Void] = [
      { request, _ in request.environment = .inherited }, { request, _ in request.environment = .inheritedWithoutGit },
      { request, _ in request.environment = .exactly(["FULCRUM_KEY": "k"]) },
      { request, _ in request.environment = .exactly(["": "k"]) },
      { request, _ in request.input = .inherited }, { request, _ in request.output = .inherited },
      { request, _ in request.program = "./relative" }, { request, _ in request.folder = "/root" },
      { _, policy in policy.writable = [fixture.inside + "/link"] },
      { _, policy in policy.readable = [fixture.inside + "/link/sentinel"] },
      { _, policy in policy.writable = ["relative"] }, { _, policy in policy.writable = ["/"] },
      { _, policy in policy.writable = [fixture.inside + "/../outside"] },
      { _, policy in policy.writable = ["/etc"] }, { _, policy in policy.writable = ["/usr/local/lib"] },
      { _, policy in policy.writable = ["/nonexistent"] },
      { _, policy in policy.writable = [URL(filePath: fixture.program).deletingLastPathComponent().path] },
    ]
    for (index, change) in requests.enumerated() {
      await #expect("case \(index)") { try await fixture.shell("echo ran", configure: change) } throws: {
        ($0 as? ProcessError)?.code == .invalidRequest
      }
    }
    #expect(try fixture.leftovers.isEmpty)
  }

  /// Whoever can write there has the user's next git command run what it likes.
  @Test(arguments: SandboxFixture.levels + [.external])
  func `a folder from which git's own files are in reach is never given to write`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let files = FileManager.default
    let places = [
      "tree/.git/", "linked/", "bare.git/hooks/", "bare.git/objects/", "bare.git/refs/", "deep/vendor/.GIT/",
    ]
    for place in places {
      try files.createDirectory(atPath: "\(fixture.inside)/\(place)", withIntermediateDirectories: true)
    }
    try Data("gitdir: elsewhere\n".utf8).write(to: URL(filePath: fixture.inside + "/linked/.git"))
    try Data("ref: refs/heads/main\n".utf8).write(to: URL(filePath: fixture.inside + "/bare.git/HEAD"))
    for place in ["tree", "tree/.git", "linked", "bare.git", "bare.git/hooks", "deep/vendor/.GIT"] {
      await #expect("\(place)") {
        try await fixture.shell("echo ran") { request, policy in
          policy.writable = ["\(fixture.inside)/\(place)"]
          request.folder = "\(fixture.inside)/\(place)"
        }
      } throws: {
        "\($0)".contains("git's own files")
      }
    }
    // What a build has fetched deeper down is its own.
    let result = try await fixture.shell("echo ran") { request, policy in
      policy.writable = [fixture.inside + "/deep"]
      request.folder = fixture.inside + "/deep"
    }
    #expect(result.standardOutput.text == "ran\n")
  }
}
