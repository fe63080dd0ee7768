import Foundation
import Processes
import TestSupport
import Testing

/// Real tools do their work in the sandbox.
@Suite(.timeLimit(.minutes(5))) struct SandboxToolchainTests {
  private static let toolchain = try? Self.toolchainFolder()

  @Test(
    .enabled(if: toolchain != nil, "the Swift toolchain does not lie in a folder of its own"),
    arguments: SandboxFixture.levels)
  func `a Swift package is built and tested`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let toolchain = try #require(Self.toolchain)
    let package = fixture.inside + "/package"
    let files = [
      "Package.swift": """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
        name: "Tiny", targets: [.target(name: "Tiny"), .testTarget(name: "TinyTests", dependencies: ["Tiny"])])
      """,
      "Sources/Tiny/Tiny.swift": "public func twice(_ n: Int) -> Int { 2 * n }\n",
      "Tests/TinyTests/TinyTests.swift": """
      import Testing
      @testable import Tiny
      @Test func twiceTwo() { #expect(twice(2) == 4) }
      """,
    ]
    for (name, text) in files {
      let file = URL(filePath: package + "/" + name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let result = try await fixture.run(
      "swift", ["test", "--disable-sandbox", "--skip-update"], environment: ["PATH": toolchain + "/bin"],
      readable: [toolchain]
    ) { request, _ in
      request.folder = package
      request.deadline = .seconds(200)
    }
    #expect(result.isSuccess, "\(result.standardOutput.text)\n\(result.standardError.text)")
    #expect(result.standardOutput.text.contains("twiceTwo() passed"), "\(result.standardOutput.text)")
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "Python is not installed"),
    arguments: SandboxFixture.levels)
  func `Python runs programs, threads and subprocesses`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let script = """
      import asyncio, concurrent.futures, json, os, socket, subprocess, sys, tempfile, unittest
      async def child():
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", "print(6 * 7)", stdout=subprocess.PIPE)
        return (await process.communicate())[0].decode().strip()
      class T(unittest.TestCase):
        def test_subprocess(self): self.assertEqual(asyncio.run(child()), "42")
        def test_threads(self):
          with concurrent.futures.ThreadPoolExecutor() as pool: self.assertEqual(sum(pool.map(abs, [-1, -2])), 3)
        def test_files(self):
          with tempfile.TemporaryDirectory() as folder: open(os.path.join(folder, "x"), "w").write("y")
        def test_no_network(self):
          with self.assertRaises(PermissionError): socket.socket()
      unittest.main(argv=["x"])
      """
    let result = try await fixture.run("/usr/bin/python3", ["-I", "-c", script])
    #expect(result.isSuccess, "\(result.standardError.text)")
    #expect(result.standardError.text.contains("Ran 4 tests"))
  }

  @Test(arguments: SandboxFixture.levels)
  func `git works in a repository of its own`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let script = """
      set -e; git init -q r; cd r; echo a > a; git add a; git -c user.name=a -c user.email=a@b commit -qm a; git log --format=%s
      """
    let result = try await fixture.shell(script)
    #expect(result.standardOutput.text == "a\n", "\(result.standardError.text)")
  }

  @Test(arguments: SandboxFixture.levels)
  func `with the network allowed a connection is made, and files stay closed`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let listener = try LoopbackServer([])
    let port = try #require(URL(string: listener.url)?.port)
    let ways: [(words: [String], outcome: [Int32])] = [
      (["connect", "\(port)"], [0]), (["send-datagram", "\(port)"], [0]), (["netlink"], [EPERM]), (["packet"], [EPERM]),
      (["local-socket", fixture.outside + "/socket"], [EPERM]), (["read", fixture.sentinel], [EACCES, ENOENT]),
    ]
    for way in ways {
      let result = try await fixture.misbehave(["attempt"] + way.words) { _, policy in policy.allowsNetwork = true }
      let outcome = Int32(result.standardOutput.text.trimmingCharacters(in: .whitespacesAndNewlines))
      #expect(outcome.map(way.outcome.contains) == true, "\(way.words): \(result)")
    }
    let lookup = try await fixture.run(
      "/usr/bin/python3", ["-I", "-c", "import socket; print(socket.gethostbyname('localhost'))"]
    ) { _, policy in policy.allowsNetwork = true }
    #expect(lookup.standardOutput.text == "127.0.0.1\n", "\(lookup.standardError.text)")
  }

  /// The folder with the toolchain's `bin`, if it lies apart from the system.
  private static func toolchainFolder() throws -> String? {
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/swift" }
    guard let program = path.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else { return nil }
    let folder = URL(filePath: try SandboxPolicy.resolved(program)).deletingLastPathComponent()
    let toolchain = folder.deletingLastPathComponent().path
    return folder.lastPathComponent == "bin" && toolchain != "/usr" ? toolchain : nil
  }
}
