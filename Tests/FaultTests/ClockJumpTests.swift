import Foundation
import TestSupport
import Testing

/// O7: the wall clock jumps while the model is silent.
@Suite(.timeLimit(.minutes(2))) struct ClockJumpTests {
  /// A library that gives programs another wall clock; Debian's package `faketime`.
  private static let library = [
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
  ].first(where: FileManager.default.fileExists)

  @Test(.enabled(if: library != nil, "libfaketime is not installed"), arguments: ["+365d", "-365d"])
  func `a jump of the wall clock neither ends a run nor keeps it from its deadline`(jump: String) async throws {
    let folder = try TemporaryFolder()
    let clock = folder.path + "/clock"
    try Data("+0".utf8).write(to: URL(filePath: clock))
    let server = try LoopbackServer { _ in
      LoopbackReply([.perform { try? Data(jump.utf8).write(to: URL(filePath: clock)) }, .stall])
    }
    let world = try ReviewWorld(
      model: server.url,
      environment: [
        "LD_PRELOAD": try #require(Self.library), "FAKETIME_TIMESTAMP_FILE": clock, "FAKETIME_NO_CACHE": "1",
        "DONT_FAKE_MONOTONIC": "1",
      ])
    let start = ContinuousClock.now
    let result = try await world.start("--commit", "HEAD", "--deadline-seconds", "3").result()
    #expect(result.exitCode == 4, "\(result)")
    #expect(result.output.contains("INCOMPLETE: "))
    // Not at once when the clock went ahead, and not a year later when it went back.
    #expect(start.duration(to: .now) > .seconds(1))
    #expect(start.duration(to: .now) < .seconds(30))
  }
}
