import Foundation
import Processes
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct ProcessSecrecyTests {
  /// The kernel gives the files in `/proc` of a process that is hidden to root.
  @Test func `a process that hides is root's in the eyes of others, and writes no core`() async throws {
    let program = try ProgramRunner(named: "escape-artist")
    let folder = try TemporaryFolder()
    let hidden = try await program.run(["hidden"], in: folder.path, environment: [:])
    #expect(hidden.output == "dumpable 1, then 0\n", "\(hidden)")
  }

  @Test(.enabled(if: getuid() == 0, "only root can start another user's process"))
  func `another process of the same user reads neither environment nor memory`() async throws {
    let program = try ProgramRunner(named: "escape-artist")
    let folder = try TemporaryFolder()
    // The program as an ordinary user, whose home nobody else has.
    let script = """
      $0 hold 9>/dev/null & process=$!
      while ! grep -q hold /proc/$process/cmdline || [ "$(stat -c %u /proc/$process/environ)" != 0 ]; do :; done
      cat /proc/$process/environ && echo read; kill $process
      """
    let copy = folder.path + "/program"
    try FileManager.default.copyItem(atPath: program.path, toPath: copy)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    let result = try await ProgramRunner(path: "/usr/bin/setpriv").run(
      ["--reuid", "65534", "--clear-groups", "/bin/sh", "-c", script, copy], in: "/",
      environment: ["CANARY": "canary", "PATH": "/usr/bin:/bin"])
    #expect(!result.output.contains("canary"))
    #expect(!result.output.contains("read"))
    #expect(result.errors.contains("Permission denied"), "\(result)")
  }
}
