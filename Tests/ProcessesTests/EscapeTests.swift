import Foundation
import Processes
import TestSupport
import Testing

/// One way out, and what the kernel says to it.
struct Escape: Sendable, CustomTestStringConvertible {
  /// The words of the misbehaving child; `{...}` is replaced by what the test has made.
  var words: [String]

  /// The error numbers with which it may fail, at the level of Landlock and at that of bubblewrap alike.
  var errors: [Int32]

  /// Those with which it may fail too where namespaces hide the target.
  var errorsWithNamespaces: [Int32]

  var testDescription: String { words.joined(separator: " ") }

  init(_ words: String..., errors: [Int32] = [EPERM], withNamespaces: [Int32] = []) {
    self.words = words
    self.errors = errors
    errorsWithNamespaces = withNamespaces
  }

  private static let denied = [EACCES, EPERM]

  /// What may not be touched by name.
  static let files = [
    Escape("write", "{outside}/new", errors: denied, withNamespaces: [ENOENT]),
    Escape("write", "{sentinel}", errors: denied, withNamespaces: [ENOENT]),
    Escape("write", "{inside}/../outside/new", errors: denied, withNamespaces: [ENOENT]),
    Escape("write", "/proc/self/cwd/../outside/new", errors: denied, withNamespaces: [ENOENT]),
    Escape("write", "/tmp/fulcrum-escape", errors: denied, withNamespaces: [ENOENT, EROFS]),
    Escape("write", "/etc/passwd", errors: denied, withNamespaces: [EROFS]),
    Escape("write", "/usr/bin/fulcrum-escape", errors: denied, withNamespaces: [EROFS]),
    Escape("write", "/dev/shm/fulcrum-escape", errors: denied),
    Escape("write", "/proc/self/oom_score_adj", errors: denied),
    Escape("write", "/proc/sys/kernel/core_pattern", errors: denied, withNamespaces: [EROFS]),
    Escape("remove", "{program}", errors: denied, withNamespaces: [EROFS, EBUSY]),
    Escape("read", "{sentinel}", errors: denied, withNamespaces: [ENOENT]),
    Escape("read", "/etc/shadow", errors: denied, withNamespaces: [ENOENT]),
    Escape("list", "{outside}", errors: denied, withNamespaces: [ENOENT]),
    Escape("list", "/", errors: denied), Escape("list", "/root", errors: denied, withNamespaces: [ENOENT]),
    Escape("list", "/etc", errors: denied),
    Escape("truncate", "{sentinel}", errors: denied, withNamespaces: [ENOENT]),
    Escape("truncate-by-opening", "{sentinel}", errors: denied, withNamespaces: [ENOENT]),
    Escape("remove", "{sentinel}", errors: denied, withNamespaces: [ENOENT]),
    Escape("make-folder", "{outside}/folder", errors: denied, withNamespaces: [ENOENT]),
    Escape("read-through-link", "{sentinel}", "{inside}/link", errors: denied, withNamespaces: [ENOENT]),
    Escape("write-through-link", "{outside}/new", "{inside}/link", errors: denied, withNamespaces: [ENOENT]),
    Escape("hard-link", "{sentinel}", "{inside}/hard", errors: denied + [EXDEV], withNamespaces: [ENOENT]),
    Escape("hard-link", "{inside}/own", "{outside}/hard", errors: denied + [EXDEV], withNamespaces: [ENOENT]),
    Escape("rename", "{inside}/own", "{outside}/own", errors: denied + [EXDEV], withNamespaces: [ENOENT]),
    Escape("rename", "{sentinel}", "{inside}/taken", errors: denied + [EXDEV], withNamespaces: [ENOENT]),
    Escape("device", "{inside}/device", errors: denied),
  ]

  /// What other processes have.
  static let processes = [
    Escape("read", "/proc/{process}/environ", errors: denied, withNamespaces: [ENOENT]),
    Escape("read", "/proc/{process}/mem", errors: denied, withNamespaces: [ENOENT]),
    Escape("read", "/proc/{process}/maps", errors: denied, withNamespaces: [ENOENT]),
    Escape("read", "/proc/{process}/fd/0", errors: denied, withNamespaces: [ENOENT]),
    Escape("read", "/proc/{process}/root/etc/shadow", errors: denied, withNamespaces: [ENOENT]),
    Escape("read", "/proc/{process}/cwd/Package.swift", errors: denied, withNamespaces: [ENOENT]),
    Escape("read", "/proc/1/environ", errors: denied),
    Escape("signal", "{process}", withNamespaces: [ESRCH]), Escape("signal", "1"),
    Escape("ptrace", "{process}"), Escape("ptrace-seize", "{process}"), Escape("read-memory", "{process}"),
    Escape("write-memory", "{process}"), Escape("limit-other", "{process}"), Escape("shared-memory"),
    Escape("semaphores"), Escape("messages"), Escape("message-queue"),
    Escape("take-descriptor", "{process}", withNamespaces: [ESRCH, EINVAL]),
    Escape("signal-by-descriptor", "{process}", withNamespaces: [ESRCH, EINVAL]),
  ]

  static let network = [
    Escape("connect", "{port}"), Escape("connect-6"), Escape("send-datagram", "{port}"),
    Escape("raw-socket"), Escape("netlink"), Escape("packet"), Escape("machine-socket"), Escape("cipher-socket"),
    Escape("local-socket", "{socket}"), Escape("abstract-socket", "fulcrum-escape"),
    Escape("datagram-pair", "{socket}"), Escape("raw-pair", "{socket}"),
    Escape("stream-pair", "{socket}", errors: [EISCONN, EOPNOTSUPP]),
  ]

  /// What the kernel offers beyond that.
  static let calls = [
    Escape("mount", "{inside}"), Escape("bind-mount", "{inside}"), Escape("unmount"), Escape("open-tree"),
    Escape("new-mount-api"), Escape("chroot", "{inside}"), Escape("pivot-root", "{inside}"), Escape("unshare-user"),
    Escape("unshare-mount"), Escape("unshare-network"), Escape("clone-user"), Escape("clone3-user", errors: [ENOSYS]),
    Escape("set-namespace"), Escape("io-uring"), Escape("bpf"), Escape("perf"), Escape("userfaultfd"),
    Escape("keyctl"), Escape("add-key"), Escape("request-key"), Escape("fake-input"), Escape("fake-input-wide"),
    Escape("console"), Escape("open-by-handle"), Escape("become-user", withNamespaces: [EINVAL]), Escape("host-name"),
    Escape("load-module"),
    Escape("kernel-log"), Escape("raise-limit"),
  ]
}

/// A child that tries each way out, at each level; none may succeed.
@Suite(.timeLimit(.minutes(5))) struct EscapeTests {
  @Test(arguments: SandboxFixture.levels, Escape.files + Escape.processes + Escape.network + Escape.calls)
  func `no way leads out`(level: SandboxLevel, escape: Escape) async throws {
    let fixture = try await SandboxFixture(level)
    let listener = try LoopbackServer([])
    let port = try #require(URL(string: listener.url)?.port)
    try Data("own".utf8).write(to: URL(filePath: fixture.inside + "/own"))
    let names = [
      "outside": fixture.outside, "inside": fixture.inside, "sentinel": fixture.sentinel, "program": fixture.program,
      "process": "\(getpid())", "port": "\(port)", "socket": fixture.outside + "/socket",
    ]
    let words = escape.words.map { word in
      names.reduce(word) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
    let before = try FileManager.default.contentsOfDirectory(atPath: fixture.outside)
    let outcome = try await fixture.attempt(words)
    let expected = escape.errors + (level == .bubblewrap ? escape.errorsWithNamespaces : [])
    #expect(outcome.map(expected.contains) == true, "ended with \(outcome.map { "\($0)" } ?? "a signal")")
    #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.outside) == before)
    #expect(try String(contentsOfFile: fixture.sentinel, encoding: .utf8) == "secret")
    #expect(listener.requests.isEmpty)
  }

  /// The kernel says that a signal to all went well even if it reached nobody, so somebody listens.
  @Test(arguments: SandboxFixture.levels)
  func `a signal to everybody reaches nobody outside`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let ready = fixture.outside + "/ready"
    let script = "trap 'echo hit' URG; trap 'exit 0' WINCH; : > \(ready); while :; do sleep 0.01; done"
    let bystander = try ProgramRunner(path: "/bin/sh").start(
      ["-c", script], in: "/", environment: ["PATH": "/usr/bin:/bin"])
    while !FileManager.default.fileExists(atPath: ready) { await Task.yield() }
    #expect(try await fixture.attempt(["signal", "-1"]) == 0)
    // Signals that wait are taken in the order of their numbers, and this is the higher one.
    bystander.send(signal: SIGWINCH)
    #expect(await bystander.result().output.isEmpty)
  }

  #if arch(x86_64)
    @Test(arguments: SandboxFixture.levels)
    func `calls with the numbers of another architecture get nowhere`(level: SandboxLevel) async throws {
      let fixture = try await SandboxFixture(level)
      #expect(try await fixture.attempt(["other-numbers"]) == ENOSYS)
      let result = try await fixture.misbehave(["attempt", "other-architecture"])
      #expect(result.termination == .signalled(SIGSYS))
    }
  #endif

  @Test(arguments: SandboxFixture.levels)
  func `what is allowed works, so that the refusals above are the sandbox's`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let file = fixture.inside + "/file"
    #expect(try await fixture.attempt(["write", file]) == 0)
    #expect(try await fixture.attempt(["read", file]) == 0)
    #expect(try await fixture.attempt(["hard-link", file, fixture.inside + "/other"]) == 0)
    #expect(try await fixture.attempt(["make-folder", fixture.inside + "/folder"]) == 0)
    #expect(try await fixture.attempt(["rename", file, fixture.inside + "/folder/file"]) == 0)
    #expect(try await fixture.attempt(["truncate", fixture.inside + "/other"]) == 0)
    #expect(try await fixture.attempt(["list", "/proc/self/fd"]) == 0)
    #expect(try await fixture.attempt(["read", "/proc/self/environ"]) == 0)
    #expect(try await fixture.attempt(["write", "/dev/null"]) == 0)
  }

  @Test func `without a sandbox the attempts succeed, so that they can tell`() async throws {
    let fixture = try await SandboxFixture(.external)
    let listener = try LoopbackServer([])
    let port = try #require(URL(string: listener.url)?.port)
    #expect(try await fixture.attempt(["write", fixture.outside + "/new"]) == 0)
    #expect(try await fixture.attempt(["read", fixture.sentinel]) == 0)
    #expect(try await fixture.attempt(["hard-link", fixture.sentinel, fixture.inside + "/hard"]) == 0)
    #expect(try await fixture.attempt(["connect", "\(port)"]) == 0)
    #expect(try await fixture.attempt(["send-datagram", "\(port)"]) == 0)
    #expect(try await fixture.attempt(["signal", "\(getpid())"]) == 0)
    #expect(try await fixture.attempt(["clone3-user"]) == 0)
    #expect(try await fixture.attempt(["datagram-pair", fixture.outside + "/socket"]) == ENOENT)
  }

  /// Landlock says nothing about the attributes of files, and a filter sees no names.
  ///
  /// There only the owner of a file protects it; with namespaces it is not there.
  @Test(arguments: SandboxFixture.levels)
  func `the mode of a file outside is safe only where namespaces hide it`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let outcome = try await fixture.attempt(["change-mode", fixture.sentinel])
    #expect(outcome == (level == .bubblewrap ? ENOENT : 0))
  }
}
