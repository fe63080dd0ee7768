import Foundation
import Processes
import SourceText
import TestSupport

@testable import Verification

/// A real sandbox and a folder of its own, for commands that are really run.
struct CommandWorkshop: ~Copyable {
  let sandbox: Sandbox
  private let folder: TemporaryFolder

  /// A folder that commands work in.
  var work: String { folder.path + "/work" }

  /// A folder that they have nothing to do with.
  var outside: String { folder.path + "/outside" }

  var cache: String { folder.path + "/cache" }

  init() async throws {
    let folder = try TemporaryFolder()
    for name in ["work", "outside"] {
      try FileManager.default.createDirectory(atPath: folder.path + "/" + name, withIntermediateDirectories: false)
    }
    sandbox = try await Sandbox.prepared(launcher: SandboxPolicy.resolved(ProgramRunner(named: "escape-artist").path))
    self.folder = folder
  }

  /// Writes a file and the folders that it needs; the path is relative to the workshop.
  func write(_ path: String, _ text: String, isExecutable: Bool = false) throws {
    let url = URL(filePath: folder.path + "/" + path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
    if isExecutable { try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path) }
  }

  func read(_ path: String) -> String? { try? String(contentsOfFile: folder.path + "/" + path, encoding: .utf8) }

  func runner(_ commands: ConfiguredCommand..., variables: [String: String] = [:]) -> CommandRunner {
    CommandRunner(commands: commands, sandbox: sandbox, variables: variables)
  }
}

/// A project's files in memory.
struct MemoryFiles: ProjectFiles {
  private var contents: [RelativePath: (mode: FileMode, text: String)] = [:]

  init(_ texts: KeyValuePairs<String, String>) throws {
    for (path, text) in texts { try add(path, text) }
  }

  mutating func add(_ path: String, _ text: String, mode: FileMode = .regular) throws {
    contents[try RelativePath(path)] = (mode, text)
  }

  var files: [ProjectEntry] { contents.map { ProjectEntry(path: $0.key, mode: $0.value.mode) } }

  func content(of file: ProjectEntry) async throws -> [UInt8] { Array((contents[file.path]?.text ?? "").utf8) }
}

/// A command for a shell, which tests use to play programs.
func shell(_ name: String, _ script: String) -> ConfiguredCommand {
  ConfiguredCommand(name: name, words: ["/bin/sh", "-c", script, name])
}
