import Foundation
import Processes
import TestSupport
import Testing

/// A sandbox of the wanted level, with a folder that its children may write and one that they may not touch.
struct SandboxFixture: ~Copyable {
  /// Bubblewrap may be missing; the tests of its level are then left out.
  static let hasBubblewrap = ["/usr/bin/bwrap", "/bin/bwrap", "/usr/local/bin/bwrap"].contains(
    where: FileManager.default.isExecutableFile)

  /// The levels that this machine can reach.
  static let levels: [SandboxLevel] = hasBubblewrap ? [.landlock, .bubblewrap] : [.landlock]

  /// The program that plays the misbehaving child, and that is the launcher.
  static var program: String {
    get throws { try SandboxPolicy.resolved(ProgramRunner(named: "escape-artist").path) }
  }

  let sandbox: Sandbox
  let program: String
  private let folder: TemporaryFolder

  var inside: String { folder.path + "/inside" }
  var outside: String { folder.path + "/outside" }
  var sentinel: String { outside + "/sentinel" }

  init(_ level: SandboxLevel, landlockAtMost: Int = .max) async throws {
    let folder = try TemporaryFolder()
    let program = try Self.program
    for name in ["inside", "outside", "state"] {
      try FileManager.default.createDirectory(atPath: folder.path + "/" + name, withIntermediateDirectories: false)
    }
    let choice: SandboxChoice =
      switch level {
      case .bubblewrap: .auto
      case .landlock: .landlock
      case .external, .none: .external
      }
    let sandbox = try await Sandbox.prepared(
      choice: choice, launcher: program, stateFolder: folder.path + "/state", landlockAtMost: landlockAtMost)
    try #require(sandbox.level == level, "\(sandbox.report)")
    try Data("secret".utf8).write(to: URL(filePath: folder.path + "/outside/sentinel"))
    self.init(sandbox, program, folder)
  }

  private init(_ sandbox: Sandbox, _ program: String, _ folder: consuming TemporaryFolder) {
    self.sandbox = sandbox
    self.program = program
    self.folder = folder
  }

  /// What lies in the folder for private folders.
  var leftovers: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path + "/state") }
  }

  /// Runs a program in the sandbox, with the folder inside to write.
  func run(
    _ program: String, _ arguments: [String], environment: [String: String] = [:], readable: [String] = [],
    configure: (inout ProcessRequest, inout SandboxPolicy) -> Void = { _, _ in }
  ) async throws -> ProcessResult {
    var request = ProcessRequest(
      program: program, arguments: arguments, environment: .exactly(environment), folder: inside,
      deadline: .seconds(60))
    var policy = SandboxPolicy(readable: readable, writable: [inside])
    configure(&request, &policy)
    return try await sandbox.run(request, under: policy)
  }

  func shell(
    _ script: String, configure: (inout ProcessRequest, inout SandboxPolicy) -> Void = { _, _ in }
  ) async throws -> ProcessResult {
    try await run("/bin/sh", ["-c", script], configure: configure)
  }

  /// Runs the misbehaving child.
  func misbehave(
    _ words: [String], configure: (inout ProcessRequest, inout SandboxPolicy) -> Void = { _, _ in }
  ) async throws -> ProcessResult {
    try await run(program, words, readable: Sandbox.ownFiles(of: program), configure: configure)
  }

  /// What became of an attempt: 0, or an error number; nil when a signal ended it.
  func attempt(_ words: [String]) async throws -> Int32? {
    let result = try await misbehave(["attempt"] + words)
    if case .signalled = result.termination { return nil }
    try #require(result.isSuccess, "\(words): \(result.termination) \(result.standardError.text)")
    let number = Int32(result.standardOutput.text.trimmingCharacters(in: .whitespacesAndNewlines))
    let known: Int32 = try #require(number, "\(words)")
    return known
  }
}
